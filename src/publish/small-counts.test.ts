import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hideSmall } from "./small-counts.ts";
import type { Cell, Shown } from "./small-counts.ts";

const cell = (value: number): Cell => ({ value, small: value === 1 || value === 2 });
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** One row of groups with their sum at the end. */
function inRow(values: number[]): (number | string)[] {
  const [row = []] = hideSmall([[...values, sum(values)].map(cell)], { column: true, row: false });
  return row.map((shown) => (typeof shown === "string" ? shown : shown.value));
}

/** Rows with their sums, and under them the sums of the columns. */
function withSums(rows: number[][]): number[][] {
  const wide = rows.map((row) => [...row, sum(row)]);
  return [...wide, (wide[0] ?? []).map((_, x) => sum(wide.map((row) => row[x] ?? 0)))];
}

test("large numbers and zero are shown", () => {
  assert.deepEqual(inRow([12, 0, 7]), [12, 0, 7, 19]);
  assert.deepEqual(inRow([0, 0]), [0, 0, 0]);
  assert.deepEqual(inRow([]), [0]);
});

test("one or two are few, and another is hidden so that the sum does not give them away", () => {
  assert.deepEqual(inRow([1, 5, 9]), ["few", "hidden", 9, 15]);
  assert.deepEqual(inRow([2, 5, 0]), ["few", "hidden", 0, 7]);
});

test("one and two beside each other hide each other", () => {
  assert.deepEqual(inRow([1, 2, 9]), ["few", "few", 9, 12]);
});

test("two of one, or two of two, are told by their sum: a third is hidden", () => {
  assert.deepEqual(inRow([1, 1, 9]), ["few", "few", "hidden", 11]);
  assert.deepEqual(inRow([2, 2, 9]), ["few", "few", "hidden", 13]);
});

test("three could not be less without looking it: beside a one the sum is hidden instead", () => {
  assert.deepEqual(inRow([1, 3]), ["few", 3, "hidden"]);
  assert.deepEqual(inRow([2, 3]), ["few", "hidden", 5]);
});

test("where all are few, it is not said of their sum", () => {
  assert.deepEqual(inRow([1, 1]), ["few", "few", "hidden"]);
  assert.deepEqual(inRow([2]), ["few", "few"]);
});

test("a number that tells of one person is hidden however large, and it is not said that it is few", () => {
  const row = [
    { value: 12, small: false },
    { value: 40, small: true },
    { value: 30, small: false },
    { value: 82, small: false },
  ];
  assert.deepEqual(hideSmall([row], { column: true, row: false }), [
    ["hidden", "hidden", { value: 30 }, { value: 82 }],
  ]);
});

/** Do the published numbers allow this one to be known? The reader knows that few is one or two, and hidden more. */
function told(true_: number[][], shown: Shown[][]): string[] {
  const height = true_.length;
  const width = true_[0]?.length ?? 0;
  const inner: { y: number; x: number }[] = [];
  for (let y = 0; y < height - 1; y += 1) for (let x = 0; x < width - 1; x += 1) inner.push({ y, x });
  const most = Math.max(...true_.flat()) + 2;
  const fits = (y: number, x: number, value: number) => {
    const as = shown[y]?.[x];
    if (as === undefined) return false;
    if (as === "few") return value === 1 || value === 2;
    if (as === "hidden") return value >= ((true_[y]?.[x] ?? 0) > 2 ? 3 : 1);
    return as.value === value;
  };
  const possible = new Map<string, Set<number>>();
  const secret = shown.flatMap((row, y) =>
    row.flatMap((as, x) => (typeof as === "string" ? [`${y},${x}`] : [])),
  );
  const isOpen = () => secret.every((key) => (possible.get(key)?.size ?? 0) > 1);
  const guess = true_.slice(0, -1).map((row) => row.slice(0, -1));
  const tryFrom = (place: number): void => {
    const at = inner[place];
    if (at === undefined) {
      const whole = withSums(guess);
      if (!whole.every((row, y) => row.every((value, x) => fits(y, x, value)))) return;
      for (const [y, row] of whole.entries())
        for (const [x, value] of row.entries()) {
          const key = `${y},${x}`;
          possible.set(key, (possible.get(key) ?? new Set()).add(value));
        }
      return;
    }
    for (let value = 0; value <= most && !isOpen(); value += 1)
      if (fits(at.y, at.x, value)) {
        (guess[at.y] ?? [])[at.x] = value;
        tryFrom(place + 1);
      }
  };
  tryFrom(0);
  return secret.filter((key) => (possible.get(key)?.size ?? 0) < 2);
}

const count = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 2 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 6 }) },
);
const tables = fc
  .constantFrom([1, 1], [1, 2], [1, 3], [1, 4], [2, 1], [2, 2], [2, 3], [3, 2])
  .chain(([height = 1, width = 1]) =>
    fc.array(fc.array(count, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

test("no hidden number can be worked out from the rest and from the sums of rows and columns", () => {
  let hidden = 0;
  fc.assert(
    fc.property(tables, (rows) => {
      const whole = withSums(rows);
      const shown = hideSmall(
        whole.map((row) => row.map(cell)),
        { column: true, row: true },
      );
      for (const [y, row] of whole.entries())
        for (const [x, value] of row.entries()) {
          const as = shown[y]?.[x];
          if (value === 0) assert.deepEqual(as, { value: 0 });
          if (value === 1 || value === 2) assert.equal(typeof as, "string");
          if (as === "few") assert.ok(value === 1 || value === 2);
          if (typeof as === "string") hidden += 1;
        }
      assert.deepEqual(told(whole, shown), []);
    }),
    { numRuns: 300 },
  );
  assert.ok(hidden > 200, `${hidden} hidden`);
});
