import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { firstSample, loadSample } from "./load-sample.ts";
import type { House } from "./route.ts";

const standards = join(import.meta.dirname, "..", "..", "standards");

test("the accounts come before anything else: cut off at the first command, a next start knows what was begun", async () => {
  const added: string[] = [];
  const house = {
    keeper: {
      offices: new Map(),
      written: { entries: 0, analyseAt: 500 },
      database: { app: { connect: () => Promise.reject(new Error("cut off")) } },
    },
    signIn: { addAccount: async ({ username }: { username: string }) => void added.push(username) },
  } as unknown as House;
  const name = (await firstSample(standards)) ?? "";
  await assert.rejects(
    loadSample(house, standards, name, () => {}),
    /cut off/,
  );
  assert.ok(added.length > 5, `${added.length} accounts`);
});
