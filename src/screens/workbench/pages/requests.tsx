import { useState } from "react";
import { Link, useLocation } from "wouter";
import { newId } from "#basics/id.ts";
import type { RequestLine, Requests } from "#record/views/requests.ts";
import type { SubjectPage as Page } from "#record/views/subject-page.ts";
import { askedWords } from "#work/requests/requests.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { newCode } from "../../parts/new-code.ts";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { dayWords, momentWords } from "../../words/dates.ts";
import { requestWords } from "../../words/requests.ts";
import { subjectWords } from "../../words/subject.ts";
import { AnswerDialog, CodeSlip, EraseDialog } from "./requests-dialogs.tsx";
import "./requests.css";

/** What people asked by their codes, the unanswered first, each with the day by which it is due. */
export default function RequestsPage() {
  const words = useWords(requestWords);
  const subject = useWords(subjectWords);
  const rights = useAsk<Requests>("/api/requests");
  const [answering, setAnswering] = useState<RequestLine>();
  if (rights.isError && !rights.data)
    return <Trouble error={rights.error} retry={() => void rights.refetch()} />;
  if (!rights.data) return <Loading />;
  return (
    <div className="page">
      <p className="crumbs">
        <Link href="/register">{subject.register}</Link>
      </p>
      <h1>{words.all}</h1>
      <p className="second">{words.allAbout}</p>
      {rights.data.requests.length === 0 ? (
        <Empty title={words.allNone} />
      ) : (
        <ul className="requests-list">
          {rights.data.requests.map((request) => (
            <Request key={request.id} request={request} named answer={() => setAnswering(request)} />
          ))}
        </ul>
      )}
      {answering && (
        <AnswerDialog person={answering.subject} request={answering} close={() => setAnswering(undefined)} />
      )}
    </div>
  );
}

/** On somebody's page: their codes, what they asked, and the answers. */
export function RequestsSection({ page: { subject, mergedInto } }: { page: Page }) {
  const words = useWords(requestWords);
  const { language } = useReading();
  const { me, may } = useHere();
  const toast = useToast();
  const send = useSend();
  const [, go] = useLocation();
  const isHere = subject.kind === "person" && mergedInto === null && may("rights.give-code");
  const rights = useAsk<Requests>(`/api/requests?subject=${subject.id}`, {}, { enabled: isHere });
  const [slip, setSlip] = useState<{ code: string; until: string }>();
  const [answering, setAnswering] = useState<RequestLine | "in person">();
  const [erasing, setErasing] = useState(false);
  if (!isHere) return null;
  const today = me.clock.today;
  const trouble = (error: unknown) => toast({ say: sayError(error, language), tone: "trouble" });
  const give = async () => {
    const { code, digest } = await newCode(me.office.id);
    const id = newId();
    try {
      await send("rights.give-code", { code: id, person: subject.id, digest });
      const given = (await rights.refetch()).data?.codes.find((each) => each.id === id);
      setSlip({ code, until: given?.until ?? "" });
    } catch (error) {
      trouble(error);
    }
  };
  const end = (code: string) =>
    send("rights.end-code", { code }).then(() => toast({ say: words.ended }), trouble);
  const codes = (rights.data?.codes ?? []).filter(({ ended, until }) => ended === null && until >= today);
  const requests = rights.data?.requests ?? [];
  return (
    <section className="side-section" aria-labelledby="rights">
      <div className="side-head">
        <h2 id="rights">{words.heading}</h2>
        <button type="button" className="textual no-print" onClick={() => void give()}>
          {words.give}
        </button>
      </div>
      {rights.data && codes.length + requests.length === 0 && (
        <p className="second section-note">{words.none}</p>
      )}
      <ul className="requests-list">
        {codes.map((code) => (
          <li key={code.id}>
            <span>
              {words.code(
                momentWords(code.at, me.clock.zone, language, today),
                dayWords(code.until, language, today),
              )}
            </span>
            <span className="requests-acts no-print">
              <button type="button" className="textual" onClick={() => void end(code.id)}>
                {words.end}
              </button>
            </span>
          </li>
        ))}
        {requests.map((request) => (
          <Request
            key={request.id}
            request={request}
            named={false}
            answer={() => (request.what === "erasure" ? setErasing(true) : setAnswering(request))}
            refuse={() => setAnswering(request)}
          />
        ))}
      </ul>
      {may("person.erase") && (
        <p className="requests-foot no-print">
          <button type="button" className="textual" onClick={() => setErasing(true)}>
            {words.erase}…
          </button>
          <button type="button" className="textual" onClick={() => setAnswering("in person")}>
            {words.refuseErase}…
          </button>
        </p>
      )}
      {slip && (
        <CodeSlip
          name={subject.name}
          code={slip.code}
          until={slip.until}
          address={`${location.origin}/rights/${me.office.id}`}
          close={() => setSlip(undefined)}
        />
      )}
      {answering && (
        <AnswerDialog
          person={subject}
          request={answering === "in person" ? undefined : answering}
          close={() => setAnswering(undefined)}
        />
      )}
      {erasing && (
        <EraseDialog person={subject} close={() => setErasing(false)} done={() => go("/register")} />
      )}
    </section>
  );
}

function Request({
  request,
  named,
  answer,
  refuse,
}: {
  request: RequestLine;
  named: boolean;
  answer: () => void;
  refuse?: () => void;
}) {
  const words = useWords(requestWords);
  const say = useSay();
  const { language } = useReading();
  const { me, may } = useHere();
  const today = me.clock.today;
  const { what, at, due, outcome, said, subject } = request;
  const isLate = outcome === null && due < today;
  return (
    <li>
      <span>
        {named &&
          (subject.name === "" ? (
            <span className="third">{words.gone} </span>
          ) : (
            <>
              <Link href={`/subjects/${subject.id}`}>{subject.name}</Link>{" "}
            </>
          ))}
        <strong>{say(askedWords[what])}</strong>{" "}
        <span className="third small">{momentWords(at, me.clock.zone, language, today)}</span>
      </span>
      {said !== null && <span>{said.words}</span>}
      {outcome === null ? (
        <span className={isLate ? "requests-late" : "second"}>
          {isLate ? words.late(dayWords(due, language, today)) : words.due(dayWords(due, language, today))}
        </span>
      ) : (
        <span className="second">
          {words[outcome]} {said?.reason ?? ""} {said?.article ?? ""}
        </span>
      )}
      {outcome === null && may("rights.answer") && !(named && what === "erasure") && (
        <span className="requests-acts no-print">
          <button type="button" className="textual" onClick={answer}>
            {what === "erasure" ? words.erase : words.answer}
          </button>
          {what === "erasure" && refuse && (
            <button type="button" className="textual" onClick={refuse}>
              {words.refuseErase}
            </button>
          )}
        </span>
      )}
    </li>
  );
}
