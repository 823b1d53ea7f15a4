import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { newId } from "#basics/id.ts";
import { withoutLinks } from "#basics/markdown-blocks.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { installation } from "#record/perform.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { NotFound } from "#record/views/reader.ts";
import { wholeOffice } from "#record/rebuild.ts";
import type { Reader } from "#record/views/reader.ts";
import { documentShape } from "#standard/document.ts";
import { indicatorEvidence } from "./indicator-evidence.ts";
import { parseStretch } from "./period.ts";
import type { Stretch } from "./period.ts";
import { textOf } from "./docx-for-tests.ts";
import { reportDocx } from "./report-docx.ts";
import { reportPage, reportPaper } from "./report-page.ts";
import { drawReport, isPeriodOf, reportNamed, reportsOf } from "./report.ts";

const here = await testOffice();
here.keeper.drawReport = drawReport;
after(() => here.keeper.database.close());

const title = (zh: string) => ({ zh, en: zh });
const document = documentShape.parse({
  ...smallStandard,
  version: "2",
  indicators: {
    visits: {
      title: title("走访"),
      count: "record",
      where: 'kind == "visit"',
      per: ["area", "month"],
      unit: { zh: "次", en: "visits" },
    },
    kept: { title: title("兑现率"), rate: "duty", per: ["line"] },
    away: { title: title("外出者"), rate: "duty", where: 'residence == "away"' },
  },
  reports: {
    monthly: { title: title("月报"), each: "month", file: { zh: "reports/m.md", en: "reports/m.en.md" } },
  },
  templates: {
    "reports/m.md":
      "# {{ office }} {{ period }}\n\n自{{ from }}至{{ until }}：走访 {{ visits }}，上月 {{ visits last-month }}，今年 {{ visits to-date }}，东片 {{ visits area=east }}；兑现 {{ kept line=elders }}，外出 {{ away }}。\n\n{{ table visits area }}\n\n{{ table visits month to-date }}\n",
    "reports/m.en.md": "{{ visits }} in {{ period }}\n",
  },
});

async function on<T>(day: string, look: (reader: Reader) => Promise<T>): Promise<T> {
  await dailyPass(here.keeper, here.office, noon(day), true);
  return here.look(here.worker, day, look);
}

function stretch(id: string): Stretch {
  const found = parseStretch(id);
  assert.ok(found, id);
  return found;
}

test("a report is its template with every figure in its place, and each is the figure that its link opens", async () => {
  await here.must(installation, "standard.adopt", { document, from: "2021-01-02" }, "2021-01-02");
  const east = await here.enter("东", { livesAlone: true, area: "east" });
  const other = await here.enter("西");
  for (const [about, day] of [
    [east, "2021-01-05"],
    [east, "2021-02-03"],
    [other, "2021-02-04"],
  ] as const) {
    const input = { record: newId(), kind: "visit", about: [about], on: day, fields: {} };
    assert.equal((await here.give(here.worker, "record.make", input, day)).status, "applied");
  }
  await on("2021-02-10", async (reader) => {
    assert.deepEqual(
      reportsOf(reader).map(({ id, periods }) => [id, periods.map((each) => each.id)]),
      [["small/monthly", ["2021-02", "2021-01"]]],
    );
    const asked = { report: "small/monthly", stretch: stretch("2021-02"), language: "zh" } as const;
    const { markdown, asOf, editions, differs } = await reportPage(reader, asked);
    assert.deepEqual([asOf, editions, differs], ["2021-02-10", [], []]);
    assert.equal(
      withoutLinks(markdown),
      [
        "# first社区 2021年2月",
        "",
        "自2021年2月1日至2021年2月28日：走访 2 次，上月 1 次，今年 3 次，东片 1 次；兑现 0%，外出 无。",
        "",
        "| 网格 | 走访 |",
        "| --- | ---: |",
        "| 东网格 | 1 次 |",
        "| 未归入 | 1 次 |",
        "| 全部 | 2 次 |",
        "",
        "| 月份 | 走访 |",
        "| --- | ---: |",
        "| 2021年1月 | 1 次 |",
        "| 2021年2月 | 2 次 |",
        "| 全部 | 3 次 |",
        "",
      ].join("\n"),
    );
    const links = [...markdown.matchAll(/\[([^\]]+)\]\(\/published\/indicator\?([^)]+)\)/g)];
    assert.equal(links.length, 12);
    for (const [, said = "", query = ""] of links) {
      const { indicator = "", period = "", group } = Object.fromEntries(new URLSearchParams(query));
      const keys = [...new URLSearchParams(group)].map(([name, key]) => [name, key === "" ? null : key]);
      const { figure } = await indicatorEvidence(reader, {
        indicator,
        stretch: stretch(period),
        keys: Object.fromEntries(keys) as Record<string, string | null>,
        offset: 0,
      });
      if (said.endsWith("次")) assert.equal(figure.value, Number(said.split(" ")[0]), query);
      else assert.equal(figure.value === null, said === "无", query);
    }
    const english = await reportPage(reader, { ...asked, language: "en" });
    assert.equal(withoutLinks(english.markdown), "2 visits in February 2021\n");
    assert.equal((await reportPage(reader, { ...asked, stretch: stretch("2021-01") })).asOf, null);
  });
});

test("an unknown report is not found, and a period of another length is none of its own", async () => {
  await on("2021-02-10", async (reader) => {
    const report = reportNamed(reader, "monthly");
    assert.ok(report);
    assert.deepEqual(
      ["2021-01", "2021-Q1", "2021", "2021-01-01/2021-01-20"].map((each) =>
        isPeriodOf(report, stretch(each)),
      ),
      [true, false, false, false],
    );
    const asked = { report: "small/none", stretch: stretch("2021-02"), language: "zh" } as const;
    await assert.rejects(reportPage(reader, asked), NotFound);
    await assert.rejects(reportPaper(reader, { ...asked, report: "small/monthly", edition: 1 }), NotFound);
  });
});

async function onPaper(language: "zh" | "en"): Promise<{ markdown: string; bytes: Uint8Array }> {
  return on("2021-02-10", async (reader) => {
    const paper = await reportPaper(reader, {
      report: "small/monthly",
      stretch: stretch("2021-01"),
      language,
    });
    return { markdown: paper.markdown, bytes: await reportDocx(paper) };
  });
}

test("on paper stand the figures of the screen, in both languages, and that nobody has issued it", async () => {
  for (const [language, note] of [
    ["zh", "草稿，尚未签发"],
    ["en", "Draft, not issued"],
  ] as const) {
    const { markdown, bytes } = await onPaper(language);
    const shown = [...markdown.matchAll(/\[([^\]]+)\]/g)].map(([, said]) => said ?? "");
    assert.ok(shown.length > 0);
    const text = textOf(bytes);
    let from = 0;
    for (const said of shown) {
      from = text.indexOf(said, from);
      assert.ok(from >= 0, `${said} is not next in ${text}`);
    }
    assert.ok(text.includes(note), text);
  }
});

const [soffice] = ["/usr/bin/soffice", "/usr/local/bin/soffice", "/opt/libreoffice/program/soffice"].filter(
  (path) => existsSync(path),
);
const canPrint = soffice !== undefined && existsSync("/usr/bin/pdfinfo");

test(
  "LibreOffice makes A4 pages of it, which say the same",
  { skip: !canPrint && "LibreOffice and poppler are not both here: the pages were not looked at" },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "wellside-report-"));
    const run = promisify(execFile);
    try {
      await writeFile(join(folder, "report.docx"), (await onPaper("zh")).bytes);
      await run(
        soffice ?? "",
        [
          `-env:UserInstallation=file://${folder}/profile`, // never the profile of whoever runs this
          "--headless",
          "--convert-to",
          "pdf",
          "--outdir",
          folder,
          join(folder, "report.docx"),
        ],
        { timeout: 60_000 },
      );
      const pdf = join(folder, "report.pdf");
      const told = (await run("pdfinfo", [pdf])).stdout;
      assert.match(told, /^Pages: +1$/m);
      assert.match(told, /^Page size: +595\.\d+ x 841\.\d+ pts \(A4\)$/m);
      const text = (await run("pdftotext", [pdf, "-"])).stdout.replaceAll(/\s/g, "");
      for (const said of ["first社区2021年1月", "草稿，尚未签发", "走访1次，上月0次", "2021年2月10日", "—1—"])
        assert.ok(text.includes(said), `${said} is not in ${text}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

const january = { report: "small/monthly", period: "2021-01" };

function pageOn(day: string) {
  return here.look(here.secretary, day, (reader) =>
    reportPage(reader, { report: january.report, stretch: stretch(january.period), language: "zh" }),
  );
}

function paperOf(edition: number | undefined, language: "zh" | "en" = "zh") {
  return here.look(here.secretary, "2021-02-20", (reader) =>
    reportPaper(reader, {
      report: january.report,
      stretch: stretch(january.period),
      language,
      edition,
    }),
  );
}

test("what was issued stays; a record that comes late shows as a difference, and a correction says what it changes", async () => {
  const refused = await here.give(here.worker, "report.issue", january, "2021-02-11");
  assert.equal("code" in refused && refused.code, "not-allowed");
  const early = await here.give(
    here.secretary,
    "report.issue",
    { ...january, period: "2021-02" },
    "2021-02-11",
  );
  assert.equal("code" in early && early.code, "period-running");
  const before = await pageOn("2021-02-11");
  assert.equal(before.mayIssue, true);

  await here.must(here.secretary, "report.issue", january, "2021-02-11");
  const issued = await pageOn("2021-02-11");
  const [first] = issued.editions;
  assert.ok(first);
  assert.deepEqual(
    [first.number.zh, first.on, first.by, first.reason],
    ["2021年第1号", "2021-02-11", "secretary甲", null],
  );
  assert.equal(first.markdown, before.markdown);
  assert.deepEqual(issued.differs, []);
  const again = await here.give(here.secretary, "report.issue", january, "2021-02-11");
  assert.equal("code" in again && again.code, "already-issued");
  const same = await here.give(here.secretary, "report.correct", { ...january, reason: "x" }, "2021-02-11");
  assert.equal("code" in same && same.code, "nothing-differs");

  const late = {
    record: newId(),
    kind: "visit",
    about: [await here.enter("南", {})],
    on: "2021-01-20",
    fields: {},
  };
  await here.must(here.worker, "record.make", late, "2021-02-12");
  const after = await pageOn("2021-02-12");
  assert.deepEqual(
    after.differs.map(({ title, was, is }) => [title.zh, was?.zh, is?.zh]),
    [
      ["走访", "1 次", "2 次"],
      ["走访（2021年1月1日至2021年1月31日）", "1 次", "2 次"],
      ["走访（未归入）", undefined, "1 次"],
    ],
  );
  assert.deepEqual(after.editions, issued.editions);

  await here.must(here.secretary, "report.correct", { ...january, reason: "走访补录" }, "2021-02-13");
  const corrected = await pageOn("2021-02-13");
  assert.deepEqual(corrected.editions[0], first);
  assert.deepEqual(corrected.differs, []);
  const second = corrected.editions[1];
  assert.deepEqual([second?.number.zh, second?.reason], ["2021年第2号", "走访补录"]);
  assert.deepEqual(second?.changes, after.differs);

  const [old, current, english] = [await paperOf(1), await paperOf(undefined), await paperOf(2, "en")];
  assert.deepEqual([old.number, old.note, old.corrected], ["2021年第1号", null, null]);
  assert.match(
    old.verify ?? "",
    new RegExp(`第 ${first.entry} 条，校验值（SHA-256）${first.hash.slice(0, 16)} `),
  );
  assert.equal(current.note, `更正：原发布于2021年2月11日（2021年第1号），改动 ${after.differs.length} 处`);
  assert.equal(
    english.note,
    `Correction of No. 1 of 2021, issued on 11 February 2021; figures changed: ${after.differs.length}`,
  );
  const text = textOf(await reportDocx(current));
  assert.match(text, /更正表\n更正原因：走访补录\n项目\n原为\n更正为\n走访\n1 次\n2 次\n/);
  assert.ok(textOf(await reportDocx(old)).includes("走访 1 次"));
});

test("an issue counts what was recorded just before it, in the same breath", async () => {
  const give = (actor: typeof here.worker, name: string, input: unknown) =>
    here.give(actor, name, input, "2021-03-05");
  const record = {
    record: newId(),
    kind: "visit",
    about: [await here.enter("北", {})],
    on: "2021-02-20",
    fields: {},
  };
  const answers = await Promise.all([
    give(here.worker, "record.make", record),
    give(here.secretary, "report.issue", { ...january, period: "2021-02" }),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    ["applied", "applied"],
  );
  const page = await here.look(here.secretary, "2021-03-05", (reader) =>
    reportPage(reader, { report: january.report, stretch: stretch("2021-02"), language: "zh" }),
  );
  assert.deepEqual([page.editions[0]?.number.zh, page.differs], ["2021年第3号", []]);
  assert.match(withoutLinks(page.markdown), /走访 3 次/);
});

test("what an edition says is sealed in the table, and its row is never changed", async () => {
  const rows = (await wholeOffice(here.keeper, here.office)).get("report_issue") ?? [];
  assert.equal(rows.length, 3);
  const raw = await here.look(here.secretary, "2021-03-05", (reader) =>
    reader.tx.rows<{ row: string }>("select report_issue::text as row from report_issue"),
  );
  assert.equal(raw.length, 3);
  assert.ok(raw.every(({ row }) => !row.includes("走访")));
  await assert.rejects(
    here.look(here.secretary, "2021-03-05", (reader) =>
      reader.tx.rows("update report_issue set edition = 9 where office = 'first'"),
    ),
    /permission denied|read-only/,
  );
});
