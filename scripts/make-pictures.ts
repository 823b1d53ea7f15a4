// The pictures of the README and the manual, made anew from the demonstration: node_modules/node/bin/node scripts/make-pictures.ts
// With --all also every page at 1280 and 820 and in large type, into dist/pictures; with names, only those: … make-pictures.ts today cases
import { mkdir, writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { startDemonstration } from "../journeys/demonstration.ts";
import { addressOf, routes } from "../journeys/routes.ts";
import { settled } from "../journeys/settled.ts";
import { buildScreens } from "./build-screens.ts";
import { withPalette } from "./palette-png.ts";

const manual = new URL("../docs/pictures/", import.meta.url).pathname;
const aside = new URL("../dist/pictures/", import.meta.url).pathname;

/** How a page's picture is called, where the last word of its route is not it. */
const names: Record<string, string> = {
  "/": "today",
  "/subjects/:id": "person",
  "/standards": "standard",
  "/cases/:id": "case",
  "/register/imports/:id": "imported",
  "/settings/:section": "calendar",
};

/** Drawn as another already, or empty in the sample. */
const left = new Set(["/standards/:id", "/register/doubles", "/register/doubles/:survivor/:other"]);

/** Drawn besides, since a page has more than one face. */
const faces: Record<string, string> = {
  "/cases?view=board": "board",
  "/settings/notifications": "notifications",
  "/settings/machine": "machine",
};

/** Drawn as a worker sees them; the rest as the secretary does. */
const workers = new Set(["/", "/subjects/:id", "/cases", "/cases/:id", "/cases?view=board"]);

/** What is done on a page before it is drawn, so that it shows what it is for. */
const poses: Record<string, (page: Page) => Promise<void>> = {
  "/register/buildings": async (page) => {
    await page.locator("main table a").first().click();
    await page.locator(".walked [aria-current]").last().waitFor();
  },
  "/": async (page) => {
    const duty = page.locator("[data-duty$='/five-hearts/alone-call']").first();
    await duty.locator(".why-button").click();
    await duty.locator(".why p").first().waitFor();
  },
};

const views = [
  { width: 1440, height: 900, type: "standard", folder: manual },
  ...(process.argv.includes("--all")
    ? [
        { width: 1280, height: 800, type: "standard", folder: `${aside}1280/` },
        { width: 820, height: 1180, type: "standard", folder: `${aside}820/` },
        { width: 1440, height: 900, type: "large", folder: `${aside}large/` },
      ]
    : []),
];
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));

await buildScreens();
const run = await startDemonstration();
try {
  for (const { width, height, type, folder } of views) {
    await mkdir(folder, { recursive: true });
    for (const language of ["zh", "en"] as const) {
      const [worker, secretary] = [
        await signIn("ouyang", { language, width, height }, type),
        await signIn("lin", { language, width, height }, type),
      ];
      for (const route of [...routes, ...Object.keys(faces)]) {
        const name = faces[route] ?? names[route] ?? route.split("/").at(-1) ?? "";
        if (left.has(route) || (wanted.length > 0 && !wanted.includes(name))) continue;
        await draw(workers.has(route) ? worker : secretary, route, `${folder}${name}.${language}.png`);
      }
      await worker.context().close();
      await secretary.context().close();
    }
  }
} finally {
  await run.stop();
}

async function signIn(
  username: string,
  how: { language: "zh" | "en"; width: number; height: number },
  type: string,
): Promise<Page> {
  const page = await run.as(username, how);
  await page.evaluate((chosen) => {
    localStorage.setItem("wellside.type", chosen);
    localStorage.setItem("wellside.told", "yes");
  }, type);
  return page;
}

async function draw(page: Page, route: string, file: string): Promise<void> {
  await page.goto(await addressOf(route, page));
  await page.locator("main h1, main h2").first().waitFor();
  await settled(page);
  await poses[route]?.(page);
  await settled(page);
  await page.mouse.move(0, 0);
  await writeFile(file, withPalette(await page.screenshot({ animations: "disabled" })));
}
