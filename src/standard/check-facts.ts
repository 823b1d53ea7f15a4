import { builtInFacts as registered } from "#register/built-in-facts.ts";
import type { SubjectKind } from "#register/subject.ts";
import { builtInFacts, isBuiltIn } from "./built-in-facts.ts";
import { ownNamesOfRecord } from "./case-facts.ts";
import { type Desk, mistake, warn } from "./check-desk.ts";
import type { DocumentField } from "./document.ts";
import { reservedNames } from "./expression.ts";
import type { Path } from "./fault.ts";
import { sayKind } from "./say-kind.ts";

export function checkFacts(desk: Desk): void {
  for (const [kind, facts] of Object.entries(desk.document.facts)) {
    for (const [id, fact] of Object.entries(facts)) {
      const path = ["facts", kind, id];
      if (isBuiltIn(kind as SubjectKind, id)) {
        mistake(desk, path, {
          zh: `“${id}”是内置信息项，不必声明`,
          en: `"${id}" is built in and needs no declaring`,
        });
      }
      refuseReserved(desk, path, id);
      checkChoices(desk, path, fact);
    }
  }
}

export function checkRecords(desk: Desk): void {
  for (const [id, { about, fields }] of Object.entries(desk.document.records)) {
    const path = ["records", id];
    if (id === "excuse" || id === "decline") {
      mistake(desk, path, { zh: `“${id}”是内置记录`, en: `"${id}" is a built-in kind of record` });
    }
    checkFields(desk, [...path, "fields"], fields, ownNamesOfRecord);
    warnOfTwiceAsked(desk, [...path, "fields"], fields, about);
  }
}

/** The fields of a record or a procedure; `taken` are the names that its conditions use for something else. */
export function checkFields(
  desk: Desk,
  path: Path,
  fields: Record<string, DocumentField>,
  taken: ReadonlySet<string>,
): void {
  for (const [id, field] of Object.entries(fields)) {
    refuseReserved(desk, [...path, id], id);
    checkChoices(desk, [...path, id], field);
    if (taken.has(id)) {
      warn(desk, [...path, id], {
        zh: `“${id}”在条件和指标里另有意义，换个名称才能在那里用到这个栏目`,
        en: `"${id}" means something else in conditions and indicators: name it otherwise to use it there`,
      });
    }
    if (!field.label) warn(desk, [...path, id], { zh: "缺少名称 label", en: "it has no label" });
  }
}

/** A field that asks what the register knows of that subject already, or what another field asks. */
export function warnOfTwiceAsked(
  desk: Desk,
  path: Path,
  fields: Record<string, DocumentField>,
  about: SubjectKind[],
): void {
  const seen = new Map<string, string>();
  for (const [id, { label, type }] of Object.entries(fields)) {
    const words = label && plain(label.zh);
    for (const kind of about) {
      const fact = askedOf(desk, kind).find(
        (each) =>
          each.id === id || (words !== undefined && each.type === type && each.called.includes(words)),
      );
      if (!fact) continue;
      warn(desk, [...path, id], {
        zh: `问了两遍：${sayKind[kind].zh}的台账里已有“${fact.label.zh}”（${fact.id}）`,
        en: `asked for twice: the register has "${fact.label.en ?? fact.label.zh}" of a ${sayKind[kind].en} already (${fact.id})`,
      });
      break;
    }
    if (words === undefined) continue;
    const other = seen.get(words);
    if (other !== undefined) {
      warn(desk, [...path, id], {
        zh: `问了两遍：栏目 ${other} 也叫“${label?.zh}”`,
        en: `asked for twice: the field ${other} has the same label`,
      });
    }
    seen.set(words, id);
  }
}

/** What is known of a kind of subject, and every name under which it goes. */
function askedOf(desk: Desk, kind: SubjectKind) {
  const declared = desk.facts.filter((fact) => fact.of === kind);
  return [...declared, ...registered.filter((fact) => fact.of === kind), ...builtInFacts(kind)].map(
    (fact) => ({
      id: fact.id,
      type: fact.type as string,
      label: fact.label,
      called: [fact.label.zh, ...fact.alsoCalled].map(plain),
    }),
  );
}

function plain(label: string): string {
  return label.replaceAll(/[\s（）()、，]/g, "");
}

function refuseReserved(desk: Desk, path: Path, id: string): void {
  if (!reservedNames.has(id)) return;
  mistake(desk, path, { zh: `“${id}”在条件中另有意义`, en: `"${id}" means something else in conditions` });
}

function checkChoices(desk: Desk, path: Path, { type, of }: { type: string; of?: unknown }): void {
  const chooses = type === "choice" || type === "choices";
  if (chooses && !of) mistake(desk, path, { zh: "选项类应写明 of", en: "a choice must say what it is `of`" });
  if (!chooses && of) {
    mistake(desk, [...path, "of"], { zh: "只有选项类才有 of", en: "only a choice has `of`" });
  }
  const count = Array.isArray(of) ? of.length : Object.keys(of ?? {}).length;
  if (count > mostChoices) {
    return mistake(desk, [...path, "of"], {
      zh: `最多 ${mostChoices} 个选项，这里有 ${count} 个`,
      en: `at most ${mostChoices} choices, here are ${count}`,
    });
  }
  if (!Array.isArray(of)) return;
  for (const [index, choice] of of.entries()) {
    if (of.indexOf(choice) === index) continue;
    mistake(desk, [...path, "of", index], {
      zh: `选项“${choice}”重复`,
      en: `the choice "${choice}" stands twice`,
    });
  }
}

const mostChoices = 300;
