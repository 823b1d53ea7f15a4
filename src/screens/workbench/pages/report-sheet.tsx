import { Link } from "wouter";
import { partPaper } from "#basics/paper-blocks.ts";
import type { ChangeSeen, EditionSeen, ReportPage } from "#publish/report-page.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { Markdown } from "../../parts/markdown.tsx";
import { useHere } from "../../parts/me.tsx";
import { dayWords } from "../../words/dates.ts";
import { reportWords } from "../../words/published.ts";

/** The paper: what was issued, or a draft of today. Each figure opens what it counted. */
export function ReportSheet({
  page,
  shown,
  isBusy,
}: {
  page: ReportPage;
  shown: EditionSeen | undefined;
  isBusy: boolean;
}) {
  const words = useWords(reportWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const { title, blocks } = partPaper(shown?.markdown ?? page.markdown, say(page.say), language);
  const before = page.editions.find(({ edition }) => edition === (shown?.edition ?? 0) - 1);
  const isLast = shown !== undefined && shown === page.editions.at(-1);
  const changes = new Map(shown?.changes.map((change) => [change.path, change]));
  const differs = new Map((isLast ? page.differs : []).map((change) => [change.path, change]));
  return (
    <article
      className="sheet"
      data-report={page.report}
      data-edition={shown?.edition ?? 0}
      aria-busy={isBusy}
      lang={language === "zh" ? "zh-CN" : "en"}
    >
      {shown === undefined && <span className="sheet-draft">{words.draft}</span>}
      <header className="sheet-head">
        <h2>{title ?? say(page.title)}</h2>
        <p>{say(page.say)}</p>
        {shown && <p>{say(shown.number)}</p>}
        {shown && before && (
          <p className="sheet-note">
            {words.corrects(dayWords(before.on, language), say(before.number), shown.changes.length)}
          </p>
        )}
        {!shown && page.asOf && <p className="sheet-note">{words.notOver(dayWords(page.asOf, language))}</p>}
      </header>
      <div className="sheet-text">
        <Markdown
          blocks={blocks}
          link={({ text, to }) => (
            <OneFigure text={text} to={to} changed={changes.get(to)} differs={differs.get(to)} />
          )}
        />
      </div>
      <footer className="sheet-foot">
        <p>{say(me.office.title)}</p>
        <p>{dayWords(shown?.on ?? me.clock.today, language)}</p>
      </footer>
      {shown && <SmallPrint edition={shown} />}
    </article>
  );
}

/** A figure; where this edition corrected it, what it was before, struck through. */
function OneFigure({
  text,
  to,
  changed,
  differs,
}: {
  text: string;
  to: string;
  changed: ChangeSeen | undefined;
  differs: ChangeSeen | undefined;
}) {
  const words = useWords(reportWords);
  const say = useSay();
  const now = differs && (differs.is === null ? words.noFigure : say(differs.is));
  const link = (
    <Link
      href={to}
      className={differs ? "figure differs" : "figure"}
      {...(now !== undefined && { title: words.nowIs(now) })}
    >
      {text}
    </Link>
  );
  if (!changed) return link;
  return (
    <>
      {changed.was && <del>{say(changed.was)}</del>} <ins>{link}</ins>
    </>
  );
}

function SmallPrint({ edition: { reason, entry, hash, by, changes } }: { edition: EditionSeen }) {
  const words = useWords(reportWords);
  const say = useSay();
  return (
    <div className="sheet-print">
      {reason !== null && (
        <>
          <p>{words.because(reason)}</p>
          <ul>
            {changes.map(({ path, title, was, is }) => (
              <li key={path}>
                {say(title)}
                {words.colon}
                <del>{was ? say(was) : words.noFigure}</del> → {is ? say(is) : words.noFigure}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{words.kept(by, entry)}</p>
      <p className="sheet-hash">
        SHA-256 <code>{hash.match(/.{1,16}/g)?.join(" ")}</code>
      </p>
    </div>
  );
}
