/** How many rows were left out: a row with two bad cells is one row. */
export function rowsLeftOut(cells: { row: number }[]): number {
  return new Set(cells.map(({ row }) => row)).size;
}
