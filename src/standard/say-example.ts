import type { Text } from "#basics/text.ts";
import { sayValue } from "#register/say-value.ts";
import { type SubjectKind, subjectKinds } from "#register/subject.ts";
import type {
  ExampleAct,
  ExpectedDuty,
  ExpectedOfCase,
  FactsOfExample,
  ReadExample,
} from "./example-shape.ts";
import type { Procedure, Standard } from "./standard.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** An example in words: of whom, what had happened by then, and what follows from it for one clause. */
export interface ExampleSaid {
  name: Text;
  /** A day, or a day with its time. */
  on: string;
  given: Text[];
  happened: Text[];
  expected: Text[];
}

type Both = Required<Text>;

/** The examples of the document that speak of this promise; each says what it means for that one alone. */
export function examplesOfPromise(standard: Standard, promise: string): ExampleSaid[] {
  return standard.document.examples.promises.flatMap((example) => {
    const ofThis = example.expect.filter((each) => each.promise === promise);
    if (ofThis.length === 0) return [];
    return [
      {
        name: example.name,
        on: example.on,
        given: sayGiven(standard, example.given),
        happened: [...sayHistory(standard, example), ...sayRecords(standard, example)],
        expected: ofThis.map(sayExpected),
      },
    ];
  });
}

/** The same of a procedure: the acts up to that moment, and where the case stands then. */
export function examplesOfProcedure(standard: Standard, procedure: Procedure): ExampleSaid[] {
  return standard.document.examples.procedures
    .filter(({ given }) => given.case.procedure === procedure.localId)
    .map((example) => {
      const { procedure: _, openedAt, ...fields } = example.given.case;
      const opened = {
        zh: `${moment(openedAt)} 登记`,
        en: `opened ${moment(openedAt)}`,
      };
      return {
        name: example.name,
        on: moment(example.on),
        given: [
          ...sayGiven(standard, { ...example.given, case: undefined }),
          ...sayFacts(procedure.fields, fields as FactsOfExample),
        ],
        happened: [opened, ...example.moves.map((act) => sayAct(procedure, act))],
        expected: example.expect.flatMap((each) => sayExpectedOfCase(procedure, each)),
      };
    });
}

function sayGiven(
  standard: Standard,
  given: Partial<Record<SubjectKind, FactsOfExample | undefined>>,
): Both[] {
  const vocabulary = vocabularyOf(standard.facts);
  return subjectKinds.flatMap((kind) => sayFacts(vocabulary[kind], given[kind] ?? {}));
}

function sayFacts(
  declared: { id: string; label: Text; type: string; choices?: { id: string; title: Text }[] }[],
  facts: FactsOfExample,
): Both[] {
  return Object.entries(facts).map(([id, value]) => {
    const fact = declared.find((each) => each.id === id);
    const [label, said] = [both(fact?.label ?? { zh: id }), both(sayValue(fact, value))];
    return { zh: `${label.zh}：${said.zh}`, en: `${label.en}: ${said.en}` };
  });
}

function sayHistory(standard: Standard, { given }: ReadExample): Both[] {
  const declared = Object.values(vocabularyOf(standard.facts)).flat();
  return given.history.map(({ fact, value, from }) => {
    const [said] = sayFacts(declared, { [fact]: value });
    return { zh: `${from} 起${said?.zh ?? ""}`, en: `from ${from} ${said?.en ?? ""}` };
  });
}

/** An excuse and a decline are of every standard; how long each holds is what counts of it. */
const ofEvery: Record<string, Both> = {
  excuse: { zh: "暂缓", en: "excused" },
  decline: { zh: "本人谢绝", en: "declined" },
};

function sayRecords(standard: Standard, { records }: ReadExample): Both[] {
  return records.map(({ kind, on, struck, facts }) => {
    const title =
      ofEvery[kind] ?? both(standard.records.find(({ id }) => id === kind)?.title ?? { zh: kind });
    const until = typeof facts["until"] === "string" ? facts["until"] : undefined;
    return {
      zh: `${on} ${title.zh}${until === undefined ? "" : `，到 ${until}`}${struck ? "（已划去）" : ""}`,
      en: `${on} ${title.en}${until === undefined ? "" : `, until ${until}`}${struck ? " (struck)" : ""}`,
    };
  });
}

const outcomes: Record<NonNullable<ExpectedDuty["outcome"]>, Both> = {
  kept: { zh: "按期办到", en: "kept in time" },
  late: { zh: "逾期后办到", en: "kept late" },
  missed: { zh: "没有办到", en: "missed" },
  excused: { zh: "暂缓，不计", en: "excused" },
  declined: { zh: "本人谢绝，不计", en: "declined" },
};
const states: Record<NonNullable<ExpectedDuty["state"]>, Both> = {
  upcoming: { zh: "还没到可办的时候", en: "not open yet" },
  due: { zh: "可办", en: "to be done" },
  overdue: { zh: "已逾期", en: "overdue" },
};

function sayExpected({ opens, due, state, on, outcome, owed }: ExpectedDuty): Both {
  if (owed !== undefined)
    return owed
      ? { zh: "眼下有应办", en: "something is owed" }
      : { zh: "眼下没有应办", en: "nothing is owed" };
  const parts: Both[] = [
    ...(opens === undefined ? [] : [{ zh: `${opens} 起可办`, en: `opens ${opens}` }]),
    ...(due === undefined ? [] : [{ zh: `${due} 到期`, en: `due ${due}` }]),
    ...(state === undefined ? [] : [states[state]]),
    ...(outcome === undefined
      ? []
      : [
          {
            zh: `${on === undefined ? "" : `${on} `}${outcomes[outcome].zh}`,
            en: `${outcomes[outcome].en}${on === undefined ? "" : ` on ${on}`}`,
          },
        ]),
  ];
  return joined(parts);
}

function sayAct({ stages, fields }: Procedure, act: ExampleAct): Both {
  const at = moment(act.at);
  if ("reopen" in act) return { zh: `${at} 重新打开`, en: `${at} opened again` };
  if ("fill" in act) {
    const filled = joined(sayFacts(fields, act.fill));
    return { zh: `${at} 补填${filled.zh}`, en: `${at} filled in ${filled.en}` };
  }
  if ("extend" in act) {
    const stage = both(stages.find(({ id }) => id === act.extend)?.title ?? { zh: act.extend });
    return { zh: `${at} 延长“${stage.zh}”`, en: `${at} extended “${stage.en}”` };
  }
  const title = titleOfMove(stages, act.move);
  return { zh: `${at} ${title.zh}`, en: `${at} ${title.en}` };
}

function sayExpectedOfCase({ stages, ends }: Procedure, expected: ExpectedOfCase): Both[] {
  if ("stage" in expected) {
    const { due, state, outcome, provisional } = expected;
    const stage = both(stages.find(({ id }) => id === expected.stage)?.title ?? { zh: expected.stage });
    const rest = joined([
      ...dueAt(due, provisional),
      ...(state === undefined ? [] : [states[state]]),
      ...(outcome === undefined ? [] : [outcomes[outcome]]),
    ]);
    if (rest.zh === "") return [{ zh: `在“${stage.zh}”`, en: `at “${stage.en}”` }];
    return [{ zh: `“${stage.zh}”${rest.zh}`, en: `“${stage.en}” ${rest.en}` }];
  }
  if ("case" in expected) {
    const { due, state, end, outcome, reopened, returned } = expected;
    const ended = ends.find(({ id }) => id === end)?.title;
    const rest = joined([
      ...dueAt(due),
      ...(state === undefined || state === "ended" ? [] : [states[state]]),
      ...(ended === undefined ? [] : [{ zh: `办结为“${ended.zh}”`, en: `ended: “${both(ended).en}”` }]),
      ...(outcome === undefined ? [] : [outcomes[outcome]]),
      ...(reopened === undefined ? [] : [{ zh: `重新打开 ${reopened} 次`, en: `opened again: ${reopened}` }]),
      ...(returned === undefined ? [] : [{ zh: `退回 ${returned} 次`, en: `sent back: ${returned}` }]),
    ]);
    return [{ zh: `整件事：${rest.zh}`, en: `the whole: ${rest.en}` }];
  }
  if ("refused" in expected) {
    const own: Record<string, Both> = {
      extend: { zh: "延期", en: "extending" },
      reopen: { zh: "重新打开", en: "opening again" },
      fill: { zh: "补填", en: "filling in" },
    };
    const title = own[expected.refused] ?? titleOfMove(stages, expected.refused);
    return [{ zh: `“${title.zh}”办不了`, en: `“${title.en}” is refused` }];
  }
  return [
    ...(expected.atNight === undefined
      ? []
      : [
          expected.atNight ? { zh: "算夜间", en: "counts as night" } : { zh: "不算夜间", en: "not at night" },
        ]),
    ...(expected.onHoliday === undefined
      ? []
      : [
          expected.onHoliday
            ? { zh: "算假日", en: "counts as a holiday" }
            : { zh: "不算假日", en: "not on a holiday" },
        ]),
  ];
}

function dueAt(due: string | undefined, provisional?: boolean): Both[] {
  if (due === undefined) return [];
  const at = moment(due);
  if (provisional === true) return [{ zh: `${at} 到期（暂定）`, en: `due ${at} (provisional)` }];
  return [{ zh: `${at} 到期`, en: `due ${at}` }];
}

function titleOfMove(stages: Procedure["stages"], id: string): Both {
  const found = stages.flatMap(({ moves }) => moves).find((each) => each.id === id);
  return both(found?.title ?? { zh: id });
}

function joined(parts: Both[]): Both {
  return { zh: parts.map(({ zh }) => zh).join("，"), en: parts.map(({ en }) => en).join(", ") };
}

function moment(text: string): string {
  return text.replace("T", " ");
}

function both({ zh, en }: Text): Both {
  return { zh, en: en ?? zh };
}
