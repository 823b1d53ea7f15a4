/** Where the screens show what a figure counted. Of a group, the key in each grouping; null for what stands under none. */
export function evidencePath(
  indicator: string,
  period: string,
  keys: Record<string, string | null | undefined>,
): string {
  const query = new URLSearchParams({ indicator, period });
  const group = new URLSearchParams(Object.entries(keys).map(([grouping, key]) => [grouping, key ?? ""]));
  if (group.size > 0) query.set("group", group.toString());
  // A bracket would end a link of Markdown.
  return `/published/indicator?${query.toString().replaceAll("(", "%28").replaceAll(")", "%29")}`;
}
