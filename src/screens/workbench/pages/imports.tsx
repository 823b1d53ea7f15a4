import { useState } from "react";
import { Link } from "wouter";
import type { ImportBrief, importPage } from "#record/views/imports.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { rowsLeftOut } from "../../parts/rows-left-out.ts";
import { RejectedRows } from "../../parts/rejected-rows.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { momentWords } from "../../words/dates.ts";
import { importWords, importsWords, registerWords } from "../../words/register.ts";
import { kindWords } from "../../words/shell.ts";
import "./table.css";

export default function ImportsPage({ chosen }: { chosen?: string }) {
  const words = useWords(importsWords);
  const register = useWords(registerWords);
  const kinds = useWords(kindWords);
  const importing = useWords(importWords);
  const { language } = useReading();
  const { me } = useHere();
  const imports = useAsk<ImportBrief[]>("/api/imports");
  if (imports.isError && !imports.data)
    return <Trouble error={imports.error} retry={() => void imports.refetch()} />;
  if (!imports.data) return <Loading />;
  return (
    <div className="page page-narrow">
      <p className="crumbs">
        <Link href="/register">{register.heading}</Link>
      </p>
      <div className="page-head">
        <h1>{words.heading}</h1>
        <span className="end no-print">
          <Link className="button primary" href="/register/import">
            {register.importLedger}
          </Link>
        </span>
      </div>
      {imports.data.length === 0 ? (
        <Empty title={words.none} next={register.emptyNext} />
      ) : (
        <table className="rows section">
          <thead>
            <tr>
              <th scope="col">{words.file}</th>
              <th scope="col">{words.kind}</th>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.by}</th>
              <th scope="col" className="number">
                {words.accepted}
              </th>
              <th scope="col" className="number">
                {words.rejected}
              </th>
            </tr>
          </thead>
          <tbody>
            {imports.data.map((each) => (
              <tr
                key={each.import}
                data-import={each.import}
                aria-current={each.import === chosen ? "true" : undefined}
              >
                <th scope="row" className="name">
                  <Link href={`/register/imports/${each.import}`}>{each.file}</Link>
                  {each.undone && <span className="tag guarded">{words.undoneShort}</span>}
                  {!each.undone && each.parts.written < each.parts.of && (
                    <span className="tag guarded">{words.cutOff(each.parts.written, each.parts.of)}</span>
                  )}
                </th>
                <td>
                  {each.kind === "record" || each.kind === "case"
                    ? importing[each.kind === "record" ? "kindRecord" : "kindCase"]
                    : each.kind in kinds
                      ? kinds[each.kind as "person"]
                      : each.kind}
                </td>
                <td className="nowrap">{momentWords(each.at, me.clock.zone, language, me.clock.today)}</td>
                <td className="nowrap">{each.by}</td>
                <td className="number">{each.accepted.toLocaleString("en")}</td>
                <td className="number">{each.rejected.toLocaleString("en")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {chosen && <OneImport key={chosen} id={chosen} />}
    </div>
  );
}

function OneImport({ id }: { id: string }) {
  const words = useWords(importsWords);
  const rejectedWords = useWords(importWords);
  const { language } = useReading();
  const { me, may } = useHere();
  const toast = useToast();
  const send = useSend();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  const one = useAsk<Awaited<ReturnType<typeof importPage>>>(`/api/imports/${id}`);
  if (one.isError && !one.data) return <Trouble error={one.error} />;
  if (!one.data) return <Loading rows={3} />;
  const { file, accepted, parts, undone, rejectedRows } = one.data;
  return (
    <section className="section" aria-label={file}>
      <div className="section-head">
        <h2>{rejectedWords.rejectedRows(rowsLeftOut(rejectedRows))}</h2>
        {!undone && parts.written < parts.of && may("register.import") && (
          <Link className="textual no-print" href={`/register/import?continue=${id}`}>
            {words.goOn}
          </Link>
        )}
        {!undone && may("register.undo-import") && (
          <button type="button" className="textual no-print" onClick={() => setAsking(true)}>
            {words.undo}
          </button>
        )}
      </div>
      {undone && (
        <p className="second section-note">
          {words.undone(
            undone.by,
            momentWords(undone.at, me.clock.zone, language, me.clock.today),
            undone.reason,
          )}
        </p>
      )}
      <RejectedRows rows={rejectedRows} file={file} />
      {asking && (
        <ReasonDialog
          title={words.undoTitle(file)}
          about={words.undoAbout(accepted)}
          label={words.undoReason}
          act={words.undo}
          fault={error === undefined ? undefined : sayError(error, language)}
          caught={error}
          close={() => setAsking(false)}
          done={async (reason) => {
            setError(undefined);
            try {
              await send("register.undo-import", { import: id, reason });
              setAsking(false);
              toast({ say: words.undoneToast });
            } catch (caught) {
              setError(caught);
            }
          }}
        />
      )}
    </section>
  );
}
