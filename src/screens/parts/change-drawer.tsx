import { Select } from "antd";
import { useState } from "react";
import { dayWords } from "../words/dates.ts";
import { changeWords } from "../words/register.ts";
import { recordWords } from "../words/record.ts";
import { DateField } from "./date-field.tsx";
import { FormDrawer, Row } from "./drawer.tsx";
import { factsOf } from "./facts-of.ts";
import { FieldInput, isChips, isEmpty, type FieldValue } from "./field-input.tsx";
import { GuardTag } from "./guard-tag.tsx";
import { useReading, useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import type { ChangeDraft } from "./recording.tsx";
import { faultsByField } from "./say-error.ts";
import { useSend } from "./send.ts";
import { useToast } from "./toast.tsx";

/** Gives a fact another value from a day on; or, where no fact is named, one that the register does not hold yet. */
export default function ChangeDrawer({ draft: { subject, line, held, changed } }: { draft: ChangeDraft }) {
  const words = useWords(changeWords);
  const record = useWords(recordWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const toast = useToast();
  const send = useSend();
  const facts = factsOf(me.language, me.office.areas, subject.kind);
  const others = facts.filter(({ id }) => !held.includes(id));
  const [open, setOpen] = useState(true);
  const [wanted, setWanted] = useState(line?.fact);
  const fact = facts.find(({ id }) => id === wanted);
  const [value, setValue] = useState<FieldValue | undefined>(line?.value ?? undefined);
  const [unknown, setUnknown] = useState(false);
  const [from, setFrom] = useState<string | undefined>(me.clock.today);
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState<Record<string, string>>({});

  const save = () => {
    const lacking: Record<string, string> = {};
    if (!fact) lacking.fact = words.needFact;
    if (!unknown && isEmpty(value)) lacking.value = record.needed;
    if (!from) lacking.from = record.needDay;
    setMissing(lacking);
    if (!fact || !from || Object.keys(lacking).length > 0) return;
    setOpen(false);
    setError(undefined);
    send("register.change", { subject: subject.id, fact: fact.id, value: unknown ? null : value, from }).then(
      () => {
        changed();
        toast({
          say: words.changed(subject.name, say(fact.label)),
          detail: [
            from === me.clock.today ? undefined : words.changedFrom(dayWords(from, language, me.clock.today)),
            words.changedNext,
          ]
            .filter(Boolean)
            .join(" · "),
        });
      },
      (caught: unknown) => {
        setError(caught);
        setOpen(true);
      },
    );
  };

  const faults = { ...faultsByField(error, ["fact", "value", "from"], language), ...missing };
  return (
    <FormDrawer
      title={line ? words.title(say(line.label)) : words.titleOther}
      open={open}
      close={() => setOpen(false)}
      save={save}
      caught={error}
      first={line ? "change-value" : "change-fact"}
      error={error !== undefined ? [record.notSaved, faults[""]].filter(Boolean).join(" ") : undefined}
    >
      <div className="form-subject">
        <strong>{subject.name}</strong>
        <span className="third small">{subject.address}</span>
      </div>
      {!line && (
        <Row label={words.fact} htmlFor="change-fact" fault={faults.fact}>
          <Select
            id="change-fact"
            showSearch={{ optionFilterProp: "label" }}
            style={{ width: "100%" }}
            placeholder={record.choose}
            value={wanted}
            options={others.map((each) => ({ value: each.id, label: say(each.label) }))}
            onChange={(id: string) => {
              setWanted(id);
              setValue(undefined);
            }}
          />
        </Row>
      )}
      {line && <p className="second">{line.veiled ? words.nowVeiled : words.now(say(line.say) || "—")}</p>}
      {fact && (
        <Row
          key={fact.id}
          label={line ? words.value : say(fact.label)}
          htmlFor={isChips(fact) ? undefined : "change-value"}
          note={<GuardTag guard={fact.guard} />}
          fault={faults.value}
        >
          <FieldInput
            id="change-value"
            field={fact}
            value={unknown ? undefined : value}
            onChange={setValue}
            disabled={unknown}
          />
          {line && (
            <label className="check">
              <input
                type="checkbox"
                checked={unknown}
                onChange={(event) => setUnknown(event.target.checked)}
              />
              {words.unknown}
            </label>
          )}
        </Row>
      )}
      <Row label={words.from} htmlFor="change-from" fault={faults.from}>
        <div className="quick">
          {(
            [
              [record.today, me.clock.today],
              [words.fromEntry, subject.since],
            ] as const
          ).map(([title, day]) => (
            <button
              key={title}
              type="button"
              className="chip"
              aria-pressed={from === day}
              onClick={() => setFrom(day)}
            >
              {title}
            </button>
          ))}
          <DateField
            id="change-from"
            value={from}
            onChange={setFrom}
            earliest={subject.since}
            latest={me.clock.today}
          />
        </div>
      </Row>
      <p className="third small">{words.about}</p>
    </FormDrawer>
  );
}
