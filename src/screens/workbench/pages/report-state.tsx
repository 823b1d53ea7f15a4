import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { ChangeSeen, EditionSeen, ReportPage } from "#publish/report-page.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { ReloadOffer } from "../../parts/reload-offer.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { useToast } from "../../parts/toast.tsx";
import { dayWords } from "../../words/dates.ts";
import { reportWords } from "../../words/published.ts";
import { recordWords } from "../../words/record.ts";

/** Where a report stands: a draft still counted or ready to be issued, issued, no longer what would be counted today; and what one can do about it. */
export function ReportState({
  page,
  shown,
  choose,
}: {
  page: ReportPage;
  shown: EditionSeen | undefined;
  choose: (edition: number | null) => void;
}) {
  const words = useWords(reportWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const [asks, ask] = useState<"issue" | "correct">();
  const day = (text: string) => dayWords(text, language, me.clock.today);
  const last = page.editions.at(-1);
  const who = words.issuers(page.issuers.map(say));
  return (
    <>
      <section className="report-state" data-state={stateOf(page)}>
        {last ? (
          <>
            <p className="report-mark issued">{words.issued}</p>
            <p>
              <strong>{say(last.number)}</strong>
              <br />
              <span className="second">{words.issuedBy(day(last.on), last.by)}</span>
              <br />
              <Link href={`/journal?at=${last.entry}`}>{words.inJournal(last.entry)}</Link>
            </p>
            {page.differs.length === 0 && <p className="second small">{words.same}</p>}
          </>
        ) : page.asOf ? (
          <>
            <p className="report-mark">{words.draft}</p>
            <p className="second">{words.untilOver(day(page.last))}</p>
          </>
        ) : (
          <>
            <p className="report-mark">{words.draft}</p>
            <p className="second">{words.readyAbout(day(page.last))}</p>
            {page.mayIssue ? (
              <button type="button" className="button primary" onClick={() => ask("issue")}>
                {words.issue}
              </button>
            ) : (
              <p className="third small">{who}</p>
            )}
          </>
        )}
      </section>

      {last && page.differs.length > 0 && (
        <section className="report-state differs">
          <h2>{words.differs(page.differs.length)}</h2>
          <p className="second small">{words.differsAbout}</p>
          <Changes changes={page.differs} />
          {page.mayIssue ? (
            <button type="button" className="button primary" onClick={() => ask("correct")}>
              {words.correct}
            </button>
          ) : (
            <p className="third small">{who}</p>
          )}
        </section>
      )}

      {last && (page.editions.length > 1 || page.differs.length > 0) && (
        <section className="report-state">
          <h2>{words.editions}</h2>
          <ol className="report-editions">
            {page.editions.map((edition) => (
              <li key={edition.edition}>
                <button
                  type="button"
                  className="report-edition"
                  aria-current={shown?.edition === edition.edition ? "true" : undefined}
                  onClick={() => choose(edition.edition)}
                >
                  <span>{say(edition.number)}</span>
                  <span className="third small">
                    {day(edition.on)}
                    {edition.changes.length > 0 && ` · ${words.changedCount(edition.changes.length)}`}
                  </span>
                </button>
              </li>
            ))}
            {page.differs.length > 0 && (
              <li>
                <button
                  type="button"
                  className="report-edition"
                  aria-current={shown === undefined ? "true" : undefined}
                  onClick={() => choose(0)}
                >
                  <span>{words.today}</span>
                  <span className="third small">{words.todayAbout}</span>
                </button>
              </li>
            )}
          </ol>
        </section>
      )}
      {asks === "issue" && <IssueDialog page={page} close={() => ask(undefined)} />}
      {asks === "correct" && (
        <CorrectDialog page={page} close={() => ask(undefined)} done={() => choose(null)} />
      )}
    </>
  );
}

function stateOf({ editions, differs, asOf }: ReportPage): string {
  if (editions.length > 0) return differs.length > 0 ? "differs" : "issued";
  return asOf ? "draft" : "ready";
}

/** Each figure that would be another today: what was issued, and a way to what is counted now. */
function Changes({ changes }: { changes: ChangeSeen[] }) {
  const words = useWords(reportWords);
  const say = useSay();
  return (
    <ul className="report-changes">
      {changes.map(({ path, title, was, is }) => (
        <li key={path}>
          <span>{say(title)}</span>
          <span className="report-was">
            <del>{was ? say(was) : words.noFigure}</del> →{" "}
            <Link href={path} aria-label={`${say(title)} ${words.nowIs(is ? say(is) : words.noFigure)}`}>
              {is ? say(is) : words.noFigure}
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Asked once more: what is issued stays as it is. */
function IssueDialog({
  page: { report, period, say: periodSaid },
  close,
}: {
  page: ReportPage;
  close: () => void;
}) {
  const words = useWords(reportWords);
  const { cancel } = useWords(recordWords);
  const say = useSay();
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const dialog = useRef<HTMLDialogElement>(null);
  const [error, setError] = useState<unknown>();
  const [sending, setSending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const issue = async () => {
    setSending(true);
    setError(undefined);
    try {
      await send("report.issue", { report, period });
      toast({ say: words.issuedNow(say(periodSaid)) });
      close();
    } catch (caught) {
      setError(caught);
      setSending(false);
    }
  };
  return (
    <dialog
      ref={dialog}
      className="reason-dialog"
      onClose={close}
      aria-label={words.issueTitle(say(periodSaid))}
    >
      <div className="form">
        <h2>{words.issueTitle(say(periodSaid))}</h2>
        <p className="second">{words.issueAbout}</p>
        {error !== undefined && (
          <p className="fault" role="alert">
            {sayError(error, language)} <ReloadOffer error={error} />
          </p>
        )}
        <div className="drawer-foot">
          <button type="button" className="button" onClick={close}>
            {cancel}
          </button>
          <button
            type="button"
            className="button primary"
            autoFocus
            disabled={sending}
            onClick={() => void issue()}
          >
            {words.issue}
          </button>
        </div>
      </div>
    </dialog>
  );
}

function CorrectDialog({ page, close, done }: { page: ReportPage; close: () => void; done: () => void }) {
  const words = useWords(reportWords);
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const [error, setError] = useState<unknown>();
  const { report, period, differs } = page;
  return (
    <ReasonDialog
      title={words.correct}
      about={words.correctAbout(differs.length)}
      label={words.reason}
      act={words.correct}
      suggestions={[words.cameLate, words.wasWrong]}
      fault={error === undefined ? undefined : sayError(error, language)}
      caught={error}
      close={close}
      done={async (reason) => {
        setError(undefined);
        try {
          await send("report.correct", { report, period, reason });
          toast({ say: words.correctedNow });
          done();
          close();
        } catch (caught) {
          setError(caught);
        }
      }}
    />
  );
}
