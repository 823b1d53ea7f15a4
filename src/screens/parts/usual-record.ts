import { useMemo } from "react";
import type { OfficeLanguage } from "#record/views/me.ts";
import { useHere } from "./me.tsx";

/** The kind of record that keeps most of the promises, of those that this reader makes: what “record” stands for where nothing else is said. */
export function useUsualRecord(): OfficeLanguage["records"][number] | undefined {
  const { me, records, mayRecord } = useHere();
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const kind of me.language.promises.flatMap(({ keptBy }) => keptBy).filter(mayRecord))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const [most] = [...counts].sort(([, one], [, other]) => other - one);
    return most && records.get(most[0]);
  }, [me, records, mayRecord]);
}
