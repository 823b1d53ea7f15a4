import type { Text } from "#basics/text.ts";
import { type Desk, warn } from "./check-desk.ts";
import type { Path } from "./fault.ts";
import { asksForProof, proofsNotIssued } from "./proofs.ts";

/** Wherever something is named that people fill in or are given. */
export function warnOfProofs(desk: Desk): void {
  for (const { path, title } of namedThings(desk)) {
    if (!asksForProof(title.zh)) continue;
    const proof = proofsNotIssued.find(({ words }) => words.test(title.zh));
    if (!proof) continue;
    warn(desk, path, {
      zh: `“${title.zh}”：${proof.title.zh}属于社区不应出具的证明（民发〔2020〕20号附件）；如不是由社区出具，请换个说法`,
      en: `a community must not issue a proof of ${proof.title.en} (annex to paper 20 of 2020 of the Ministry of Civil Affairs); if somebody else issues it, say it otherwise`,
    });
  }
}

function namedThings({ document }: Desk): { path: Path; title: Text }[] {
  const found: { path: Path; title: Text }[] = [];
  const add = (path: Path, title: Text | undefined) => {
    if (title) found.push({ path, title });
  };
  const filledIn = [
    ...Object.entries(document.records).map(([id, each]) => ({ path: ["records", id], ...each })),
    ...Object.entries(document.procedures).map(([id, each]) => ({ path: ["procedures", id], ...each })),
  ];
  for (const { path, title, fields } of filledIn) {
    add([...path, "title"], title);
    for (const [field, { label }] of Object.entries(fields)) add([...path, "fields", field, "label"], label);
  }
  for (const [id, { stages }] of Object.entries(document.procedures)) {
    for (const [stage, { title, moves }] of Object.entries(stages)) {
      const path = ["procedures", id, "stages", stage];
      add([...path, "title"], title);
      for (const [move, words] of Object.entries(moves)) add([...path, "moves", move, "title"], words.title);
    }
  }
  for (const [id, { title }] of Object.entries(document.activities)) add(["activities", id, "title"], title);
  for (const [index, { title }] of document.promises.entries()) add(["promises", index, "title"], title);
  return found;
}
