import { parentPort, workerData } from "node:worker_threads";
import type { Source } from "#standard/yaml.ts";
import { compileStandard } from "#standard/compile.ts";
import { folderOf } from "#standard/read-folder.ts";
import { readStandardOf } from "#standard/read.ts";
import type { Standard } from "#standard/standard.ts";
import { failedExamples } from "#work/failed-examples.ts";
import { nothingWeighed, weighChange } from "#work/duty/weigh-change.ts";
import type { StandardTask, WeighingTask } from "./standard-thread.ts";
import type { KnownSubject } from "./known-subjects.ts";

// A thread of its own: to check the files of a standard takes half a second, to weigh it on a large register some, and
// the server goes on answering.

const task = workerData as StandardTask;
const say = (message: unknown) => parentPort?.postMessage(message);

if ("files" in task) say(await checked(task));
else weigh(task);

async function checked({ files, common }: { files: { name: string; text: string }[]; common: Source[] }) {
  const { document, examples, faults } = await readStandardOf(folderOf(files, common));
  if (document === undefined) return { faults };
  if (examples !== undefined) faults.push(...failedExamples(document, examples));
  return { document, faults };
}

/** Takes some of the register at a time and asks for more; at the end, what all come to. */
function weigh({ before, after, left, ...asked }: WeighingTask): void {
  const compiled = ({ document, parameters }: WeighingTask["after"]): Standard => {
    const standard = compileStandard(document, parameters);
    return { ...standard, promises: standard.promises.filter(({ localId }) => !left.includes(localId)) };
  };
  const weighing = { ...asked, before: before && compiled(before), after: compiled(after) };
  const sum = nothingWeighed(asked.weeks);
  parentPort?.on("message", (known: Pick<KnownSubject, "subject" | "records">[] | "end") => {
    if (known !== "end")
      weighChange(
        sum,
        weighing,
        known.map(({ subject }) => subject),
        new Map(known.map(({ subject, records }) => [subject.id, records])),
      );
    say(known === "end" ? sum : "more");
    if (known === "end") parentPort?.close();
  });
}
