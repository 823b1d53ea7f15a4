import assert from "node:assert/strict";
import { test } from "node:test";
import { stretches } from "./stretches.ts";

const marked = (before: string, after: string) =>
  stretches(before, after)
    .map(({ same, was, is }) => `${same}${was && `[-${was}]`}${is && `[+${is}]`}`)
    .join("");

test("what differs is marked where it stands, in several places too", () => {
  assert.equal(marked("每 7 天问候一次。", "每 5 天问候一次。"), "每 [-7][+5] 天问候一次。");
  assert.equal(
    marked(
      "年满八十周岁的老人，每季度上门看望一次。",
      "年满七十五周岁的老人，每季度上门看望一次，问清冷暖。",
    ),
    "年满[-八十][+七十五]周岁的老人，每季度上门看望一次[+，问清冷暖]。",
  );
  assert.equal(marked("every 15 days", "every 5 days"), "every [-15][+5] days");
});

test("the same, nothing before, nothing after", () => {
  assert.equal(marked("一样", "一样"), "一样");
  assert.equal(marked("", "新的"), "[+新的]");
  assert.equal(marked("旧的", ""), "[-旧的]");
});
