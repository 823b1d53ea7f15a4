// The pictures of the README and the manual, made anew from the demonstration: node_modules/node/bin/node scripts/make-pictures.ts
import { mkdir } from "node:fs/promises";
import { startDemonstration } from "../journeys/demonstration.ts";
import { buildScreens } from "./build-screens.ts";

const folder = new URL("../docs/pictures/", import.meta.url).pathname;

await buildScreens();
await mkdir(folder, { recursive: true });
const run = await startDemonstration();
try {
  for (const language of ["zh", "en"] as const) {
    const page = await run.as("ouyang", { language, width: 1440, height: 900 });
    const picture = (name: string) =>
      page.screenshot({ path: `${folder}${name}.${language}.png`, animations: "disabled" });
    const duty = page.locator("[data-duty$='/five-hearts/alone-call']").first();
    await duty.locator(".why-button").click();
    await duty.locator(".why").waitFor();
    await page.evaluate("document.fonts.ready.then(() => true)");
    await picture("today");

    const subject = (await duty.getAttribute("data-duty"))?.split("/")[0];
    await page.goto(`/subjects/${subject}`);
    await page.locator("[data-record]").first().waitFor();
    await picture("person");

    await page.goto("/published");
    await page.locator("[data-line]").first().waitFor();
    await picture("published");

    await page.goto("/standards");
    await page.locator("[data-clause]").first().waitFor();
    await picture("standard");

    await page.goto("/cases");
    await page.locator("a[href^='/cases/']").first().waitFor();
    await picture("cases");
    await page.goto("/cases?view=board");
    await page.locator("[data-card]").first().waitFor();
    await picture("board");
    await page.locator("a[href^='/cases/']").first().click();
    await page.locator("main h1").first().waitFor();
    await page.waitForTimeout(600); // the clock and the timeline come with the case
    await picture("case");

    await page.goto("/published/indicators");
    await page.locator("main h1").first().waitFor();
    await page.waitForTimeout(600);
    await picture("indicators");

    await page.goto("/register/buildings");
    await page.locator("main h1").first().waitFor();
    await page.waitForTimeout(600);
    await picture("buildings");

    await page.goto("/journal");
    await page.locator("[data-entry]").first().waitFor();
    await picture("journal");
  }
} finally {
  await run.stop();
}
