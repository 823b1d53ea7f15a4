import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { startDemonstration } from "./demonstration.ts";
import type { DemonstrationRun } from "./demonstration.ts";
import { addressOf, routes } from "./routes.ts";
import { settled } from "./settled.ts";
import { expectAccessible, expectStill, expectWithinWidth, hearComplaints } from "./sound.ts";

let run: DemonstrationRun;
let addresses: string[];
before(async () => {
  run = await startDemonstration();
  const secretary = await run.as("lin");
  addresses = [];
  for (const route of routes) addresses.push(await addressOf(route, secretary));
  assert.ok(addresses.length > 15);
  await secretary.context().close();
});
after(() => run.stop());

/** Once to fetch the fonts: a machine without Chinese ones draws its first page before they are there. */
async function warmUp(page: Page): Promise<void> {
  await page.goto("/standards");
  await settled(page);
}

async function visit(page: Page, address: string, complaints: () => string[]): Promise<string[]> {
  await page.goto(address);
  await page.locator("main h1, main h2").first().waitFor();
  const faults: string[] = [];
  for (const expect of [expectAccessible, expectStill, expectWithinWidth])
    await expect(page).catch((fault: Error) => faults.push(fault.message));
  return [...faults, ...complaints().map((each) => `${address}\n${each}`)];
}

/** What the post of a worker does not open answers with a refusal, which the browser writes down as an error. */
const notForWorkers = /^\/register\/import|\/change$/;

for (const [username, language, width, type] of [
  ["lin", "zh", 1440, "standard"],
  ["lin", "en", 820, "standard"],
  ["ouyang", "zh", 1280, "large"],
] as const) {
  test(`every page is sound for ${username}, ${language}, ${width} px, type ${type}`, async () => {
    const page = await run.as(username, { language, width });
    await page.evaluate((chosen) => localStorage.setItem("wellside.type", chosen), type);
    const complaints = hearComplaints(page);
    await warmUp(page);
    complaints();
    const faults: string[] = [];
    const opened = addresses.filter((address) => username === "lin" || !notForWorkers.test(address));
    for (const address of opened) faults.push(...(await visit(page, address, complaints)));
    if (faults.length > 0) assert.fail(faults.join("\n\n"));
    await page.context().close();
  });
}
