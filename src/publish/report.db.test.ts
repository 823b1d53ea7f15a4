import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newId } from "#basics/id.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { installation } from "#record/perform.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { NotFound } from "#record/views/reader.ts";
import type { Reader } from "#record/views/reader.ts";
import { documentShape } from "#standard/document.ts";
import { indicatorEvidence } from "./indicator-evidence.ts";
import { parseStretch } from "./period.ts";
import type { Stretch } from "./period.ts";
import { fillReport, isPeriodOf, reportNamed, reportsOf } from "./report.ts";

const here = await testOffice();
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
    const { markdown, asOf } = await fillReport(reader, { ...asked, linked: false });
    assert.equal(asOf, "2021-02-10");
    assert.equal(
      markdown,
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
    const linked = await fillReport(reader, { ...asked, linked: true });
    const links = [...linked.markdown.matchAll(/\[([^\]]+)\]\(\/published\/indicator\?([^)]+)\)/g)];
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
    const english = await fillReport(reader, { ...asked, language: "en", linked: false });
    assert.equal(english.markdown, "2 visits in February 2021\n");
    const whole = await fillReport(reader, { ...asked, stretch: stretch("2021-01"), linked: false });
    assert.equal(whole.asOf, null);
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
    const asked = {
      report: "small/none",
      stretch: stretch("2021-02"),
      language: "zh",
      linked: false,
    } as const;
    await assert.rejects(fillReport(reader, asked), NotFound);
  });
});
