import { subjectWords } from "../words/subject.ts";
import { useWords } from "./language.tsx";

/** Marks a guarded fact with the class it is guarded under; nothing for an open one. */
export function GuardTag({ guard }: { guard: string | null | undefined }) {
  const words = useWords(subjectWords);
  if (!guard) return null;
  const name = `guard_${guard}`;
  return (
    <span className="tag">
      {[words.veiled, name in words ? words[name as "guard_health"] : ""].filter(Boolean).join(" · ")}
    </span>
  );
}
