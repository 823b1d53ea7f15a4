import { useState } from "react";
import { Link, useLocation } from "wouter";
import { newId } from "#basics/id.ts";
import type { CaseList } from "#record/views/cases.ts";
import { caseWords } from "../words/cases.ts";
import { recordWords } from "../words/record.ts";
import { shellWords } from "../words/shell.ts";
import { useAsk } from "./ask.ts";
import { CaseFormRows, lackingOf, writtenOf, type CaseFormValues } from "./case-form.tsx";
import { CaseClock } from "./case-clock.tsx";
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
      {subject && procedure && <OpenAlready subject={subject.id} procedure={procedure.id} />}
      <CaseFormRows fields={fields} values={values} faults={faults} change={setValues} />
    </FormDrawer>
  );
}

/** What is open already about the same, so that one thing is not opened twice. */
function OpenAlready({ subject, procedure }: { subject: string; procedure: string }) {
  const words = useWords(caseWords);
  const say = useSay();
  const found = useAsk<CaseList>("/api/cases", { subject, procedure, show: "open" });
  const rows = found.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <div className="will-settle none" role="status">
      {words.otherOpen(found.data?.total ?? rows.length)}
      <ul>
        {rows.slice(0, 3).map((row) => (
          <li key={row.id}>
            <Link href={`/cases/${row.id}`}>
              {[row.says[0] ?? row.title, ...row.stages.map(({ title }) => title)].map(say).join(" · ")}
            </Link>
            {row.due && <CaseClock due={row.due} provisional={row.provisional} calm />}
          </li>
        ))}
      </ul>
    </div>
  );
}
