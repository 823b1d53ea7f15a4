import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { compileStandard } from "./compile.ts";
import { checkParameters } from "./parameters.ts";
import { readStandard } from "./read.ts";

const good = `
standard: wells
version: "2021.10"
title: { zh: 看井, en: Wells }
effective: 2021-01-01
basis:
  - { id: law, title: { zh: 某法, en: A law }, verified: { by: 文书, on: 2021-01-01 } }
parameters:
  callEvery: { type: duration, default: P7D, atMost: P14D }
  from: { type: integer, default: 70, atLeast: 60, atMost: 80 }
roles:
  worker: { title: { zh: 社工, en: Worker } }
facts:
  person:
    livesAlone: { label: { zh: 独居, en: Lives alone }, type: boolean }
    care: { label: { zh: 类别, en: Class }, type: choice, of: [none, stable], guard: health }
    released: { label: { zh: 出所, en: Released }, type: date, guard: justice }
lines:
  - { id: filial, title: { zh: 孝心, en: Filial }, colour: green, serves: person, when: "age >= 60" }
records:
  visit: { title: { zh: 走访, en: Visit }, about: [person] }
promises:
  - id: call
    line: filial
    title: { zh: 问候, en: Call }
    clause: { zh: 七天一次。, en: Every seven days. }
    to: person
    when: "age >= \${from} && livesAlone && care == \\"stable\\""
    every: \${callEvery}
    by: worker
    keptBy: [visit]
    shows: { worker: [care] }
    basis: [{ id: law, article: "9" }]
  - id: meet
    line: filial
    title: { zh: 接回, en: Meet }
    clause: { zh: 当日接回。, en: Met on the day. }
    to: person
    on: released
    by: worker
    keptBy: [visit]
    shows: { worker: [released] }
`;

const examples = `
- name: { zh: 无人, en: Nobody }
  given: { person: {} }
  on: 2021-01-18
  expect: [{ promise: call, owed: false }, { promise: meet, owed: false }]
`;

/** Reads a folder with these files; says its faults as "level file:line:column words". */
async function read(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), "standard-"));
  try {
    for (const [name, text] of Object.entries({ "wells/examples/all.yaml": examples, ...files })) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
    const { document, faults } = await readStandard(join(root, "wells"));
    const said = faults.map(
      ({ level, file, line, column, say }) => `${level} ${file}:${line}:${column} ${say.en}`,
    );
    return { document, faults: said };
  } finally {
    await rm(root, { recursive: true });
  }
}

/** The faults of the good standard with some of its text replaced, as "the text at its place … words". */
async function faultsWith(...changes: [string, string][]): Promise<string[]> {
  let text = good;
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, () => to);
  }
  const lines = text.split("\n");
  const { faults } = await read({ "wells/standard.yaml": text });
  const mistakes = faults.filter((fault) => fault.startsWith("mistake"));
  return mistakes.map((fault) => {
    const [, line, column, words] = /^mistake wells\/standard.yaml:(\d+):(\d+) (.*)$/.exec(fault) ?? [];
    const there = lines[Number(line) - 1]?.slice(Number(column) - 1) ?? "nowhere";
    return `${there.slice(0, 9)} … ${words}`;
  });
}

test("a good standard has no fault and compiles", async () => {
  const { document, faults } = await read({ "wells/standard.yaml": good });
  assert.deepEqual(faults, []);
  assert.ok(document);
  assert.equal(document.version, "2021.10");
  assert.ok(document.examples.promises.length > 0, "what its examples say is kept with it");
  const standard = compileStandard(document, { callEvery: "P5D" });
  const [call, meet] = standard.promises;
  assert.equal(call?.id, "wells/call");
  assert.equal(call.number, 1);
  assert.deepEqual(call.form, { kind: "every", interval: { months: 0, days: 5 } });
  assert.deepEqual(call.guards, ["health"]);
  assert.equal(call.colour, "green");
  assert.equal(call.condition?.terms.length, 4);
  assert.equal(call.basis[0]?.article, "9");
  assert.deepEqual(meet?.guards, ["justice"]);
  assert.deepEqual(JSON.parse(JSON.stringify(document)), document);
});

test("an office may tune inside the floor only", async () => {
  const { document } = await read({ "wells/standard.yaml": good });
  assert.ok(document);
  assert.deepEqual(checkParameters(document.parameters, { callEvery: "P14D", from: 65 }), []);
  const codes = checkParameters(document.parameters, { callEvery: "P15D", from: 59, other: 1 }).map(
    (each) => each.code,
  );
  assert.deepEqual(codes, ["parameter-outside-floor", "parameter-outside-floor", "parameter-unknown"]);
  assert.throws(() => compileStandard(document, { callEvery: "P1M" }), RangeError);
});

test("a tag, an anchor, an alias and a version that is a number: which quotes to add", async () => {
  assert.deepEqual(await faultsWith(['when: "age >= 60"', "when: !livesAlone"]), [
    '!livesAlo … ! is read as a tag here; quote it: when: "!livesAlone"',
  ]);
  assert.deepEqual(await faultsWith(["by: worker", "by: &w worker"], ["by: worker", "by: *w"]), [
    '&w worker … & is read as an anchor here; if it is text, quote it: by: "&w worker"',
    '*w … * is read as an alias here; if it is text, quote it: by: "*w"',
  ]);
  assert.deepEqual(await faultsWith(['version: "2021.10"', "version: 2021.10"]), [
    '2021.10 … "version" must be text; quote it: version: "2021.10"',
  ]);
});

test("slips of YAML: each once, with its mend, and never what only follows from it", async () => {
  const cases: [string, string, string[]][] = [
    ["to: person", "to：person", ["：person … this colon is a full-width one"]],
    [
      "title: { zh: 问候, en: Call }",
      "title：{ zh：问候 }",
      ["：{ zh：问候  … this colon is a full-width one"],
    ],
    [
      "every: ${callEvery}",
      "every: { is: ${callEvery} }",
      ["${callEve … inside braces and brackets a parameter"],
    ],
    ["keptBy: [visit]", "keptBy: [visit", ["shows: {  … a bracket above is never closed"]],
    ["zh: 问候, en", "zh: 问候 en", ["问候 en: Ca … in brackets there is a comma between items"]],
    ["zh: 问候, en", "zh: 问候: 一次, en", ["问候: 一次, e … in brackets there is a comma between items"]],
    ["    to: person\n", "\tto: person\n", ["\tto: pers … indent with spaces"]],
    ["    to: person\n", "   to: person\n", ["   to: pe … the indentation does not line up"]],
    ["by: worker", 'by: "worker', [" … a quotation is never closed"]],
    ["effective: 2021-01-01", "effective: {2021-01-01}x", ["x … not understood from here on"]],
  ];
  for (const [from, to, expected] of cases) {
    const faults = await faultsWith([from, to]);
    assert.equal(faults.length, expected.length, `${to}: ${faults.join("\n")}`);
    for (const [index, start] of expected.entries())
      assert.ok(faults[index]?.startsWith(start), `${to}: ${faults[index]}`);
  }
});

test("a Chinese keyboard, a text without its languages, a list without its brackets: how to write them", async () => {
  const cases: [string, string, string][] = [
    ['version: "2021.10"', "version: “2021.10”", "“2021.10” … ordinary quotes around it"],
    ["about: [person]", "about: person", "person } … must be a list: [person]"],
    ["title: { zh: 问候, en: Call }", "title: 问候", "问候 … a text is written { zh: 问候, en: … }"],
    [
      "{ zh: 问候, en: Call }",
      "{ zh：问候，en：Call }",
      'zh：问候，en： … unknown key "zh：问候，en：Call": it has full-width',
    ],
    [
      "every: ${callEvery}",
      "every: 3 working days",
      '3 working … not a duration: 3 working days; write "3 workdays"',
    ],
    ["every: ${callEvery}", "every: 15天", "15天 … not a duration: 15天; write P15D"],
    ["every: ${callEvery}", "every: p15d", "p15d … not a duration: p15d; write P15D"],
    ["by: worker", "by: worker，", "worker， … “worker，” has full-width marks in it"],
    ["by: worker", "by: wroker", "wroker … no such role: wroker; is worker meant?"],
    ['"age >= 60"', '"age ＞= 60"', '＞= 60" } … this cannot stand here: write > for ＞'],
    ['"age >= 60"', "“age >= 60”", '“age >= 6 … this cannot stand here: write " for “'],
    ['"age >= 60"', '"age => 60"', '=> 60" } … this cannot stand here: write >= for =>'],
    ['"age >= 60"', '"age >= 60 and livesAlone"', "and lives … this cannot stand here: write && for and"],
    ['"age >= 60"', '"not livesAlone"', "livesAlon … this cannot stand here: write ! for not"],
    [
      '"age >= 60"',
      '"care == stable"',
      'stable" } … no such fact is declared: stable; a choice is quoted: "stable"',
    ],
    ['"age >= 60"', `'age > "60"'`, 'age > "60 … types do not fit: a whole number > a text'],
    ['"age >= 60"', '"livesAlone &&"', '" } … not understood: something is missing at the end'],
    [
      '"age >= 60"',
      '"livesAlone && age"',
      "livesAlon … types do not fit: both sides of && and || are true or false",
    ],
  ];
  for (const [from, to, expected] of cases) {
    const faults = await faultsWith([from, to]);
    assert.ok(
      faults.some((fault) => fault.startsWith(expected)),
      `${to}: ${faults.join("\n")}`,
    );
  }
});

test("several faults at once, each at its place", async () => {
  const faults = await faultsWith(
    ["to: person", "to: persn\n    too: person"],
    ["    by: worker\n", ""],
    ["type: boolean", "type: bool"],
  );
  assert.deepEqual(
    faults.map((fault) => fault.replace(/ is none of.*/, "")),
    ["bool } … “bool”", 'id: call … "by" is missing', "persn … “persn”", 'too: pers … unknown key "too"'],
  );
});

test("a fault in a condition is at its character, quotes and parameters counted", async () => {
  assert.deepEqual(await faultsWith(["&& livesAlone", "&& livesAlon"]), [
    "livesAlon … no such fact is declared: livesAlon; is livesAlone meant?",
  ]);
  assert.deepEqual(await faultsWith(['care == \\"stable\\"', 'care == \\"stable\\" && x']), [
    'x" … no such fact is declared: x',
  ]);
  assert.deepEqual(await faultsWith(['care == \\"stable\\"', 'care == \\"stabel\\"']), [
    '\\"stabel\\ … "stabel" is none of the choices of care (none, stable)',
  ]);
  assert.deepEqual(await faultsWith(["${from} &&", "${form} &&"]), ["${form} & … no such parameter: form"]);
});

test("what a shape cannot say is looked at", async () => {
  const cases: [string, string, string][] = [
    ["on: released", "on: livesAlone", "livesAlon … this must give a date"],
    ["on: released", "on: released\n    every: P7D", "id: meet … say when it falls due in exactly one way"],
    ["on: released", "within: P7D\n    of: fact:care", "fact:care … care is no date"],
    ["on: released", "within: P7D\n    of: record:fall", "record:fa … no such record: fall"],
    ["on: released", "within: P7D\n    of: fall", "fall … must be eligible"],
    ["on: released", "within: P7D", "P7D … say from when"],
    ["on: released", "every: P0D", "P0D … at least one day"],
    ["on: released", "every: 7 days", "7 days … not a duration"],
    ["on: released", "each: month\n    lead: P1D", "P1D … lead does not go with each"],
    ["on: released", 'open: "PH off; Mo 8-12"', 'Mo 8-12" … not opening hours'],
    ["keptBy: [visit]", "keptBy: [visit, call]", "call] … no such record: call"],
    ["about: [person]", "about: [place]", "visit] … a visit is never about a person"],
    ["by: worker", "by: leader", "leader … no such role: leader"],
    ["line: filial", "line: filiel", "filiel … no such line: filiel"],
    ["shows: { worker: [released] }", "shows: { worker: [relesed] }", "relesed]  … no such fact: relesed"],
    ["- id: meet", "- id: call", 'call … "call" stands twice'],
    ["default: P7D", "default: P15D", "P15D, atM … 15 days is above the most this standard allows"],
    ["livesAlone: {", "residence: {", '{ label:  … "residence" is built in'],
    ["livesAlone: {", "null: {", '{ label:  … "null" means something else'],
    ["livesAlone: {", "type: {", '{ label:  … "type" means something else'],
    ["of: [none, stable]", "alsoCalled: [x]", "{ label:  … a choice must say"],
    ["effective: 2021-01-01", "effective: 2021-02-30", "2021-02-3 … not a day"],
    ["[{ id: law,", "[{ id: lax,", "{ id: lax … no such basis: lax"],
  ];
  for (const [from, to, expected] of cases) {
    const faults = await faultsWith([from, to]);
    assert.ok(
      faults.some((fault) => fault.startsWith(expected)),
      `${to}: ${faults.join("\n")}`,
    );
  }
});

test("warnings do not refuse", async () => {
  const text = good
    .replace(", en: Filial }", " }")
    .replace(/, verified: \{.*?\}/, "")
    .replace(/    clause.*\n/, "");
  const alone = examples.replace(", { promise: meet, owed: false }", "");
  const { document, faults } = await read({ "wells/standard.yaml": text, "wells/examples/all.yaml": alone });
  assert.ok(document);
  assert.deepEqual(faults, [
    "warning wells/standard.yaml:7:5 nobody has verified this citation",
    "warning wells/standard.yaml:19:26 the English text `en` is missing",
    "warning wells/standard.yaml:23:5 no `clause`: its title will stand for it",
    "warning wells/standard.yaml:33:5 no example shows what it means",
  ]);
});

test("a folder may be split, and shares what common declares", async () => {
  const [head, promises] = good.split(/^(?=promises:)/m) as [string, string];
  const roles = /^roles:\n.*\n/m.exec(head)![0];
  const common = { "common/standard.yaml": `standard: common\n${roles}` };
  const files = { "wells/standard.yaml": head.replace(roles, ""), "wells/promises.yaml": promises };
  const whole = await read({
    ...files,
    ...common,
    "wells/sample/sample.yaml": "clock: x",
    "wells/examples/more.yaml": "- name: none",
  });
  assert.match(whole.faults[0]!, /^mistake wells\/examples\/more.yaml:1:3 /); // the document stands all the same
  assert.ok(whole.document?.roles["worker"]);

  const broken = { ...files, "wells/promises.yaml": promises.replace("by: worker", "by: leader") };
  assert.deepEqual((await read({ ...broken, ...common })).faults, [
    "mistake wells/promises.yaml:9:9 no such role: leader",
  ]);

  const twice = await read({ ...files, ...common, "wells/more.yaml": 'version: "2"\n' });
  assert.deepEqual(twice.faults, ['mistake wells/more.yaml:1:1 "version" stands in another file already']);
  const alike = await read({ "wells/standard.yaml": good, ...common });
  assert.deepEqual(alike.faults, []);
  const outside = { "common/standard.yaml": common["common/standard.yaml"].replace("社工", "工人") };
  const own = await read({ "wells/standard.yaml": good, ...outside });
  assert.deepEqual(own.faults, [
    'warning wells/standard.yaml:12:3 "worker" differs from the one in common; the standard\'s own is taken',
  ]);
  assert.equal(own.document?.roles["worker"]?.title.zh, "社工");
});

test("no folder, no YAML, broken YAML", async () => {
  assert.deepEqual((await read({})).faults, ["mistake wells/standard.yaml:1:1 no standard found here"]);
  assert.equal((await read({ "wells/standard.yaml": "a: [1" })).faults.length, 1);
  assert.equal((await read({ "wells/standard.yaml": "just text" })).faults.length, 1);
  assert.match((await read({ "wells/standard.yaml": "a: 1\na: 2" })).faults[0]!, /:2:1 "a" stands twice/);
});

test("mistakes of shape, of names and in conditions are told together; what was put aside is no second mistake", async () => {
  const faults = await faultsWith(
    [
      "livesAlone: { label: { zh: 独居, en: Lives alone }, type: boolean }",
      "livesAlone: { label: 独居, type: boolean }",
    ],
    ["on: released", "on: relesed"],
    ["keptBy: [visit]\n    shows: { worker: [care] }", "keptBy: [vist]\n    shwos: { worker: [care] }"],
    ["effective: 2021-01-01", "effective: 1 January"],
  );
  assert.deepEqual(faults, [
    "1 January … not a day (YYYY-MM-DD): 1 January",
    "独居, type: … a text is written { zh: 独居, en: … }",
    "vist] … no such record: vist; is visit meant?",
    'shwos: {  … unknown key "shwos"',
    "relesed … no such fact is declared: relesed; is released meant?",
  ]);
});

test("an indicator is never by person or household, and says why", async () => {
  const indicators = `indicators:
  calls: { title: { zh: 问候, en: Calls }, rate: duty, per: [month, person] }
  homes: { title: { zh: 户, en: Homes }, rate: duty, per: [household, sort] }
`;
  const faults = await faultsWith(["promises:\n", `${indicators}promises:\n`]);
  assert.deepEqual(
    faults.map((fault) => fault.replace(/;.*| is none of.*/, "")),
    [
      "person] } … not by person: no indicator ranks or scores those who are served, or a single worker",
      "household … not by household: no indicator ranks or scores those who are served, or a single worker",
      "sort] }  … “sort”",
    ].map((fault) => fault.replace("sort] }  …", "sort] } …")),
  );
});

test("a mistake in a report's template stands in its own file, at its character", async () => {
  const reports =
    "reports: { r: { title: { zh: 报, en: R }, each: month, file: { zh: reports/r.md, en: reports/r.en.md } } }\n";
  const { document, faults } = await read({
    "wells/standard.yaml": good + reports,
    "wells/reports/r.md": "# 月报\n\n本月 {{ clals }}。\n",
    "wells/reports/r.en.md": "# Report {{ period }}\n",
  });
  assert.equal(document, undefined);
  assert.deepEqual(faults, ["mistake wells/reports/r.md:3:7 no such indicator: clals"]);
  const fixed = await read({ "wells/standard.yaml": good + reports, "wells/reports/r.md": "{{ office }}" });
  assert.match(fixed.faults.join(), /there is no such file: reports\/r.en.md/);
  const byHand = await read({ "wells/standard.yaml": `${good}templates: { a: b }\n` });
  assert.match(byHand.faults.join(), /unknown key "templates"/);
});

test("names in examples are looked up, each at its place", async () => {
  const { document, faults } = await read({
    "wells/standard.yaml": good,
    "wells/examples/all.yaml": `${examples}- name: { zh: 错 }
  given: { person: { livesAlnoe: true } }
  records: [{ kind: vsit, on: 2021-02-30 }]
  on: tomorrow
  expect: [{ promise: cal, due: 2021-1-1 }]
- name: { zh: 事 }
  given: { case: { procedure: ask, openedAt: "2021-05-01 25:00" } }
  on: "2021-05-01"
  expect: [{ stage: hear, stat: due }]
- name: { zh: 事 }
  given: { case: { procedure: ask, openedAt: noon } }
  on: "2021-05-01"
  expect: [{ stage: hear }]
`,
  });
  assert.ok(document); // an example refuses no standard
  assert.deepEqual(
    faults.map((fault) => fault.replace("mistake wells/examples/all.yaml:", "")),
    [
      "7:34 no such fact: livesAlnoe",
      "8:21 no such record: vsit",
      "8:31 not a day (YYYY-MM-DD): 2021-02-30",
      "9:7 not a day (YYYY-MM-DD): tomorrow",
      "10:23 no such promise: cal",
      "10:33 not a day (YYYY-MM-DD): 2021-1-1",
      '14:27 unknown key "stat"',
      "16:31 no such procedure: ask",
      '16:46 not a moment: noon; write "2021-05-01T23:40", or a day alone',
    ],
  );
});

test("common is checked by itself, without asking who uses it", async () => {
  const root = await mkdtemp(join(tmpdir(), "standard-"));
  try {
    await mkdir(join(root, "common"));
    await writeFile(
      join(root, "common", "standard.yaml"),
      `standard: common
roles: { worker: { title: { zh: 社工 } } }
facts: { person: { age: { label: { zh: 年龄, en: Age }, type: integer } } }
records: { note: { title: { zh: 记, en: Note }, about: [person], fields: { what: { type: choice } } } }
`,
    );
    const { faults } = await readStandard(join(root, "common"));
    assert.deepEqual(
      faults.map(({ level, line, column, say }) => `${level} ${line}:${column} ${say.en}`),
      [
        "warning 2:27 the English text `en` is missing",
        'mistake 3:25 "age" is built in and needs no declaring',
        "mistake 4:81 a choice must say what it is `of`",
        "warning 4:81 it has no label",
      ],
    );
  } finally {
    await rm(root, { recursive: true });
  }
});

test("a folder that is a link may be named", async () => {
  const root = await mkdtemp(join(tmpdir(), "standard-"));
  try {
    await mkdir(join(root, "elsewhere", "wells"), { recursive: true });
    await writeFile(join(root, "elsewhere", "wells", "standard.yaml"), good);
    await symlink(join(root, "elsewhere", "wells"), join(root, "linked"));
    const { document, faults } = await readStandard(join(root, "linked"));
    assert.ok(document, JSON.stringify(faults));
  } finally {
    await rm(root, { recursive: true });
  }
});

test("what only common declares, and this standard does not ask for, is nobody's fault here", async () => {
  const root = await mkdtemp(join(tmpdir(), "standard-"));
  try {
    for (const [folder, text] of [
      ["common", 'standard: common\nversion: "1"\nroles: { nurse: { title: { zh: 护士, en: Nurse } } }\n'],
      ["wells", good],
    ] as const) {
      await mkdir(join(root, folder));
      await writeFile(join(root, folder, "standard.yaml"), text);
    }
    const { faults } = await readStandard(join(root, "wells"));
    assert.deepEqual(
      faults.filter(({ say }) => say.en?.includes("nurse")),
      [],
    );
  } finally {
    await rm(root, { recursive: true });
  }
});
