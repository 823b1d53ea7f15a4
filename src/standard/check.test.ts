import assert from "node:assert/strict";
import { test } from "node:test";

import { checkDocument } from "./check.ts";
import { type StandardDocument, documentShape } from "./document.ts";
import type { FaultAt } from "./fault.ts";

// What `check` knows besides the shape: each mistake and each warning by its own words, and at its place.

const base = {
  standard: "wells",
  version: "1",
  title: { zh: "看井", en: "Wells" },
  effective: "2021-01-01",
  basis: [],
  roles: { worker: { title: { zh: "社工", en: "Worker" } } },
  facts: {
    person: {
      alone: { label: { zh: "独居", en: "Alone" }, type: "boolean", alsoCalled: ["单独居住"] },
      care: { label: { zh: "类别", en: "Class" }, type: "text", guard: "health" },
    },
  },
  lines: [{ id: "filial", title: { zh: "孝心", en: "Filial" }, serves: "person" }],
  records: {
    visit: {
      title: { zh: "走访", en: "Visit" },
      about: ["person"],
      fields: { summary: { label: { zh: "情况", en: "Summary" }, type: "longtext" } },
    },
  },
  promises: [
    {
      id: "call",
      line: "filial",
      title: { zh: "问候", en: "Call" },
      clause: { zh: "七天一次。", en: "Every seven days." },
      to: "person",
      when: 'alone && care == "a"',
      every: "P7D",
      by: "worker",
      keptBy: ["visit"],
      shows: { worker: ["care"] },
    },
  ],
  procedures: {
    ask: {
      title: { zh: "诉求", en: "Request" },
      clause: { zh: "当日答复。", en: "Answered the same day." },
      about: ["person"],
      fields: {
        what: { label: { zh: "内容", en: "What" }, type: "text", required: true },
        urgent: { label: { zh: "急", en: "Urgent" }, type: "boolean" },
        reply: { label: { zh: "答复", en: "Reply" }, type: "text" },
      },
      opens: { by: "worker", asks: ["what", "urgent"] },
      start: "hear",
      stages: {
        hear: {
          title: { zh: "受理", en: "Hear" },
          by: "worker",
          within: [{ when: "urgent", is: "PT30M" }, { is: "1 workdays" }],
          moves: { on: { title: { zh: "去办", en: "Go on" }, to: ["do", "tell"] } },
        },
        do: {
          title: { zh: "办", en: "Do" },
          by: "worker",
          moves: { done: { title: { zh: "完", en: "Done" }, to: "close" } },
        },
        tell: {
          title: { zh: "告知", en: "Tell" },
          by: "worker",
          moves: { told: { title: { zh: "完", en: "Told" }, to: "close" } },
        },
        close: {
          title: { zh: "办结", en: "Close" },
          by: "worker",
          joins: ["do", "tell"],
          moves: {
            shut: { title: { zh: "结", en: "Shut" }, end: "closed", needs: ["reply"] },
            back: { title: { zh: "退", en: "Back" }, to: "do", returns: true },
          },
        },
      },
      ends: { closed: { zh: "办结", en: "Closed" } },
      reopen: { within: "P15D", to: "do", by: "worker" },
    },
  },
  indicators: {
    asked: { title: { zh: "诉求", en: "Asked" }, count: "case", where: 'procedure == "ask"', per: ["month"] },
  },
};

type Change = [path: string, value: unknown];

/** The document with parts replaced (undefined: taken out); its faults as "level path: words". */
function faultsOf(...changes: Change[]): string[] {
  const document = structuredClone(base) as Record<string, unknown>;
  for (const [path, value] of changes) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let at = document;
    for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>;
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  const parsed = documentShape.safeParse(document);
  assert.ok(parsed.success, JSON.stringify(parsed.error?.issues));
  return checkDocument(parsed.data as StandardDocument).map(said);
}

function said({ level, path, say }: FaultAt): string {
  return `${level} ${path.join(".")}: ${say.en}`;
}

function expectFault(changes: Change[], expected: RegExp): void {
  const faults = faultsOf(...changes);
  assert.ok(
    faults.some((fault) => expected.test(fault)),
    `${JSON.stringify(changes)}\n${expected}\n${faults.join("\n")}`,
  );
}

const ask = "procedures.ask";
const hear = `${ask}.stages.hear`;
const close = `${ask}.stages.close`;

test("a good document has no fault at all", () => {
  assert.deepEqual(faultsOf(), []);
});

test("a procedure's mistakes: names that are not there", () => {
  const cases: [Change, RegExp][] = [
    [[`${hear}.by`, ["worker", "chief"]], /mistake procedures.ask.stages.hear.by.1: no such role: chief/],
    [[`${ask}.opens.by`, "chief"], /opens.by: no such role: chief/],
    [[`${ask}.opens.asks`, ["what", "urgent", "when"]], /opens.asks.2: no such field: when/],
    [[`${close}.moves.shut.needs`, ["replay"]], /needs.0: no such field: replay/],
    [[`${ask}.line`, "filiel"], /ask.line: no such line: filiel/],
    [[`${ask}.start`, "here"], /ask.start: no such stage: here/],
    [[`${hear}.moves.on.to`, ["do", "tel"]], /moves.on.to.1: no such stage: tel/],
    [[`${close}.moves.shut.end`, "shut"], /moves.shut.end: no such end: shut/],
    [[`${close}.joins`, ["do", "told"]], /joins.1: no such stage: told/],
    [[`${ask}.reopen.to`, "done"], /reopen.to: no such stage: done/],
    [[`${ask}.shows`, { worker: ["whom"] }], /shows.worker.0: no such field: whom/],
    [[`${ask}.basis`, ["law"]], /ask.basis.0: no such basis: law/],
    [[`${hear}.within`, "2h"], /hear.within: not a deadline: 2h/],
    [[`${hear}.within`, "P20Y"], /hear.within: a deadline cannot be longer/],
    [
      [`${hear}.within`, [{ when: "urgnt", is: "PT1H" }, { is: "P1D" }]],
      /within.0.when: no such fact is declared: urgnt/,
    ],
    [[`${close}.moves.shut.when`, "reply == 3"], /mistake procedures.ask.stages.close.moves.shut.when/],
    [[`${hear}.extend`, { by: "soon" }], /extend.by: not a deadline: soon/],
    [[`${ask}.from`, "hear"], /ask.from: `from` without a deadline/],
    [[`${ask}.about`, []], /say whom it is `about`/],
  ];
  for (const [change, expected] of cases) expectFault([change], expected);
});

test("a procedure's ways: every stage can be reached and left, and every end come to", () => {
  const lonely = {
    title: { zh: "孤", en: "Lonely" },
    by: "worker",
    moves: { out: { title: { zh: "出", en: "Out" }, end: "closed" } },
  };
  const cases: [Change[], RegExp][] = [
    [[[`${ask}.stages.lonely`, lonely]], /stages.lonely: no way leads to the stage lonely/],
    [[[`${close}.moves`, {}]], /the stage close has no way out/],
    [
      [[`${close}.moves.shut`, { title: { zh: "结" }, to: "hear" }]],
      /no end can be come to from the stage hear/,
    ],
    [[[`${ask}.ends.lost`, { zh: "失", en: "Lost" }]], /ends.lost: no move comes to the end lost/],
    [[[`${close}.moves.shut`, { title: { zh: "结" } }]], /say exactly one: to which stage/],
    [[[`${close}.moves.back`, { title: { zh: "退" }, to: "do", end: "closed" }]], /say exactly one/],
    [
      [[`${hear}.moves.on`, { title: { zh: "去" }, to: ["do", "tell"], returns: true }]],
      /do does not come before hear/,
    ],
    [
      [[`${ask}.stages.tell.moves.told`, { title: { zh: "完" }, end: "closed" }]],
      /the stage tell has no move to close/,
    ],
    [
      [
        [`${hear}.moves.on.to`, "do"],
        [`${hear}.moves.off`, { title: { zh: "告" }, to: "tell" }],
      ],
      /do, tell never run side by side/,
    ],
    [
      [
        [`${hear}.extend`, { by: "P1D" }],
        [`${hear}.within`, undefined],
      ],
      /there is no deadline, `within`, to extend/,
    ],
    [[[`${hear}.within`, [{ is: "P1D" }, { when: "urgent", is: "PT1H" }]]], /those after it are never used/],
  ];
  for (const [changes, expected] of cases) expectFault(changes, expected);
});

test("a procedure's warnings", () => {
  expectFault(
    [[`${hear}.within`, [{ when: "urgent", is: "PT1H" }]]],
    /warning .*where none holds there is no deadline/,
  );
  expectFault([[`${close}.moves.shut.needs`, []]], /warning .*nobody is ever asked for reply/);
  expectFault(
    [[`${hear}.asks`, ["what"]]],
    /warning .*what is asked for twice: at opening and at the stage hear/,
  );
  expectFault([[`${ask}.opens.asks`, ["urgent", "urgent"]]], /warning .*urgent is asked for twice here/);
  expectFault(
    [
      [`${ask}.opens.asks`, ["urgent"]],
      [`${hear}.asks`, ["what"]],
    ],
    /what is required but not asked for at opening/,
  );
  expectFault(
    [[`${ask}.fields.stage`, { label: { zh: "段", en: "S" }, type: "text" }]],
    /"stage" means something else/,
  );
  expectFault([[`${ask}.clause`, undefined]], /warning procedures.ask: no `clause`/);
  expectFault([[`${close}.joins`, ["do"]]], /waits for one branch only/);
  const aside = { title: { zh: "改走", en: "Aside" }, to: "tell" };
  expectFault(
    [["procedures.ask.stages.do.moves.aside", aside]],
    /told: after told a case can stand at no stage/,
  );
  const given = { title: { zh: "不办", en: "Not done" }, end: "closed" };
  expectFault(
    [["procedures.ask.stages.do.moves.given-up", given]],
    /done: after done a case can stand at no stage/,
  );
  const hours = { office: "Mo 09:00-10:00", hours: "office" };
  expectFault(
    [
      ["calendar", hours],
      ["procedures.ask.stages.do.within", "PT27H"],
    ],
    /half a year/,
  );
});

test("indicators: one way of counting, of what there is, and nobody ranked or singled out", () => {
  const at = "indicators.asked";
  const cases: [Change[], RegExp][] = [
    [[[`${at}.sum`, "case"]], /say how it counts in exactly one way/],
    [[[`${at}.where`, 'procedure == "aks"']], /mistake indicators.asked.where/],
    [[[`${at}.where`, "urgnt"]], /no such fact is declared: urgnt/],
    [
      [
        [`${at}.count`, undefined],
        [`${at}.sum`, "case"],
      ],
      /say which field is added up/,
    ],
    [
      [
        [`${at}.count`, undefined],
        [`${at}.sum`, "case"],
        [`${at}.of`, "what"],
      ],
      /asked.of: what is no number/,
    ],
    [
      [
        [`${at}.count`, undefined],
        [`${at}.rate`, "record"],
        [`${at}.where`, undefined],
      ],
      /a rate says `that`/,
    ],
    [[[`${at}.that`, "urgent"]], /only a rate has `that`/],
    [[[`${at}.of`, "what"]], /only a sum or an average has `of`/],
    [[[`${at}.count`, "subject"]], /begins its `where` with the kind/],
    [[[`${at}.count`, "posting"]], /no postings to count yet/],
    [[[`${at}.per`, ["promise"]]], /per.0: a case cannot be grouped by promise/],
    [[[`${at}.per`, ["month", "month"]]], /per.1: month stands twice/],
    [[[`${at}.per`, ["area", "week"]]], /warning .*could single out a person/],
    [
      [
        [`${at}.per`, ["area"]],
        [`${at}.where`, "age == 90"],
      ],
      /could single out a person.*narrow/,
    ],
    [
      [
        [`${at}.count`, "subject"],
        [`${at}.where`, 'kind == "person" && care == "a"'],
        [`${at}.per`, ["area"]],
      ],
      /could single out a person.*guarded/,
    ],
    [
      [
        [`${ask}.fields.size`, { label: { zh: "大小", en: "Size" }, type: "integer" }],
        [
          "procedures.second",
          {
            ...base.procedures.ask,
            fields: {
              ...base.procedures.ask.fields,
              urgent: { label: { zh: "急否", en: "U" }, type: "text" },
            },
          },
        ],
        [`${at}.where`, "urgent"],
      ],
      /urgent is of different types in different procedures/,
    ],
  ];
  for (const [changes, expected] of cases) expectFault(changes, expected);
  for (const served of ["person", "household"]) {
    const shape = documentShape.safeParse({
      ...base,
      indicators: { a: { title: { zh: "a" }, count: "case", per: [served] } },
    });
    assert.equal(shape.success, false); // in words: read.test.ts
  }
});

test("reports: their files and the figures in them", () => {
  const report = {
    title: { zh: "报", en: "R" },
    each: "month",
    file: { zh: "reports/r.md", en: "reports/r.en.md" },
  };
  const withText = (zh: string): Change[] => [
    ["reports.r", report],
    ["templates", { "reports/r.md": zh, "reports/r.en.md": "" }],
  ];
  assert.deepEqual(
    faultsOf(
      ...withText(
        "{{ office }} {{ period }} {{ asked }} {{ asked last-year }} {{ asked month=2021-11 }} {{ table asked month }} { a }",
      ),
    ),
    [],
  );
  expectFault([["reports.r", report]], /reports.r.file.zh: there is no such file: reports\/r.md/);
  expectFault(
    [["reports.r", { ...report, file: { zh: "../r.md" } }]],
    /a template is a .md file inside this folder/,
  );
  expectFault([["reports.r", { ...report, by: "chief" }]], /reports.r.by: no such role: chief/);
  expectFault(withText("{{ aksed }}"), /templates.reports\/r.md: no such indicator: aksed/);
  expectFault(withText("{{ asked yesterday }}"), /"yesterday" after asked is not understood/);
  expectFault(withText("{{ asked line=filial }}"), /asked is not grouped by line/);
  expectFault(withText("{{ office 3 }}"), /"3" after office is not understood/);
  expectFault(withText("{{ }}"), /nothing stands between the braces/);
  expectFault(withText("{{ asked"), /this "{{" has no partner/);
  const { path, offset } = checkDocument(
    documentShape.parse({
      ...base,
      reports: { r: report },
      templates: { "reports/r.md": "ab {{ asked x }}", "reports/r.en.md": "" },
    }),
  )[0] ?? { path: [] };
  assert.deepEqual([path, offset], [["templates", "reports/r.md"], 12]);
});

test("calendar, rosters and activities", () => {
  expectFault([["calendar", { night: "late" }]], /calendar.night: not a night/);
  expectFault([["calendar", { night: "Mo 22:00-06:00" }]], /calendar.night: not a night/);
  expectFault([["calendar", { office: "9 to 5" }]], /calendar.office: not opening hours/);
  expectFault([["calendar", { office: "PH off" }]], /calendar.office: it is never open/);
  const roster = { title: { zh: "值", en: "R" }, by: "worker", covers: "night" };
  expectFault([["rosters", { r: { ...roster, covers: "evenings" } }]], /rosters.r.covers: not opening hours/);
  expectFault([["rosters", { r: { ...roster, by: "chief" } }]], /rosters.r.by: no such role: chief/);
  const activity = { title: { zh: "讲座", en: "Talk" }, by: "worker", record: "visit" };
  assert.deepEqual(faultsOf(["rosters", { r: roster }], ["activities", { a: activity }]), []);
  expectFault(
    [["activities", { a: { ...activity, record: "sheet" } }]],
    /activities.a.record: no such record: sheet/,
  );
  expectFault([["activities", { a: { ...activity, about: ["unit"] } }]], /a visit is never about a unit/);
  expectFault([["activities", { a: { ...activity, with: ["chief"] } }]], /activities.a.with.0: no such role/);
  expectFault([["activities", { a: { ...activity, line: "x" } }]], /activities.a.line: no such line: x/);
});

test("a promise no role can keep", () => {
  expectFault([["promises.0.by", "chief"]], /mistake promises.0.by: no such role: chief/);
  expectFault(
    [["promises.0.shows", {}]],
    /warning promises.0.by: worker is shown none of the guarded facts that decide it \(care\)/,
  );
  expectFault(
    [["records.visit.fields.proof", { label: { zh: "照片", en: "Photo" }, type: "photo", required: true }]],
    /warning promises.0.keptBy: nobody can keep it yet: the record needs proof, and a photo cannot be filled in/,
  );
});

test("more duties a year than the budget", () => {
  assert.deepEqual(faultsOf(["budget", { person: 53 }]), []);
  expectFault(
    [["budget", { person: 50 }]],
    /warning budget.person: up to 52 duties a year for one person, more than 50; most of them: call 52/,
  );
  expectFault([["budget", { unit: 5 }]], /mistake budget.unit: no promise is made to a unit/);
});

test("a field asked for twice", () => {
  const field = (zh: string, type = "boolean") => ({ label: { zh, en: "X" }, type });
  expectFault(
    [["records.visit.fields.alone", field("近况")]],
    /warning records.visit.fields.alone: asked for twice: the register has "Alone"/,
  );
  expectFault(
    [["records.visit.fields.x", field("单独居住")]],
    /fields.x: asked for twice: the register has "Alone"/,
  );
  expectFault(
    [["records.visit.fields.x", field("联系电话", "phone")]],
    /asked for twice: the register has "Phone"/,
  );
  expectFault(
    [["records.visit.fields.x", field("情况", "text")]],
    /asked for twice: the field summary has the same label/,
  );
  expectFault(
    [[`${ask}.fields.alone`, field("住法")]],
    /warning procedures.ask.fields.alone: asked for twice/,
  );
});

test("a proof that a community must not issue, wherever one is named", () => {
  const proof = { zh: "无犯罪记录证明", en: "Proof of no crime" };
  for (const place of ["records.visit.title", "procedures.ask.title", `${close}.title`, "promises.0.title"]) {
    expectFault(
      [[place, proof]],
      /warning .*title: a community must not issue a proof of no criminal record/,
    );
  }
  expectFault(
    [[`${ask}.fields.what.label`, { zh: "开具健在证明", en: "W" }]],
    /must not issue a proof of being alive/,
  );
  const fine = { zh: "志愿服务时长证明", en: "Volunteer hours" };
  assert.deepEqual(faultsOf(["records.visit.title", fine]), []);
});

test("parts that nothing asks for", () => {
  const cases: [Change, RegExp][] = [
    [["roles.idle", { title: { zh: "闲", en: "Idle" } }], /roles.idle: nothing is asked of the role idle/],
    [
      ["facts.person.shoe", { label: { zh: "鞋", en: "Shoe" }, type: "text" }],
      /facts.person.shoe: no clause uses the fact shoe/,
    ],
    [
      ["records.tale", { title: { zh: "谈", en: "Tale" }, about: ["person"] }],
      /records.tale: no clause uses the record tale/,
    ],
    [
      ["lines.1", { id: "bare", title: { zh: "空", en: "Bare" }, serves: "person" }],
      /lines.1: the line bare has no clauses/,
    ],
    [["parameters.p", { type: "duration", default: "P7D" }], /parameters.p: the parameter p is not used/],
    [["basis.0", { id: "law", title: { zh: "法", en: "Law" } }], /basis.0: no clause cites law/],
  ];
  for (const [change, expected] of cases) expectFault([change], expected);
});

test("a citation nobody has verified, a text in one language, and more than any standard has", () => {
  expectFault(
    [["basis.0", { id: "law", title: { zh: "法", en: "Law" } }]],
    /warning basis.0: nobody has verified/,
  );
  expectFault(
    [[`${close}.title`, { zh: "结" }]],
    /warning procedures.ask.stages.close.title: the English text/,
  );
  const report = { title: { zh: "报", en: "R" }, each: "month", file: { zh: "reports/r.md" } };
  expectFault(
    [
      ["reports.r", report],
      ["templates", { "reports/r.md": "" }],
    ],
    /warning reports.r.file: the English text/,
  );
  const many = Array.from({ length: 501 }, (_, index) => ({ ...base.promises[0], id: `p${index}` }));
  assert.deepEqual(faultsOf(["promises", many]), [
    'mistake promises: at most 500 of "promises", here are 501',
  ]);
});

test("a colour that pages do not have", () => {
  const purple = /warning .*colour: pages have no colour purple; there are red, blue/;
  for (const place of ["lines.0.colour", "promises.0.colour", "procedures.ask.colour"]) {
    expectFault([[place, "purple"]], purple);
  }
  expectFault([["colours", { purple: { zh: "紫", en: "Purple" } }]], /colours.purple: pages have no colour/);
});
