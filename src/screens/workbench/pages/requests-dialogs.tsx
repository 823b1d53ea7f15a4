import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import type { RequestLine } from "#record/views/requests.ts";
import { askedWords, erasureGrounds } from "#work/requests/requests.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { ReloadOffer } from "../../parts/reload-offer.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { useToast } from "../../parts/toast.tsx";
import { recordWords } from "../../words/record.ts";
import { requestWords } from "../../words/requests.ts";
import "../../parts/form.css";
import "../../parts/reason-dialog.css";
import "./requests.css";

/** The code, this once. */
export function CodeSlip({
  name,
  code,
  until,
  address,
  close,
}: {
  name: string;
  code: string;
  until: string;
  address: string;
  close: () => void;
}) {
  const words = useWords(requestWords);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="reason-dialog code-slip" onClose={close} aria-label={words.slip(name)}>
      <div className="form">
        <h2>{words.slip(name)}</h2>
        <p className="second no-print">{words.slipAbout}</p>
        <output>{code}</output>
        <p>{words.slipWhere}</p>
        <p className="slip-address">{address}</p>
        <p className="second">{words.slipUntil(until)}</p>
        <div className="drawer-foot">
          <button type="button" className="button" onClick={() => print()}>
            {words.print}
          </button>
          <button type="button" className="button primary" autoFocus onClick={close}>
            {words.done}
          </button>
        </div>
      </div>
    </dialog>
  );
}

/** What goes for good: the ground is chosen, and the name typed. */
export function EraseDialog({
  person,
  close,
  done,
}: {
  person: { id: string; name: string };
  close: () => void;
  done: () => void;
}) {
  const words = useWords(requestWords);
  const say = useSay();
  const [ground, setGround] = useState("not-needed");
  const [typed, setTyped] = useState("");
  return (
    <RequestDialog
      title={words.eraseTitle(person.name)}
      about={words.eraseAbout}
      act={words.erase}
      check={() => (typed.trim() === person.name ? undefined : words.typeFault)}
      command={["person.erase", { person: person.id, ground }]}
      said={words.erased}
      close={close}
      done={done}
    >
      <fieldset>
        <legend className="second">{words.ground}</legend>
        {Object.entries(erasureGrounds).map(([id, title]) => (
          <label key={id}>
            <input type="radio" name="ground" checked={ground === id} onChange={() => setGround(id)} />
            {say(title)}
          </label>
        ))}
      </fieldset>
      <div className="form-row">
        <label htmlFor="erase-name">{words.type(person.name)}</label>
        <input
          id="erase-name"
          className="field"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
    </RequestDialog>
  );
}

/** Of what was asked by a code: done, or refused. Of an erasure asked for in person: the refusal alone. */
export function AnswerDialog({
  person,
  request,
  close,
}: {
  person: { id: string; name: string };
  request: RequestLine | undefined;
  close: () => void;
}) {
  const words = useWords(requestWords);
  const record = useWords(recordWords);
  const say = useSay();
  const onlyRefused = request === undefined || request.what === "erasure";
  const [outcome, setOutcome] = useState<"granted" | "refused">(onlyRefused ? "refused" : "granted");
  const [article, setArticle] = useState("");
  const [reason, setReason] = useState("");
  return (
    <RequestDialog
      title={
        request === undefined
          ? words.refuseTitle(person.name)
          : words.answerTitle(person.name, say(askedWords[request.what]))
      }
      about={request?.said?.words ?? ""}
      act={words.answer}
      check={() =>
        reason.trim() === "" || (outcome === "refused" && article.trim() === "") ? record.needed : undefined
      }
      command={
        request === undefined
          ? ["person.erase-refuse", { person: person.id, article: article.trim(), reason: reason.trim() }]
          : [
              "rights.answer",
              { request: request.id, outcome, article: article.trim(), reason: reason.trim() },
            ]
      }
      said={words.answered}
      close={close}
      done={close}
    >
      {!onlyRefused && (
        <fieldset>
          <legend className="second">{words.outcome}</legend>
          {(["granted", "refused"] as const).map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="outcome"
                checked={outcome === each}
                onChange={() => setOutcome(each)}
              />
              {words[each]}
            </label>
          ))}
        </fieldset>
      )}
      {outcome === "refused" && (
        <div className="form-row">
          <label htmlFor="answer-article">{words.article}</label>
          <input
            id="answer-article"
            className="field"
            autoComplete="off"
            maxLength={100}
            placeholder={words.articleHint}
            value={article}
            onChange={(event) => setArticle(event.target.value)}
          />
        </div>
      )}
      <div className="form-row">
        <label htmlFor="answer-reason">{words.reason}</label>
        <textarea
          id="answer-reason"
          className="field"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </RequestDialog>
  );
}

function RequestDialog({
  title,
  about,
  act,
  check,
  command: [name, input],
  said,
  close,
  done,
  children,
}: {
  title: string;
  about: string;
  act: string;
  /** What is missing still, in words. */
  check: () => string | undefined;
  command: [name: string, input: Record<string, unknown>];
  said: string;
  close: () => void;
  done: () => void;
  children: ReactNode;
}) {
  const record = useWords(recordWords);
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const dialog = useRef<HTMLDialogElement>(null);
  const [missing, setMissing] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [sending, setSending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const lacking = check();
    setMissing(lacking);
    setError(undefined);
    if (lacking !== undefined) return;
    setSending(true);
    try {
      await send(name, input);
      toast({ say: said });
      done();
    } catch (caught) {
      setError(caught);
    } finally {
      setSending(false);
    }
  };
  const fault = missing ?? (error === undefined ? undefined : sayError(error, language));
  return (
    <dialog ref={dialog} className="reason-dialog requests-dialog" onClose={close} aria-label={title}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <h2>{title}</h2>
        {about !== "" && <p className="second">{about}</p>}
        {children}
        {fault !== undefined && (
          <p className="fault" role="alert">
            {fault} {error !== undefined && <ReloadOffer error={error} />}
          </p>
        )}
        <div className="drawer-foot">
          <button type="button" className="button" onClick={close}>
            {record.cancel}
          </button>
          <button type="submit" className="button primary" disabled={sending}>
            {act}
          </button>
        </div>
      </form>
    </dialog>
  );
}
