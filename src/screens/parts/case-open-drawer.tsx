import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { newId } from "#basics/id.ts";
import type { CaseAlike } from "#record/views/cases-alike.ts";
import { caseWords } from "../words/cases.ts";
import { momentWords } from "../words/dates.ts";
import { recordWords } from "../words/record.ts";
import { shellWords } from "../words/shell.ts";
import { useAsk } from "./ask.ts";
import { CaseFormRows, lackingOf, writtenOf, type CaseFormValues } from "./case-form.tsx";
import { FormDrawer, Row } from "./drawer.tsx";
import { useReading, useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import type { CaseDraft } from "./recording.tsx";
import { faultsByField } from "./say-error.ts";
import { useSend } from "./send.ts";
import { SubjectPicker } from "./subject-picker.tsx";
import { useToast } from "./toast.tsx";

/** Opens a case: which procedure, whom it is about, and what that procedure asks at the opening. */
export default function CaseOpenDrawer({ draft }: { draft: CaseDraft }) {
  const words = useWords(caseWords);
  const record = useWords(recordWords);
  const shell = useWords(shellWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const [, go] = useLocation();
  const toast = useToast();
  const send = useSend();
  const [open, setOpen] = useState(true);
  const [subject, setSubject] = useState(draft.subject);
  const procedures = me.language.procedures.filter(
    ({ mayOpen, about }) => mayOpen && (!draft.subject || about.includes(draft.subject.kind)),
  );
  const [wanted, setWanted] = useState(draft.procedure);
  const procedure = procedures.find(({ id }) => id === wanted) ?? procedures[0];
  const [values, setValues] = useState<CaseFormValues>({});
  const [id] = useState(newId);
  const [error, setError] = useState<unknown>();
  const [lacking, setLacking] = useState<Record<string, string>>({});
  const fields = (procedure?.asks ?? []).map((field) => ({ ...field, needed: field.required }));

  const asked = fields.find(({ type }) => type === "longtext" || type === "text");
  const said = asked && values[asked.id];
  const upTo = asked === undefined ? 0 : fields.indexOf(asked) + 1;
  const headline = typeof said === "string" ? said.trim() : "";

  const save = () => {
    if (!procedure) return;
    const missing = lackingOf(fields, values, record.needed);
    if (!subject && !procedure.anonymous) missing.about = record.needSubject;
    if (subject && !procedure.about.includes(subject.kind))
      missing.about = words.notFor(say(procedure.title), subject.name);
    setLacking(missing);
    if (Object.keys(missing).length > 0) return;
    setOpen(false);
    setError(undefined);
    send("case.open", {
      case: id,
      procedure: procedure.id,
      about: subject ? [subject.id] : [],
      fields: writtenOf(fields, values),
    }).then(
      () =>
        toast({
          say: words.opened([say(procedure.title), subject?.name].filter(Boolean).join(" · ")),
          undo: () => go(`/cases/${id}`),
          undoSays: words.see,
        }),
      (caught: unknown) => {
        setError(caught);
        setOpen(true);
      },
    );
  };

  const faults = {
    ...faultsByField(error, ["about", "procedure", ...fields.map((field) => field.id)], language),
    ...lacking,
  };
  return (
    <FormDrawer
      title={words.openTitle}
      open={open}
      close={() => setOpen(false)}
      save={save}
      caught={error}
      first={draft.subject || procedure?.anonymous ? fields[0] && `field-${fields[0].id}` : "case-subject"}
      error={error !== undefined ? [record.notSaved, faults[""]].filter(Boolean).join(" ") : undefined}
    >
      {procedures.length === 0 ? (
        <p className="second">{words.nothingToOpen}</p>
      ) : (
        <Row label={words.procedure} fault={faults.procedure}>
          <div className="chips" role="radiogroup" aria-label={words.procedure}>
            {procedures.map((each) => (
              <button
                key={each.id}
                type="button"
                role="radio"
                className="chip"
                aria-checked={each.id === procedure?.id}
                onClick={() => setWanted(each.id)}
              >
                {say(each.title)}
              </button>
            ))}
          </div>
          {procedure && <p className="third small case-clause">{say(procedure.clause)}</p>}
        </Row>
      )}
      {draft.subject ? (
        <div className="form-subject">
          <strong>{draft.subject.name}</strong>
          {draft.subject.age !== null && <span className="second">{shell.age(draft.subject.age)}</span>}
          <span className="third small">{draft.subject.address}</span>
        </div>
      ) : (
        procedure && (
          <Row
            label={procedure.anonymous ? words.whomOptional : words.whom}
            htmlFor="case-subject"
            fault={faults.about}
          >
            <SubjectPicker
              id="case-subject"
              value={subject}
              onChange={setSubject}
              {...(procedure.about.length === 1 ? { kind: procedure.about[0] as string } : {})}
            />
          </Row>
        )
      )}
      {/* What may be the same stands under the words it is like, before more is written. */}
      <CaseFormRows fields={fields.slice(0, upTo)} values={values} faults={faults} change={setValues} />
      {procedure && <Alike procedure={procedure.id} subject={subject?.id} text={headline.slice(0, 100)} />}
      <CaseFormRows fields={fields.slice(upTo)} values={values} faults={faults} change={setValues} />
    </FormDrawer>
  );
}

/** Milliseconds after the last letter: what others asked stands sealed, and comparing opens it. */
const TYPING = 400;

/** What may be the same, so that one thing is not opened twice: quietly, and each can be looked at without leaving the form. */
function Alike({
  procedure,
  subject,
  text,
}: {
  procedure: string;
  subject: string | undefined;
  text: string;
}) {
  const words = useWords(caseWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const { zone, today } = me.clock;
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useAsk<CaseAlike[]>(
    "/api/cases/alike",
    { procedure, subject, text: settled || undefined },
    { enabled: subject !== undefined || settled.length > 1, keep: true },
  );
  const rows = subject === undefined && settled.length <= 1 ? [] : (found.data ?? []);
  return (
    <div role="status">
      {rows.length > 0 && (
        <section className="alike" aria-label={words.alike}>
          <p className="second small">{words.alike}</p>
          <ul>
            {rows.map(({ case: each, by }) => (
              <li key={each.id} data-alike={each.id}>
                <a href={`/cases/${each.id}`} target="_blank" rel="noreferrer">
                  {say(each.says[0] ?? each.title)}
                </a>
                <span className="tag">{by.map((one) => words[`alike_${one}`]).join(" · ")}</span>
                <div className="third small">
                  {[
                    ...(each.subject ? [each.subject.name] : []),
                    words.openedOn(momentWords(each.openedAt, zone, language, today)),
                    ...(each.end ? [say(each.end.title)] : each.stages.map(({ title }) => say(title))),
                  ].join(" · ")}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
