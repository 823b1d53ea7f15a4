import { checkDocument, checkShared } from "./check.ts";
import { type StandardDocument, commonShape, documentShape, writtenShape } from "./document.ts";
import type { WorkedExamples } from "./example.ts";
import { examplesIn } from "./examples.ts";
import type { Fault, FaultAt } from "./fault.ts";
import { type Tree, mergeFiles, valueAt, withCommon } from "./merge.ts";
import { putAside } from "./put-aside.ts";
import { readFolder } from "./read-folder.ts";
import type { Folder } from "./read-folder.ts";
import { shapeFaults } from "./shape-faults.ts";
import { Places, type Source } from "./yaml.ts";

export interface ReadStandard {
  document?: StandardDocument;
  /** With the lines they stand in; not where one has a mistake. */
  examples?: WorkedExamples;
  faults: Fault[];
}

/**
 * Reads the folder of a standard: its YAML files are one document, and the facts, records and roles of
 * `common/standard.yaml` beside it are merged in. Without mistakes in it there is a document; there may be warnings
 * still, and faults in its examples. Whatever is wrong is said at once: a part whose shape is wrong is put aside, and
 * the rest looked at without it.
 */
export async function readStandard(folder: string): Promise<ReadStandard> {
  return readStandardOf(await readFolder(folder));
}

/** The same of files that came some other way. */
export async function readStandardOf({
  name,
  own,
  common: shared,
  examples,
  faults,
  template,
}: Folder): Promise<ReadStandard> {
  const first = own[0];
  if (!first) return { faults: faults.length > 0 ? faults : [missing(name)] };

  const places = new Places();
  const merged = mergeFiles(own, places, faults);
  const common = mergeFiles(shared, places, faults);
  // A file that is not YAML leaves holes: to look further would only say what is missing because of it.
  if (faults.length > 0) return { faults: inOrder(faults) };

  const forms = name === "common" ? commonShape : writtenShape;
  const wrong = shapeFaultsOf(forms, merged, places);
  const commonWrong = shapeFaultsOf(commonShape, common, places);
  faults.push(...wrong.map((fault) => places.locate(merged, fault, first)));
  faults.push(...commonWrong.map((fault) => places.locate(common, fault, shared[0] ?? first)));
  if (name === "common") return { faults: inOrder([...faults, ...faultsOfShared(merged, places, first)]) };

  // Nobody mends so many by hand, and to put aside each of 80,000 unknown keys would take half a minute.
  if (faults.length > mostFaults) return { faults: inOrder(faults) };

  const aside = new Set<string>();
  const clashes: FaultAt[] = [];
  const whole = withCommon(
    putAside(merged, wrong, places, aside),
    putAside(common, commonWrong, places, aside),
    places,
    clashes,
  );
  const parsed = documentShape.safeParse(whole);
  if (!parsed.success) return { faults: inOrder(faults) };
  const document = parsed.data;
  await addTemplates(document, whole, template, places, faults);
  for (const fault of [...clashes, ...checkDocument(document, aside)]) {
    // What was put aside may have been what asked for it; what is only in `common` others use.
    if (fault.unused && (aside.size > 0 || valueAt(merged, fault.path) === undefined)) continue;
    faults.push(places.locate(whole, fault, first));
  }
  const refused = faults.some((fault) => fault.level === "mistake");
  const read = examplesIn(examples, document, aside);
  for (const fault of unshown(document, read)) faults.push(places.locate(whole, fault, first));
  faults.push(...read.faults);
  if (refused) return { faults: inOrder(faults) };
  document.examples = read.written;
  const mistaken = read.faults.some(({ level }) => level === "mistake");
  return { document, ...(!mistaken && { examples: read }), faults: inOrder(faults) };
}

function shapeFaultsOf(
  shape: typeof writtenShape | typeof commonShape,
  tree: Tree,
  places: Places,
): FaultAt[] {
  const result = shape.safeParse(tree);
  return result.success ? [] : shapeFaults(result.error, tree, places);
}

function faultsOfShared(tree: Tree, places: Places, first: Source): Fault[] {
  const { success, data } = commonShape.safeParse(tree);
  if (!success) return [];
  const { roles, facts, records } = data;
  return checkShared({ roles, facts, records }).map((fault) => places.locate(tree, fault, first));
}

/** The text of each template that a report names, so that the document is whole without its folder. */
async function addTemplates(
  document: StandardDocument,
  whole: Tree,
  template: (name: string) => Promise<Source | Fault | undefined>,
  places: Places,
  faults: Fault[],
): Promise<void> {
  const templates: Record<string, string> = {};
  for (const { file } of Object.values(document.reports)) {
    for (const name of [file.zh, file.en]) {
      if (name === undefined || templates[name] !== undefined) continue;
      const read = await template(name);
      if (read === undefined) continue; // the check says that there is none
      templates[name] = "text" in read ? read.text : "";
      if ("text" in read) {
        places.setFile(whole, "templates", read);
        places.setFile(templates, name, read);
      } else faults.push(read);
    }
  }
  document.templates = templates;
  whole["templates"] = templates;
}

/** Promises and procedures that no example shows. */
function unshown(document: StandardDocument, read: ReturnType<typeof examplesIn>): FaultAt[] {
  const promises = new Set(read.examples.flatMap((example) => example.expect.map((each) => each.promise)));
  const procedures = new Set(read.procedures.map((example) => example.procedure));
  const say = { zh: "没有例子", en: "no example shows what it means" };
  return [
    ...document.promises.flatMap(({ id }, index): FaultAt[] =>
      promises.has(id) ? [] : [{ level: "warning", path: ["promises", index], say }],
    ),
    ...Object.keys(document.procedures).flatMap((id): FaultAt[] =>
      procedures.has(id) ? [] : [{ level: "warning", path: ["procedures", id], atKey: true, say }],
    ),
  ];
}

/** Nobody mends more than these before looking again; a mistake is never left out for a warning. */
const mostFaults = 500;

function inOrder(faults: Fault[]): Fault[] {
  const most = faults.toSorted((a, b) => Number(a.level === "warning") - Number(b.level === "warning"));
  return most
    .slice(0, mostFaults)
    .toSorted((a, b) =>
      a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column,
    );
}

function missing(name: string): Fault {
  const say = { zh: "没有找到标准文件", en: "no standard found here" };
  return { level: "mistake", file: `${name}/standard.yaml`, line: 1, column: 1, say };
}
