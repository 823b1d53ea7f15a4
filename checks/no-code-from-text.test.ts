import assert from "node:assert/strict";
import { test } from "node:test";
import { isForTests, nameOf, placeOf, sources, treeOf, walk } from "./source-files.ts";

// Standards come from strangers, and the pages forbid `unsafe-eval`: conditions run as closures, never as text made code.

const makers = new Set(["eval", "Function", "AsyncFunction", "GeneratorFunction"]);

function madeFromText(file: string): string[] {
  const found: string[] = [];
  walk(treeOf(file), (node) => {
    const { type, callee, arguments: given } = node;
    if (type !== "CallExpression" && type !== "NewExpression") return;
    const name = nameOf(callee) ?? nameOf((callee as { property?: unknown }).property);
    const timer = name === "setTimeout" || name === "setInterval";
    const first = Array.isArray(given) ? (given[0] as { type?: string } | undefined)?.type : undefined;
    if (makers.has(name ?? "") || (timer && (first === "Literal" || first === "TemplateLiteral")))
      found.push(placeOf(file, node));
  });
  return found;
}

test("nothing makes code of text: no eval, no new Function", () => {
  const ours = sources.filter((file) => !isForTests(file));
  assert.ok(ours.length > 300, `${ours.length} files`);
  assert.deepEqual(ours.flatMap(madeFromText), []);
});
