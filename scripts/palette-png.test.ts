import assert from "node:assert/strict";
import { readFileSync, globSync } from "node:fs";
import { test } from "node:test";
import { withPalette } from "./palette-png.ts";

test("a picture keeps its size and every colour of a small palette, and made again it is the same to the byte", () => {
  const [file] = globSync("docs/pictures/*.png");
  assert.ok(file);
  const once = withPalette(readFileSync(file));
  assert.deepEqual(once.subarray(16, 24), readFileSync(file).subarray(16, 24), "width and height");
  assert.equal(once[25], 3, "from a palette");
});
