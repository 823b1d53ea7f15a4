import assert from "node:assert/strict";
import { test } from "node:test";
import { rounds } from "./rounds.ts";

test("ten rounds: server and PostgreSQL killed outright under load, every acknowledged command is there once, none by half", async () => {
  const seed = Date.now() % 1_000_000;
  const said: string[] = [`seed ${seed}`];
  const sum = await rounds(10, seed, (line) => said.push(line));
  assert.deepEqual(sum.wrong, [], said.join("\n"));
  assert.deepEqual([sum.rounds, sum.lost, sum.duplicated], [10, 0, 0], said.join("\n"));
  assert.ok(sum.acknowledged > 50, `${sum.acknowledged} acknowledged`);
  assert.ok([...sum.unanswered.values()].length > 0, "something was killed while somebody worked");
});
