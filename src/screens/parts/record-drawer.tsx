import { useState } from "react";
import { newId } from "#basics/id.ts";
import type { OfficeLanguage } from "#record/views/me.ts";
import type { promisesSettledBy } from "#record/views/would-settle.ts";
import { dayWords, daysAfter } from "../words/dates.ts";
import { recordWords } from "../words/record.ts";
import { shellWords } from "../words/shell.ts";
import { useAsk } from "./ask.ts";
import { DateField } from "./date-field.tsx";
import { FormDrawer, Row } from "./drawer.tsx";
import { FieldInput, isChips, isEmpty, type FieldValue } from "./field-input.tsx";
import { useReading, useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import type { RecordDraft } from "./recording.tsx";
import { faultsByField } from "./say-error.ts";
import { useSend, useSettleAtOnce, useUndo } from "./send.ts";
import { SubjectPicker } from "./subject-picker.tsx";
import { useToast } from "./toast.tsx";

/** Makes a record: whom it is about, its kind, its day, the fields that kind declares, and what it will settle. */
export default function RecordDrawer({ draft }: { draft: RecordDraft }) {
  const words = useWords(recordWords);
  const shell = useWords(shellWords);
  const say = useSay();
  const { language } = useReading();
  const { me, promises, mayRecord } = useHere();
  const toast = useToast();
  const send = useSend();
  const settleAtOnce = useSettleAtOnce();
  const undo = useUndo();
  const [open, setOpen] = useState(true);
  const [subject, setSubject] = useState(draft.subject);
  const kinds = me.language.records.filter(
    (kind) => mayRecord(kind.id) && (!subject || kind.about.includes(subject.kind)),
  );
  const keeping = draft.promise ? (promises.get(draft.promise)?.keptBy ?? []) : [];
  const [wanted, setWanted] = useState(draft.kind ?? keeping[0]);
  const kind = kinds.find((each) => each.id === wanted) ?? kinds[0];
  // For a duty at hand only what keeps it; the other kinds are one click away.
  const [allKinds, setAllKinds] = useState(false);
  const shownKinds = ordered(kinds, keeping).filter(
    ({ id }) => allKinds || keeping.length === 0 || keeping.includes(id) || id === kind?.id,
  );
  const [on, setOn] = useState<string | undefined>(me.clock.today);
  const [fields, setFields] = useState<Record<string, FieldValue | undefined>>({});
  const [record] = useState(newId);
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState<Record<string, string>>({});

  const settles = useAsk<Awaited<ReturnType<typeof promisesSettledBy>>>(
    "/api/would-settle",
    { subject: subject?.id, kind: kind?.id, on },
    { enabled: open && Boolean(subject && kind && on), keep: true },
  );
  const [first] = useState(
    draft.subject ? kind?.fields[0] && `field-${kind.fields[0].id}` : "record-subject",
  );
  const save = () => {
    const lacking: Record<string, string> = {};
    if (!subject) lacking.about = words.needSubject;
    if (!on) lacking.on = words.needDay;
    for (const field of kind?.fields ?? []) {
      if (field.required && isEmpty(fields[field.id])) lacking[field.id] = words.needed;
    }
    setMissing(lacking);
    if (Object.keys(lacking).length > 0 || !subject || !kind || !on) return;
    setOpen(false);
    setError(undefined);
    const promisesSettled = settles.data?.promises ?? [];
    const putBack = settleAtOnce(subject.id, promisesSettled);
    const filled = Object.fromEntries(
      kind.fields.flatMap(({ id }) => (isEmpty(fields[id]) ? [] : [[id, fields[id]] as const])),
    );
    send("record.make", { record, kind: kind.id, about: [subject.id], on, fields: filled }).then(
      () =>
        toast({
          say: words.saved(subject.name, say(kind.title)),
          detail: [
            on === me.clock.today ? undefined : dayWords(on, language, me.clock.today),
            promisesSettled.length > 0
              ? words.settled(
                  promisesSettled
                    .map((id) => say(promises.get(id)?.title))
                    .filter(Boolean)
                    .join(words.comma),
                )
              : words.settledNone,
            words.undoHonest,
          ]
            .filter(Boolean)
            .join(" · "),
          undo: () => undo(record),
        }),
      (caught: unknown) => {
        putBack();
        setError(caught);
        setOpen(true);
      },
    );
  };

  const faults = {
    ...faultsByField(error, ["about", "kind", "on", ...(kind?.fields ?? []).map(({ id }) => id)], language),
    ...missing,
  };
  return (
    <FormDrawer
      title={kind && (draft.kind || draft.promise) ? words.title(say(kind.title)) : words.titleAny}
      open={open}
      close={() => setOpen(false)}
      save={save}
      caught={error}
      first={first}
      error={error !== undefined ? [words.notSaved, faults[""]].filter(Boolean).join(" ") : undefined}
    >
      {draft.subject ? (
        <div className="form-subject">
          <strong>{draft.subject.name}</strong>
          {draft.subject.age !== null && <span className="second">{shell.age(draft.subject.age)}</span>}
          <span className="third small">{draft.subject.address}</span>
        </div>
      ) : (
        <Row label={words.subject} htmlFor="record-subject" fault={faults.about}>
          <SubjectPicker id="record-subject" value={subject} onChange={setSubject} />
        </Row>
      )}
      <Row label={words.kind} fault={faults.kind}>
        <div className="chips" role="radiogroup" aria-label={words.kind}>
          {shownKinds.map((each) => (
            <button
              key={each.id}
              type="button"
              role="radio"
              className="chip"
              aria-checked={each.id === kind?.id}
              onClick={() => setWanted(each.id)}
            >
              {say(each.title)}
            </button>
          ))}
          {shownKinds.length < kinds.length && (
            <button type="button" className="chip" onClick={() => setAllKinds(true)}>
              {words.otherKinds}
            </button>
          )}
        </div>
      </Row>
      <Row label={words.on} htmlFor="record-on" fault={faults.on}>
        <div className="quick">
          {(
            [
              [words.today, me.clock.today],
              [words.yesterday, daysAfter(me.clock.today, -1)],
            ] as const
          ).map(([title, day]) => (
            <button
              key={day}
              type="button"
              className="chip"
              aria-pressed={on === day}
              onClick={() => setOn(day)}
            >
              {title}
            </button>
          ))}
          <DateField id="record-on" value={on} onChange={setOn} latest={me.clock.today} />
        </div>
      </Row>
      {kind?.fields.map((field) => (
        <Row
          key={field.id}
          label={field.required ? say(field.label) : `${say(field.label)} · ${words.optional}`}
          htmlFor={isChips(field) ? undefined : `field-${field.id}`}
          fault={faults[field.id]}
        >
          <FieldInput
            id={`field-${field.id}`}
            field={field}
            value={fields[field.id]}
            onChange={(value) => setFields({ ...fields, [field.id]: value })}
          />
        </Row>
      ))}
      {subject && kind && (
        <WillSettle
          promises={settles.data?.promises}
          failed={settles.isError}
          title={(id) => say(promises.get(id)?.title) || id}
          colour={(id) => promises.get(id)?.colour}
        />
      )}
    </FormDrawer>
  );
}

function WillSettle({
  promises,
  failed,
  title,
  colour,
}: {
  promises: string[] | undefined;
  failed: boolean;
  title: (id: string) => string;
  colour: (id: string) => string | undefined;
}) {
  const words = useWords(recordWords);
  if (failed) return null;
  if (!promises) {
    return (
      <div className="will-settle none" role="status">
        {words.workingOut}
      </div>
    );
  }
  if (promises.length === 0) {
    return (
      <div className="will-settle none" role="status">
        {words.willSettleNone}
      </div>
    );
  }
  return (
    <div className="will-settle" role="status">
      {words.willSettle}
      <ul>
        {promises.map((id) => (
          <li key={id} data-colour={colour(id)}>
            <span className="dot" aria-hidden="true" />
            {title(id)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The kinds that keep the promise at hand first, the rest as the office declares them. */
function ordered(kinds: OfficeLanguage["records"], keeping: string[]): OfficeLanguage["records"] {
  return [
    ...kinds.filter((kind) => keeping.includes(kind.id)),
    ...kinds.filter((kind) => !keeping.includes(kind.id)),
  ];
}
