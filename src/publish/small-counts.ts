/** A number about to be published. `small`: it tells of one or two persons or households. */
export interface Cell {
  value: number;
  small: boolean;
}

/** What the public reads: the number, that it is one or two, or that it is not shown alone. */
export type Shown = { value: number } | "few" | "hidden";

/** Which sums are published with a table: in its last column those of the rows, in its last row those of the columns. */
export interface Sums {
  column: boolean;
  row: boolean;
}

/**
 * Hides every number that tells of one or two, and of the others as many as it takes so that none of them can be
 * worked out: each hidden number could be one more or one less, with other hidden ones making up for it in every sum.
 * Zero is always shown.
 */
export function hideSmall(table: Cell[][], sums: Sums): Shown[][] {
  const desk: Desk = { table, sums, marks: table.map((row) => row.map(markOf)) };
  for (let told = firstTold(desk); told !== undefined; told = firstTold(desk))
    if (!hideOneMore(desk, told)) break;
  return desk.marks.map((row, y) =>
    row.map((mark, x) => (mark === "shown" ? { value: at(table, y, x).value } : mark)),
  );
}

type Mark = "shown" | "few" | "hidden";

interface Desk {
  table: Cell[][];
  sums: Sums;
  marks: Mark[][];
}

interface Place {
  y: number;
  x: number;
}

function markOf({ value, small }: Cell): Mark {
  if (!small || value === 0) return "shown";
  return value === 1 || value === 2 ? "few" : "hidden";
}

/** A hidden number that could be no other, seen what is shown. */
function firstTold(desk: Desk): Place | undefined {
  return places(desk).find(
    (place) =>
      markAt(desk, place) !== "shown" && !moves(desk, place).some((move) => canBalance(desk, place, move)),
  );
}

/** By how much a number could differ without looking different: “few” is one or two, and what is hidden is more. */
function moves(desk: Desk, place: Place): (1 | -1)[] {
  const { value } = at(desk.table, place.y, place.x);
  if (markAt(desk, place) === "few") return value === 1 ? [1] : [-1];
  return value > 3 || value === 2 ? [1, -1] : [1];
}

/**
 * Rows and columns are the knots of a net, and a hidden number is a thread from its row to its column: one more in it
 * must be taken back by another thread at both ends, and so on until the round is closed. Sums pull the other way. Rows
 * or columns without a published sum are one loose end, which takes up anything.
 */
function canBalance(desk: Desk, place: Place, move: 1 | -1): boolean {
  const [from, to] = ends(desk, place, move);
  if (from === to) return true;
  const reached = new Set([to]);
  for (const knot of reached)
    for (const other of places(desk)) {
      if ((other.y === place.y && other.x === place.x) || markAt(desk, other) === "shown") continue;
      for (const step of moves(desk, other)) {
        const [start, end] = ends(desk, other, step);
        if (start === knot) reached.add(end);
      }
    }
  return reached.has(from);
}

function ends(desk: Desk, { y, x }: Place, move: 1 | -1): [string, string] {
  const { sums, table } = desk;
  const isRowSum = sums.column && x === (table[0]?.length ?? 0) - 1;
  const isColumnSum = sums.row && y === table.length - 1;
  const row = sums.column ? `row ${y}` : "loose";
  const column = sums.row ? `column ${x}` : "loose";
  return (isRowSum === isColumnSum ? move : -move) === 1 ? [row, column] : [column, row];
}

/**
 * Hides one more number: the smallest that helps the one that is told, of its own row or column if there is one, a sum
 * last. Returns false where nothing is left to hide.
 */
function hideOneMore(desk: Desk, told: Place): boolean {
  const others = places(desk)
    .filter(({ y, x }) => y !== told.y || x !== told.x)
    .toSorted((a, b) => weight(desk, told, a) - weight(desk, told, b));
  const shown = others.filter((place) => markAt(desk, place) === "shown" && valueAt(desk, place) !== 0);
  const few = others.filter((place) => markAt(desk, place) === "few").toReversed();
  // Two that add up to two are both one: then it is not said of the sum that it is few.
  const chosen =
    shown.find((place) => helps(desk, told, place)) ??
    few.find((place) => helps(desk, told, place)) ??
    shown[0] ??
    few[0];
  if (chosen !== undefined) mark(desk, chosen, "hidden");
  return chosen !== undefined;
}

function helps(desk: Desk, told: Place, place: Place): boolean {
  const before = markAt(desk, place);
  mark(desk, place, "hidden");
  const balanced = moves(desk, told).some((move) => canBalance(desk, told, move));
  mark(desk, place, before);
  return balanced;
}

const farOff = 1e12;

function weight(desk: Desk, told: Place, { y, x }: Place): number {
  const { sums, table } = desk;
  const isSum = (sums.column && x === (table[0]?.length ?? 0) - 1) || (sums.row && y === table.length - 1);
  const isBeside = y === told.y || x === told.x;
  return Math.min(valueAt(desk, { y, x }), farOff) + (isSum ? farOff : 0) + (isBeside ? 0 : 3 * farOff);
}

function places({ table }: Desk): Place[] {
  return table.flatMap((row, y) => row.map((_, x) => ({ y, x })));
}

function at<T>(rows: T[][], y: number, x: number): T {
  const found = rows[y]?.[x];
  if (found === undefined) throw new Error(`no cell ${y}, ${x}`);
  return found;
}

function markAt({ marks }: Desk, { y, x }: Place): Mark {
  return at(marks, y, x);
}

function valueAt({ table }: Desk, { y, x }: Place): number {
  return at(table, y, x).value;
}

function mark({ marks }: Desk, { y, x }: Place, as: Mark): void {
  const row = marks[y];
  if (row !== undefined) row[x] = as;
}
