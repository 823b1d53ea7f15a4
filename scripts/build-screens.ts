import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const entry = join(root, "src/screens/workbench/index.html");
const stamp = join(root, "dist/workbench.stamp");

/** The rooms that screens may run, and what decides how they are built. */
const sources = [
  "src/{screens,basics,register,standard,work}/**/*.*",
  "package-lock.json",
  "scripts/build-screens.ts",
];

/** Builds the workbench into dist/workbench, unless nothing it is made of has changed since the last time. */
export async function buildScreens(): Promise<void> {
  if (!existsSync(entry)) {
    process.stderr.write("还没有界面可生成 · no screens to build yet (src/screens/workbench/index.html)\n");
    return;
  }
  const wanted = hashSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const begun = performance.now();
  process.stderr.write("生成界面 · building the screens …\n");
  const { build } = await import("vite");
  const { default: react } = await import("@vitejs/plugin-react");
  await build({
    configFile: false,
    root: join(root, "src/screens/workbench"),
    base: "/",
    publicDir: false,
    logLevel: "warn",
    plugins: [react()],
    build: {
      outDir: join(root, "dist/workbench"),
      emptyOutDir: true,
      // Office machines may hold still to the last browsers for Windows 7 and to those built on Chromium 87.
      target: ["chrome87", "safari14", "firefox88"],
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
    },
  });
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, wanted);
  process.stderr.write(`界面已就绪 · screens built (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`);
}

/** Libraries change seldom: in files of their own they stay in the browser's cache when the screens change. */
const chunks = [{ name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }];

function hashSources(): string {
  const hash = createHash("sha256");
  for (const file of globSync(sources, { cwd: root }).toSorted()) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

if (import.meta.main) {
  await buildScreens().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.stderr.write("界面没有生成，原因见上 · the screens could not be built; the reason is above.\n");
    process.exitCode = 1;
  });
}
