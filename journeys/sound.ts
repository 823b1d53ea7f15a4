import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { settled } from "./settled.ts";

/** No reader is shut out: axe finds nothing serious or critical on the page as it stands. */
export async function expectAccessible(page: Page, where = page.url()): Promise<void> {
  await settled(page);
  // Evaluated, not added as an element: the pages' content security policy lets no script in.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }),
  );
  const said = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) =>
      [
        `${id}: ${help}`,
        ...nodes.slice(0, 4).map(({ target, any }) => `  ${target.join(" ")} — ${any[0]?.message ?? ""}`),
      ].join("\n"),
    );
  if (said.length > 0) assert.fail(`${where}\n${said.join("\n")}`);
}

/** More than this, summed from the load of the document, is felt as a page that jumps. */
const stillness = 0.02;

/** Nothing that was shown has moved since the document was loaded, but for what the reader's own hand moved. */
export async function expectStill(page: Page, where = page.url()): Promise<void> {
  await settled(page);
  const { sum, moved } = await page.evaluate(layoutShifts);
  assert.ok(sum < stillness, `${where}\nlayout moved by ${sum.toFixed(3)}:\n${moved.join("\n")}`);
}

/** Everything is within the width of the window: nothing scrolls sideways but what says so itself. */
export async function expectWithinWidth(page: Page, where = page.url()): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  assert.ok(
    scrollWidth <= clientWidth,
    `${where}\n${scrollWidth} px of content in a window of ${clientWidth} px`,
  );
}

/** Hears from now on what the page complains of; ask for it at the end. */
export function hearComplaints(page: Page): () => string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      heard.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => heard.push(`fault: ${error.message}`));
  return () => heard.splice(0);
}

/** Runs in the page. */
function layoutShifts(): Promise<{ sum: number; moved: string[] }> {
  interface Shift extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
  }
  const say = (node: Node | null) =>
    node instanceof Element ? `${node.tagName.toLowerCase()}.${[...node.classList].join(".")}` : "text";
  const box = ({ x, y, width, height }: DOMRectReadOnly) =>
    [x, y, width, height].map((each) => Math.round(each)).join(" ");
  return new Promise((resolve) => {
    const found = { sum: 0, moved: [] as string[] };
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as Shift[]) {
        if (shift.hadRecentInput) continue;
        found.sum += shift.value;
        for (const { node, previousRect, currentRect } of shift.sources)
          found.moved.push(
            `  ${Math.round(shift.startTime)} ms: ${say(node)} ${box(previousRect)} → ${box(currentRect)}`,
          );
      }
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(found), 100);
  });
}
