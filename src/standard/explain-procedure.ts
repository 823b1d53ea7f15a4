import { deadlineText } from "#basics/deadline.ts";
import type { Text } from "#basics/text.ts";

import type { Examples } from "./examples.ts";
import { type Words, fieldLine, listed } from "./explain-words.ts";
import { sayCondition } from "./say.ts";
import { sayDeadlines } from "./say-form.ts";
import type { Move, Procedure, Stage, Standard } from "./standard.ts";
import { sayKind } from "./say-kind.ts";

/** Each procedure as numbered stages: who, in what time, and where it goes from there. */
export function explainProcedures(standard: Standard, examples: Examples, words: Words): string[] {
  if (standard.procedures.length === 0) return [];
  const { say } = words;
  return [
    `## ${say({ zh: "事情怎么办", en: "How matters are handled" })}`,
    ...standard.procedures.map((procedure) => explainProcedure(procedure, examples, words)),
  ];
}

function explainProcedure(procedure: Procedure, examples: Examples, words: Words): string {
  const { say, text, role, language } = words;
  const about = listed(
    procedure.about.map((kind) => say(sayKind[kind])),
    language,
  );
  const label = labelOf(procedure, words);
  const unnamed = procedure.anonymous ? say({ zh: "，也可以不留名", en: "; or about nobody named" }) : "";
  const roles = (ids: string[]) => ids.map(role).join(say({ zh: "、", en: ", " }));
  const shown = Object.entries(procedure.shows).map(([id, fields]) =>
    say({
      zh: `${role(id)}可看${listed(fields.map(label), "zh")}`,
      en: `${role(id)} is shown ${listed(fields.map(label), "en")}`,
    }),
  );
  const from = procedure.stages.find((stage) => stage.id === procedure.from);
  const since = from
    ? say({ zh: `，从“${text(from.title)}”开始起算`, en: `, counted from when “${text(from.title)}” begins` })
    : "";
  const points: [Text, string][] = [
    [{ zh: "关于谁", en: "About" }, `${about}${unnamed}`],
    [{ zh: "谁来登记", en: "Opened by" }, roles(procedure.opens.by)],
    [
      { zh: "登记时填", en: "Asked at opening" },
      procedure.opens.asks.map(label).join(say({ zh: "、", en: ", " })),
    ],
    [
      { zh: "整件事的期限", en: "The whole case" },
      procedure.within.length > 0 ? `${say(sayDeadlines(procedure.within))}${since}` : "",
    ],
    [{ zh: "给谁看", en: "Shown to" }, shown.join(say({ zh: "；", en: "; " }))],
    [{ zh: "依据", en: "Rests on" }, words.cites(procedure.basis)],
  ];
  const { reopen } = procedure;
  const again = reopen
    ? say({
        zh: `办结后 ${deadlineText(reopen.within).zh}内，${roles(reopen.by)}可以重新打开，回到“${stageTitle(procedure, reopen.to, words)}”。`,
        en: `Within ${deadlineText(reopen.within).en} of its end ${roles(reopen.by)} may open it again, at “${stageTitle(procedure, reopen.to, words)}”.`,
      })
    : undefined;
  const shownBy = examples.procedures
    .filter((example) => example.procedure === procedure.localId)
    .map((example) => `- ${text(example.name)}`);
  return [
    `### ${text(procedure.title)}`,
    `> ${text(procedure.clause)}`,
    words.points(points),
    procedure.stages.map((stage, index) => explainStage(stage, index + 1, procedure, words)).join("\n"),
    ...(again === undefined ? [] : [again]),
    procedure.fields.map((field) => `- ${fieldLine(field, words)}`).join("\n"),
    ...(shownBy.length > 0 ? [say({ zh: "例子：", en: "Examples:" }), shownBy.join("\n")] : []),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function explainStage(stage: Stage, number: number, procedure: Procedure, words: Words): string {
  const { say, text, role } = words;
  const comma = say({ zh: "、", en: ", " });
  const label = labelOf(procedure, words);
  const parts = [
    stage.by.map(role).join(comma),
    ...(stage.within.length > 0 ? [say(sayDeadlines(stage.within))] : []),
    ...(stage.extend
      ? [
          say({
            zh: `到期前可延长 ${stage.extend.times} 次，每次 ${deadlineText(stage.extend.by).zh}`,
            en: `may be extended before it is due, ${times(stage.extend.times)}, by ${deadlineText(stage.extend.by).en}`,
          }),
        ]
      : []),
    ...(stage.asks.length > 0
      ? [
          say({
            zh: `填写${stage.asks.map(label).join("、")}`,
            en: `asks for ${stage.asks.map(label).join(", ")}`,
          }),
        ]
      : []),
    ...(stage.joins.length > 0
      ? [
          say({
            zh: `等${stage.joins.map((id) => `“${stageTitle(procedure, id, words)}”`).join("、")}都到了才开始`,
            en: `begins when ${stage.joins.map((id) => `“${stageTitle(procedure, id, words)}”`).join(", ")} have all come to it`,
          }),
        ]
      : []),
    ...(stage.basis.length > 0
      ? [say({ zh: `依据${words.cites(stage.basis)}`, en: `rests on ${words.cites(stage.basis)}` })]
      : []),
  ];
  return [
    `${number}. **${text(stage.title)}**${say({ zh: "：", en: ": " })}${parts.join(say({ zh: "；", en: "; " }))}`,
    ...stage.moves.map((move) => `   - ${explainMove(move, stage, procedure, words)}`),
  ].join("\n");
}

function explainMove(move: Move, stage: Stage, procedure: Procedure, words: Words): string {
  const { say, text, role } = words;
  const label = labelOf(procedure, words);
  const end = procedure.ends.find((each) => each.id === move.end);
  const target = end
    ? say({ zh: `结局“${text(end.title)}”`, en: `ends: “${text(end.title)}”` })
    : move.to.map((id) => `“${stageTitle(procedure, id, words)}”`).join(say({ zh: "和", en: " and " }));
  const apart =
    move.by.join() === stage.by.join() ? [] : [move.by.map(role).join(say({ zh: "、", en: ", " }))];
  const notes = [
    ...apart.map((who) => say({ zh: `由${who}决定`, en: `by ${who}` })),
    ...(move.condition
      ? [
          say({
            zh: `当${sayCondition(move.condition).zh}`,
            en: `where ${say(sayCondition(move.condition))}`,
          }),
        ]
      : []),
    ...(move.needs.length > 0
      ? [
          say({
            zh: `须填${move.needs.map(label).join("、")}`,
            en: `needs ${move.needs.map(label).join(", ")}`,
          }),
        ]
      : []),
    ...(move.returns
      ? [say({ zh: "退回，须写理由，期限重新起算", en: "a return: with a reason, its time anew" })]
      : []),
  ];
  const shown = notes.length > 0 ? say({ zh: `（${notes.join("；")}）`, en: ` (${notes.join("; ")})` }) : "";
  return `${text(move.title)} → ${target}${shown}`;
}

function labelOf({ fields }: Procedure, { text }: Words): (id: string) => string {
  return (id) => text(fields.find((field) => field.id === id)?.label ?? { zh: id });
}

function stageTitle({ stages }: Procedure, id: string, { text }: Words): string {
  return text(stages.find((stage) => stage.id === id)?.title ?? { zh: id });
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
