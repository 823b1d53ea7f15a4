import { useState } from "react";
import type { RejectedRow } from "#record/views/imports.ts";
import { importWords } from "../words/register.ts";
import { csvOf, tabbed } from "./csv.ts";
import { useSay, useWords } from "./language.tsx";

const FIRST_ROWS = 100;

/** Every row that was left out, with its place, value and reason; to filter, copy, or take away as CSV. */
export function RejectedRows({ rows, file }: { rows: RejectedRow[]; file: string }) {
  const words = useWords(importWords);
  const say = useSay();
  const [typed, setTyped] = useState("");
  const [whole, setWhole] = useState(false);
  const [copied, setCopied] = useState(false);
  if (rows.length === 0) return <p className="second section-note">{words.noRejected}</p>;
  const wanted = typed.trim().toLowerCase();
  const matching = rows.filter((row) =>
    [row.place, row.column ?? "", row.value, say(row.reason)].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
  const shown = whole ? matching : matching.slice(0, FIRST_ROWS);
  const table = () => [
    [words.place, words.column, words.value, words.reason],
    ...matching.map((row) => [row.place, row.column ?? "", row.value, say(row.reason)]),
  ];
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csvOf(table())], { type: "text/csv;charset=utf-8" }));
    link.download = `${file.replace(/\.[^.]+$/, "")}-${words.rejected}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
  };
  return (
    <>
      <div className="tools no-print">
        <input
          type="search"
          className="field grow"
          aria-label={words.filter}
          placeholder={words.filter}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="end">
          <button
            type="button"
            className="button"
            onClick={() => void navigator.clipboard.writeText(tabbed(table())).then(() => setCopied(true))}
          >
            {copied ? words.copied : words.copy}
          </button>
          <button type="button" className="button" onClick={download}>
            {words.download}
          </button>
        </span>
      </div>
      <div className="scroller">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.reason}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              <tr key={`${row.place}${at}`}>
                <td className="nowrap">{row.place}</td>
                <td className="nowrap">{row.column}</td>
                <td className="long">{row.value}</td>
                <td className="long">{say(row.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < matching.length && (
        <button type="button" className="button plain" onClick={() => setWhole(true)}>
          {words.more(matching.length - shown.length)}
        </button>
      )}
    </>
  );
}
