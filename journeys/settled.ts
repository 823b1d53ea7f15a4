import type { Page } from "playwright-core";

/**
 * The answers are there, the fonts too, and what fades in has faded in. An open page keeps one line to the server for live changes,
 * so the network is never idle: the page itself shows when it waits. As text, since scripts that draw pictures know no `document`.
 */
export async function settled(page: Page): Promise<void> {
  await page.locator(".waiting, .bone, [aria-busy=true]").first().waitFor({ state: "detached" });
  await page.evaluate("document.fonts.ready.then(() => true)");
  await page.evaluate(`Promise.allSettled(
    document.getAnimations()
      .filter((each) => each.effect.getTiming().iterations !== Infinity)
      .map((each) => each.finished)
  ).then(() => true)`);
}
