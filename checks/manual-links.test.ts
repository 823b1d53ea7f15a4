import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { readText, root } from "./source-files.ts";

const pages = [
  "README.md",
  "README.zh-CN.md",
  ...["zh", "en"].flatMap((language) =>
    readdirSync(join(root, "docs/manual", language)).map((name) => `docs/manual/${language}/${name}`),
  ),
];

/** As readers' programs make it of a heading: small letters, hyphens for spaces, no punctuation. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");

test("every link of the manual and of the READMEs leads somewhere, and every picture is there", () => {
  const links = pages.flatMap((page) =>
    [...readText(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = ""]) => link)
      .filter((link) => !/^https?:/.test(link))
      .map((link) => ({ page, link })),
  );
  assert.ok(links.length > 100);
  const dead = links.filter(({ page, link }) => {
    const [path = "", anchor] = link.split("#");
    const target = path ? join(dirname(page), path) : page;
    if (!existsSync(join(root, target))) return true;
    if (anchor === undefined) return false;
    return ![...readText(target).matchAll(/^#+ (.+)$/gm)].some(
      ([, heading = ""]) => anchorOf(heading) === decodeURIComponent(anchor),
    );
  });
  assert.deepEqual(
    dead.map(({ page, link }) => `${page}: ${link}`),
    [],
  );
});
