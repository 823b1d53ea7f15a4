import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { CaseList } from "#record/views/cases.ts";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { ImportBrief } from "#record/views/imports.ts";
import type { Today } from "#record/views/today.ts";
import { settled } from "./settled.ts";

/** Every route that the screens have, as their own source says: a page added there is looked at by all who ask here. */
export const routes = [
  ...readFileSync(new URL("../src/screens/workbench/app.tsx", import.meta.url), "utf8").matchAll(
    /<Route\s+path="([^"]+)"/g,
  ),
].map(([, path = ""]) => path);

/** An address of the route, with something in it. */
export async function addressOf(route: string, page: Page): Promise<string> {
  // A page below another's is found where that one is: /standards/:id/change with /standards/:id.
  const above = Object.keys(examples).find((known) => route === known || route.startsWith(`${known}/`));
  const example = above === undefined ? undefined : examples[above];
  const rest = route.slice(above?.length ?? 0);
  assert.ok(!rest.includes(":"), `say in journeys/routes.ts where ${route} is found`);
  const address = example ? `${await example(page)}${rest}` : route;
  assert.ok(!address.includes("undefined"), `nothing is there to show: ${address}`);
  return address;
}

const examples: Record<string, (page: Page) => Promise<string>> = {
  "/subjects/:id": async (page) => {
    const { duties } = await ask<Today>(page, "/api/today");
    const alone = duties.find(({ promise }) => promise.endsWith("/alone-call")) ?? duties[0];
    return `/subjects/${alone?.subject.id}`;
  },
  "/register/imports/:id": async (page) => {
    const imports = await ask<ImportBrief[]>(page, "/api/imports");
    const told = imports.find(({ rejected }) => rejected > 0) ?? imports[0];
    return `/register/imports/${told?.import}`;
  },
  "/register/doubles/:survivor/:other": async (page) => {
    const { rows } = await ask<FoundSubjects>(page, "/api/subjects?kind=person");
    return `/register/doubles/${rows[0]?.id}/${rows[1]?.id}`;
  },
  "/cases/:id": async (page) => {
    const { rows } = await ask<CaseList>(page, "/api/cases?show=open");
    return `/cases/${rows[0]?.id}`;
  },
  "/standards/:id": async (page) => {
    const [first] = await ask<{ id: string }[]>(page, "/api/standards");
    return `/standards/${first?.id}`;
  },
  "/settings/:section": async () => "/settings/calendar",
  "/published/evidence": async () => "/published/evidence?month=2021-11&colour=green",
  "/published/indicator": async (page) => {
    await page.goto("/published/indicators");
    await settled(page);
    // The latest month of the first: the months before the office kept records have nothing to show.
    const latest = page.locator("main tbody tr").first().locator("a[href^='/published/indicator?']").last();
    return (await latest.getAttribute("href")) ?? "undefined";
  },
};

/** As the page asks: a request beside it may take up a connection that the server is just closing. */
async function ask<T>(page: Page, path: string): Promise<T> {
  return (await page.evaluate(async (asked) => (await fetch(asked)).json() as Promise<unknown>, path)) as T;
}
