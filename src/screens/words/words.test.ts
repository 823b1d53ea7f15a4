import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import type { Words } from "./words.ts";

test("every text of the screens stands in both languages, as the same kind of sentence", async () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => /^[a-z-]+\.ts$/.test(name) && name !== "words.ts" && name !== "dates.ts",
  );
  let seen = 0;
  for (const file of files) {
    const module = (await import(`./${file}`)) as Record<string, Words>;
    for (const [name, words] of Object.entries(module)) {
      for (const [key, pair] of Object.entries(words)) {
        seen++;
        const where = `${file} ${name}.${key}`;
        assert.equal(typeof pair.zh, typeof pair.en, where);
        if (typeof pair.zh === "string" && typeof pair.en === "string") {
          assert.notEqual(pair.zh.trim(), "", where);
          assert.notEqual(pair.en.trim(), "", where);
        } else if (typeof pair.zh === "function" && typeof pair.en === "function") {
          assert.equal(pair.zh.length, pair.en.length, where);
        }
      }
    }
  }
  assert.ok(seen > 200, `looked at ${seen} texts only`);
});
