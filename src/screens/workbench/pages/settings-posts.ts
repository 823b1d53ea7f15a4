import type { Person } from "#record/views/people.ts";

/** In the order in which one looks for them: whoever runs the office, then who holds all of it, then by area. */
export function inOrder(people: Person[], areas: string[]): Person[] {
  const place = ({ posts }: Person) =>
    Math.min(
      ...posts.map(({ role, area }) =>
        role === "secretary" ? -2 : area === null ? -1 : areas.indexOf(area),
      ),
    );
  return [...people].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}
