import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { readSettings } from "#server/settings.ts";
import { startServer } from "#server/start.ts";
import type { Running } from "#server/start.ts";
import { openBrowser } from "./browser.ts";
import { copyLoadedSample, newFolder } from "./loaded-sample.ts";

/** The demonstration as a newcomer's first start makes it, on a port and in a folder of its own. */
export interface DemonstrationRun {
  address: string;
  /** Signed in as one of the sample's people, on Today. */
  as(username: string, how?: { language?: "zh" | "en"; width?: number; height?: number }): Promise<Page>;
  browser: Browser;
  /** Stops the server, and starts it again on the same data with these settings changed. */
  restart(changed?: Record<string, string>, flags?: string[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startDemonstration(): Promise<DemonstrationRun> {
  const folder = await newFolder("wellside-journey-");
  await copyLoadedSample(folder);
  const port = await freePort();
  const settings = { PORT: String(port), WELLSIDE_DATA: folder };
  let running: Running | undefined = await startServer(readSettings(settings), () => {});
  const browser = await openBrowser();
  const { address } = running;
  return {
    address,
    browser,
    as: async (username, { language = "zh", width = 1440, height = 900 } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        locale: language === "zh" ? "zh-CN" : "en-GB",
        baseURL: address,
      });
      await context.addInitScript((chosen) => localStorage.setItem("wellside.language", chosen), language);
      const page = await context.newPage();
      await page.goto("/");
      await page.locator(`[data-account="${username}"]`).click();
      await page.locator("main h1").first().waitFor();
      return page;
    },
    restart: async (changed = {}, flags = []) => {
      await running?.stop();
      running = undefined;
      running = await startServer(readSettings({ ...settings, ...changed }, flags), () => {});
    },
    stop: async () => {
      await browser.close();
      await running?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
