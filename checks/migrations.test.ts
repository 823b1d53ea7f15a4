import assert from "node:assert/strict";
import { basename } from "node:path";
import { test } from "node:test";
import { filesOf, readText } from "./source-files.ts";

const migrations = filesOf("src/database/migrations/*");

test("migrations are numbered, each by a number of its own, and say in their names what they do", () => {
  assert.ok(migrations.length >= 1);
  const names = migrations.map((file) => basename(file));
  assert.deepEqual(
    names.filter((name) => !/^\d{4}-[a-z][a-z0-9-]*\.sql$/.test(name)),
    [],
  );
  assert.equal(new Set(names.map((name) => name.slice(0, 4))).size, names.length);
});

test("none of them leans on what a distributed table cannot have: triggers, and sequences as keys", () => {
  for (const file of migrations)
    assert.doesNotMatch(
      readText(file).replaceAll(/--.*$/gm, ""),
      /create\s+(or\s+replace\s+)?trigger|create\s+sequence|\bserial\b|bigserial|generated\s+(always|by default)\s+as\s+identity/i,
      file,
    );
});
