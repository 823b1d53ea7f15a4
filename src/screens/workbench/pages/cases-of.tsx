import { useState } from "react";
import type { SubjectBrief } from "#record/views/brief.ts";
import type { CaseList } from "#record/views/cases.ts";
import { useAsk } from "../../parts/ask.ts";
import { useWords } from "../../parts/language.tsx";
import { casesWords } from "../../words/cases.ts";
import { CaseRows } from "./case-rows.tsx";

/** More than this many wait behind a button. */
const first = 5;

/** The cases of one subject; nothing at all where there never was one. */
export function CasesOf({ subject }: { subject: SubjectBrief }) {
  const words = useWords(casesWords);
  const [whole, setWhole] = useState(false);
  const found = useAsk<CaseList>("/api/cases", { subject: subject.id, show: "all" });
  const rows = found.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="section case-list" aria-label={words.heading}>
      <div className="section-head">
        <h2>{words.heading}</h2>
        <span className="third">{words.total(found.data?.total ?? rows.length)}</span>
      </div>
      <CaseRows rows={whole ? rows : rows.slice(0, first)} />
      {!whole && rows.length > first && (
        <button type="button" className="button plain" onClick={() => setWhole(true)}>
          {words.more(rows.length - first)}
        </button>
      )}
    </section>
  );
}
