import { useState } from "react";
import type { Text } from "#basics/text.ts";
import type { CasePage as Page } from "#record/views/case-page.ts";
import type { StandingStage } from "#record/views/standing-stage.ts";
import { CaseBar } from "../../parts/case-bar.tsx";
import { CaseClock } from "../../parts/case-clock.tsx";
import { formOf, useCaseMove } from "../../parts/case-move.ts";
import { untilWords } from "../../parts/case-time.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { useToast } from "../../parts/toast.tsx";
import { caseWords } from "../../words/cases.ts";

/** A stage where the case stands: its clock, what can be done there, and what each way out asks for. */
export function Stage({
  page,
  standing,
  when,
}: {
  page: Page;
  standing: StandingStage;
  when: (at: string) => string;
}) {
  const words = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const recording = useRecording();
  const { sending, take } = useCaseMove();
  const roles = standing.by.map(say).join(" · ");
  const labelsOf = (ids: string[]) =>
    page.fields
      .filter(({ id }) => ids.includes(id))
      .map(({ label }) => say(label))
      .join(language === "zh" ? "、" : ", ");
  const [first] = standing.moves.filter(({ onlyWhere, returns }) => onlyWhere === null && !returns);
  const barred = standing.moves.flatMap(({ id, title, onlyWhere }) =>
    onlyWhere === null ? [] : [{ id, title, onlyWhere }],
  );
  return (
    <section className="case-now" aria-label={say(standing.title)} data-standing={standing.stage}>
      <div className="case-now-head">
        <div>
          <h2>{say(standing.title)}</h2>
          <p className="second small">
            {words.stageSince(roles, when(standing.beganAt))}
            {standing.extended > 0 && ` · ${words.extendedBefore(standing.extended)}`}
          </p>
        </div>
        {standing.due ? (
          <div className="case-now-clock">
            <CaseClock due={standing.due.at} provisional={standing.due.provisional} />
            <CaseBar from={standing.beganAt} due={standing.due.at} />
            <p className="third small">
              {page.clock.hours === "office" ? words.officeHours : words.clockHours}
              {page.clock.rollsOver && ` · ${words.rollsOver}`}
            </p>
          </div>
        ) : (
          <span className="third">{words.noDue}</span>
        )}
      </div>
      <div className="case-acts no-print">
        {standing.moves.map((move) => (
          <button
            key={move.id}
            type="button"
            className={move === first ? "button primary" : "button"}
            data-move={move.id}
            disabled={sending || move.onlyWhere !== null}
            aria-describedby={move.onlyWhere === null ? undefined : `barred-${move.id}`}
            onClick={() => take(page, standing, move)}
          >
            {say(move.title)}
          </button>
        ))}
        <span className="case-acts-end">
          {standing.fill.length > 0 && (
            <button
              type="button"
              className="button plain"
              onClick={() =>
                recording.stepCase({
                  case: page.id,
                  stage: standing.stage,
                  title: standing.title,
                  ...formOf(page, standing.fill, []),
                  reason: "none",
                })
              }
            >
              {words.fill}
            </button>
          )}
          {standing.extend && <Extend page={page} standing={standing} by={standing.extend.by} />}
        </span>
      </div>
      <ul className="case-ways second small">
        {standing.moves.map(({ id, title, to, needs }) => (
          <li key={id}>
            {words.way(say(title), to.map(say).join(" · "))}
            {needs.length > 0 && ` · ${words.needs(labelsOf(needs))}`}
          </li>
        ))}
        {standing.extend && <li>{words.mayExtend(say(standing.extend.by), standing.extend.left)}</li>}
      </ul>
      {barred.map(({ id, title, onlyWhere }) => (
        <p key={id} id={`barred-${id}`} className="third small case-side">
          {say(title)} — {words.barred(say(onlyWhere))}
        </p>
      ))}
      {standing.moves.length === 0 && <p className="second case-side">{words.waitsFor(roles)}</p>}
    </section>
  );
}

function Extend({ page, standing, by }: { page: Page; standing: StandingStage; by: Text }) {
  const words = useWords(caseWords);
  const say = useSay();
  return (
    <WithReason
      act={words.extend}
      title={words.extendTitle(say(standing.title))}
      about={words.extendAbout(say(by))}
      done={words.extended}
      className="button plain"
      name="case.extend"
      input={{ case: page.id, stage: standing.stage }}
    />
  );
}

export function Ended({
  page,
  end,
  when,
}: {
  page: Page;
  end: NonNullable<Page["end"]>;
  when: (at: string) => string;
}) {
  const words = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const { zone, today } = me.clock;
  return (
    <section className="case-now" aria-label={say(end.title)} data-end={end.id}>
      <div className="case-now-head">
        <div>
          <h2>{say(end.title)}</h2>
          <p className="second small">{when(end.at)}</p>
        </div>
        <span className={end.outcome === "late" ? "case-late" : "second"}>
          {end.outcome === null ? words.unknownTime : words[end.outcome]}
        </span>
      </div>
      {page.reopen && (
        <div className="case-acts no-print">
          <WithReason
            act={words.reopen}
            title={words.reopenTitle}
            about={words.reopenAbout(
              say(page.reopen.to),
              untilWords(page.reopen.until, zone, language, today),
            )}
            done={words.reopenedSay}
            className="button"
            name="case.reopen"
            input={{ case: page.id }}
          />
          <span className="second small case-until">
            {words.reopenUntil(untilWords(page.reopen.until, zone, language, today))}
          </span>
        </div>
      )}
    </section>
  );
}

/** An act that is done with nothing but its reason. */
function WithReason({
  act,
  title,
  about,
  done,
  className,
  name,
  input,
}: {
  act: string;
  title: string;
  about: string;
  done: string;
  className: string;
  name: string;
  input: Record<string, unknown>;
}) {
  const words = useWords(caseWords);
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  return (
    <>
      <button
        type="button"
        className={className}
        onClick={() => {
          setError(undefined);
          setAsking(true);
        }}
      >
        {act}
      </button>
      {asking && (
        <ReasonDialog
          title={title}
          about={about}
          label={words.reason}
          act={act}
          fault={error === undefined ? undefined : sayError(error, language)}
          caught={error}
          close={() => setAsking(false)}
          done={async (reason) => {
            setError(undefined);
            try {
              await send(name, { ...input, reason });
              setAsking(false);
              toast({ say: done });
            } catch (caught) {
              setError(caught);
            }
          }}
        />
      )}
    </>
  );
}
