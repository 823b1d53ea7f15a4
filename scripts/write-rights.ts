// Writes docs/manual/…/rights.md anew: after adding a command, an address or a standard, or changing who may what.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rightsPage } from "./rights-page.ts";

for (const language of ["zh", "en"] as const)
  await writeFile(
    join(import.meta.dirname, "..", "docs", "manual", language, "rights.md"),
    await rightsPage(language),
  );
