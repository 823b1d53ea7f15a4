import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";

import { openBrowser, screenshot } from "./browser.ts";

const fonts = join(import.meta.dirname, "../node_modules/@fontsource-variable");

/** Characters that no font had would all be drawn as the same empty box. */
const page = `<!doctype html><html lang="zh"><meta charset="utf-8">
  <link rel="stylesheet" href="/noto-sans-sc/index.css"><link rel="stylesheet" href="/noto-serif-sc/index.css">
  <body style="font-size: 40px; background: #fff">
    <p style="font-family: 'Noto Sans SC Variable'">清泉井社区 <b>今日应做</b> 2021-11-30 Wellside</p>
    <p style="font-family: 'Noto Serif SC Variable'">清泉井社区 <b>今日应做</b> 2021-11-30 Wellside</p>`;

test("the browser draws Chinese with the fonts that our pages bring, sans and serif, plain and bold", async () => {
  const server = createServer((request, response) => {
    if (request.url === "/") response.setHeader("content-type", "text/html").end(page);
    else {
      const kind = request.url?.endsWith(".css") ? "text/css" : "font/woff2";
      response.setHeader("content-type", kind);
      createReadStream(join(fonts, request.url ?? ""))
        .on("error", () => response.writeHead(404).end())
        .pipe(response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await openBrowser();
  try {
    const tab = await browser.newPage({ viewport: { width: 900, height: 300 } });
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const loaded = await tab.evaluate(async () => {
      const sans = await document.fonts.load("40px 'Noto Sans SC Variable'", "清泉井");
      const serif = await document.fonts.load("40px 'Noto Serif SC Variable'", "清泉井");
      return [sans, serif].map(
        (slices) => slices.every((slice) => slice.status === "loaded") && slices.length,
      );
    });
    assert.ok(loaded.every(Boolean), `slices of each font that are loaded: ${loaded.join(", ")}`);
    await tab.evaluate(() => document.fonts.ready);
    await screenshot(tab, "fonts");
    const drawn = await tab.evaluate(drawWords);
    assert.equal(new Set(drawn).size, drawn.length, "different characters and fonts give different pictures");
  } finally {
    await browser.close();
    server.close();
  }
});

/** Runs in the page: the pixels of some characters in each font, as text. */
function drawWords(): string[] {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  return ["Noto Sans SC Variable", "Noto Serif SC Variable"].flatMap((font) =>
    ["清", "泉", "井"].map((character) => {
      pen.clearRect(0, 0, 300, 150);
      pen.font = `40px "${font}"`;
      pen.fillText(character, 20, 60);
      return canvas.toDataURL();
    }),
  );
}
