import type { FactValue } from "#register/subject.ts";
import type { KnownState } from "../command.ts";
import { bare } from "./plain-text.ts";
import type { RegisterRow } from "./read-rows.ts";

/** Somebody of the register whom a row may be about; `household` is its code. */
export type Candidate = KnownState & { household: string | null };

/** Who a row is about: somebody known, nobody known, or one of several between whom only a person can choose. */
export type Match = { known: Candidate } | { unsure: Candidate[] } | { nobody: true };

/** Those of the register who may be meant, by what rows find them by. */
export interface Candidates {
  byCode: Map<string, Candidate>;
  byIdentity: Map<string, Candidate[]>;
  byName: Map<string, Candidate[]>;
}

/**
 * By code, by identity number, or by name with day of birth, address, telephone or household; never by likeness alone. A
 * name that agrees while something else does not is left to whoever imports. With `oneOfTheName`, as a ledger of records
 * has it, the only one of a name is enough, where nothing speaks against it.
 */
export function matchKnown(row: RegisterRow, candidates: Candidates, oneOfTheName = false): Match {
  const coded = row.code === null ? undefined : candidates.byCode.get(row.code);
  if (coded !== undefined) return contradictsCode(row, coded) ? { unsure: [coded] } : { known: coded };

  const identity = row.facts["identityNumber"];
  const numbered = typeof identity === "string" ? (candidates.byIdentity.get(identity) ?? []) : [];
  if (numbered.length > 0) {
    const named = numbered.filter((one) => row.name === "" || isSame(one.name, row.name));
    return numbered.length === 1 && named[0] !== undefined ? { known: named[0] } : { unsure: numbered };
  }

  const namesakes = (candidates.byName.get(row.name) ?? []).filter((one) => !isAnother(row, one));
  if (namesakes.length === 0) return { nobody: true };
  const agreeing = namesakes.filter((one) => agreement(row, one) > 0);
  const best = Math.max(0, ...agreeing.map((one) => agreement(row, one)));
  const likeliest = agreeing.filter((one) => agreement(row, one) === best);
  if (likeliest.length === 1 && likeliest[0] !== undefined) return { known: likeliest[0] };
  if (likeliest.length > 1) return { unsure: likeliest };
  const [only] = namesakes;
  if (
    namesakes.length === 1 &&
    only !== undefined &&
    (saysNothingNew(row, only) || (oneOfTheName && !livesElsewhere(row, only)))
  )
    return { known: only };
  return { unsure: namesakes };
}

/** A code that has come to stand beside another person: name and birth, or name and number, are both somebody else's. */
function contradictsCode(row: RegisterRow, one: Candidate): boolean {
  return (
    row.name !== "" &&
    !isSame(row.name, one.name) &&
    (differs(row, one, "identityNumber") || differs(row, one, "birthDate"))
  );
}

/** Nobody has two numbers or two days of birth; a unit or place elsewhere is another one. */
function isAnother(row: RegisterRow, one: Candidate): boolean {
  return (
    differs(row, one, "identityNumber") ||
    differs(row, one, "birthDate") ||
    (one.kind !== "person" && one.kind !== "household" && livesElsewhere(row, one))
  );
}

/** How much more than the name agrees; 0 where nothing does, or where they live elsewhere and only the birthday is the same. */
function agreement(row: RegisterRow, one: Candidate): number {
  const birth = agrees(row, one, "birthDate") ? 1 : 0;
  const home = isSameHome(row, one) ? 1 : 0;
  const phone = agrees(row, one, "phone") ? 1 : 0;
  return birth === 1 && home + phone === 0 && livesElsewhere(row, one) ? 0 : birth + home + phone;
}

function agrees(row: RegisterRow, { facts }: Candidate, fact: string): boolean {
  const said = row.facts[fact] ?? null;
  return said !== null && same(said, facts[fact] ?? null);
}

function differs(row: RegisterRow, { facts }: Candidate, fact: string): boolean {
  const [said, known] = [row.facts[fact] ?? null, facts[fact] ?? null];
  return said !== null && known !== null && !same(said, known);
}

/** The same household; or the same address, where one may be written out further than the other (“3栋201”). */
function isSameHome(row: RegisterRow, one: Candidate): boolean {
  if (row.household !== null && row.household === one.household) return true;
  const [said, known] = [addressOf(row.facts), addressOf(one.facts)];
  if (said === "" || known === "") return false;
  return (
    said === known ||
    (Math.min(said.length, known.length) >= 4 && (said.endsWith(known) || known.endsWith(said)))
  );
}

function livesElsewhere(row: RegisterRow, one: Candidate): boolean {
  return addressOf(row.facts) !== "" && addressOf(one.facts) !== "" && !isSameHome(row, one);
}

function addressOf(facts: Record<string, FactValue>): string {
  const { address } = facts;
  return typeof address === "string" ? bare(address) : "";
}

/** Then it changes nothing whoever is meant, and entering them twice would. */
function saysNothingNew(row: RegisterRow, { facts }: Candidate): boolean {
  return Object.entries(row.facts).every(
    ([fact, value]) => value === null || same(value, facts[fact] ?? null),
  );
}

function isSame(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function same(a: FactValue, b: FactValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
