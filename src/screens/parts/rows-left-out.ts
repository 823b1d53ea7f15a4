/** How many rows were left out: a row with two bad cells is one row, and one read all the same is none. */
export function rowsLeftOut(cells: { row: number; place: string; read?: true }[]): number {
  const left = cells.filter(({ read }) => !read);
  return new Set(left.map(({ row, place }) => `${place.replace(/![^!]*$/, "")}!${row}`)).size;
}
