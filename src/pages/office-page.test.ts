import assert from "node:assert/strict";
import { test } from "node:test";
import type { PublicFigures } from "#publish/public-figures.ts";
import { officePage } from "./office-page.ts";

const figures: PublicFigures = {
  office: { zh: "清泉井社区", en: "Qingquanjing" },
  month: "2021-11",
  asOf: "2021-11-30",
  indicators: {
    period: { zh: "2021年10月", en: "October 2021" },
    figures: [
      {
        id: "x",
        title: { zh: "诉求", en: "Requests" },
        shown: { say: { zh: "31 件", en: "31 matters" } },
        groups: [
          { titles: [{ zh: "东", en: "East" }], shown: "few" },
          { titles: [{ zh: "西", en: "West" }], shown: "hidden" },
        ],
      },
    ],
  },
  standards: [
    {
      title: { zh: "标准", en: "The standard" },
      version: "1",
      from: "2021-01-01",
      lines: [
        {
          title: { zh: "老人", en: "Elders" },
          colour: "green",
          promises: [
            {
              id: "a",
              number: 1,
              title: { zh: "甲" },
              clause: { zh: "每周<问候>", en: "Weekly <calls>" },
              shown: { rate: 0.9996 },
            },
            {
              id: "b",
              number: 2,
              title: { zh: "乙" },
              clause: { zh: "体检", en: "Check-ups" },
              shown: "few",
            },
            {
              id: "c",
              number: 3,
              title: { zh: "丙" },
              clause: { zh: "随访", en: "Follow-ups" },
              shown: "guarded",
            },
            {
              id: "d",
              number: 4,
              title: { zh: "丁" },
              clause: { zh: "开放", en: "Opening" },
              shown: { rate: 1 },
            },
          ],
        },
      ],
    },
  ],
};

test("it says each promise and its share in the reader's language, and escapes what it is given", async () => {
  const [zh, en] = [String(await officePage(figures, "zh")), String(await officePage(figures, "en"))];
  assert.match(zh, /每周&lt;问候&gt;/);
  assert.match(zh, /不足三件/);
  assert.match(zh, /31 件/);
  assert.match(en, /&lt;3/);
  assert.match(en, /Weekly &lt;calls&gt;/);
  assert.match(en, /Private to those concerned/);
  assert.doesNotMatch(en.replace("中文", ""), /<main>[^]*\p{Script=Han}[^]*<\/main>/u);
});

test("a share is never rounded up to all, and the page is small and without script", async () => {
  const page = String(await officePage(figures, "zh"));
  assert.match(page, /99\.9%/);
  assert.match(page, />100%</);
  assert.ok(Buffer.byteLength(page) < 20_000);
  assert.doesNotMatch(page, /<script/);
});
