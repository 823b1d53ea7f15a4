import assert from "node:assert/strict";
import { test } from "node:test";
import { filesOf, readText } from "./source-files.ts";

// Every stylesheet stays on the page once its own page was open, so a class meant by two of them means both. Where one of the two
// lays something over the window, the other page's buttons cannot be pressed: a tag “away” was once the bar “no answer from the server”.

const sheets = filesOf("src/screens/**/*.css").map((file) => ({
  file,
  rules: [
    ...readText(file)
      .replaceAll(/\/\*.*?\*\//gs, "")
      .matchAll(/([^{}]+)\{([^{}]*)\}/g),
  ].map(([, selector = "", body = ""]) => ({ selector, body })),
}));

const classesOf = (selector: string) =>
  [...selector.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = ""]) => name);

test("a class that is fixed to the window is named in one stylesheet only", () => {
  const fixed = sheets.flatMap(({ rules }) =>
    rules.filter(({ body }) => /position:\s*fixed/.test(body)).flatMap(({ selector }) => classesOf(selector)),
  );
  assert.ok(fixed.length > 2, fixed.join());
  const elsewhere = fixed.flatMap((name) => {
    const named = sheets.filter(({ rules }) =>
      // Hiding it on paper is no second meaning.
      rules.some(
        ({ selector, body }) => classesOf(selector).includes(name) && !body.includes("display: none"),
      ),
    );
    return named.length > 1 ? [`.${name}: ${named.map(({ file }) => file).join(", ")}`] : [];
  });
  assert.deepEqual(elsewhere, []);
});
