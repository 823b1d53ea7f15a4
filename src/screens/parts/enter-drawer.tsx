import { ChipChoice } from "./chip-choice.tsx";
import { Input } from "antd";
import { useDeferredValue, useState } from "react";
import { Link, useLocation } from "wouter";
import { newId } from "#basics/id.ts";
import type { SubjectBrief } from "#record/views/brief.ts";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import { dayWords } from "../words/dates.ts";
import { householdWords } from "../words/household.ts";
import { recordWords } from "../words/record.ts";
import { enterWords, registerWords } from "../words/register.ts";
import { kindWords, shellWords } from "../words/shell.ts";
import { useAsk } from "./ask.ts";
import { DateField } from "./date-field.tsx";
import { FormDrawer, Row } from "./drawer.tsx";
import { factsOf } from "./facts-of.ts";
import { FieldInput, isChips, isEmpty, type FieldValue } from "./field-input.tsx";
import { GuardTag } from "./guard-tag.tsx";
import { useReading, useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import { ENTERED_KINDS, type EnterDraft } from "./recording.tsx";
import { faultsByField } from "./say-error.ts";
import { useSend } from "./send.ts";
import { SubjectPicker } from "./subject-picker.tsx";
import { useToast } from "./toast.tsx";

/** Enters somebody or something new into the register: a name, a code, and the facts that the standards declare for the kind. */
export default function EnterDrawer({ draft }: { draft: EnterDraft }) {
  const words = useWords(enterWords);
  const record = useWords(recordWords);
  const register = useWords(registerWords);
  const kinds = useWords(kindWords);
  const homeWords = useWords(householdWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const toast = useToast();
  const send = useSend();
  const [, go] = useLocation();
  const [open, setOpen] = useState(true);
  const [kind, setKind] = useState(draft.kind);
  const [subject] = useState(newId);
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [since, setSince] = useState<string | undefined>(me.clock.today);
  const [household, setHousehold] = useState<SubjectBrief | undefined>(draft.household);
  const [values, setValues] = useState<Record<string, FieldValue | undefined>>(
    draft.newborn ? { birthDate: me.clock.today, residence: "resident" } : {},
  );
  // A newborn is in the register from the day of birth, which is written once.
  const enteredOn = (day: string | undefined) => {
    setSince(day);
    if (draft.newborn) setValues({ ...values, birthDate: day });
  };
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState<Record<string, string>>({});
  const facts = factsOf(me.language, me.office.areas, kind);
  const save = () => {
    const lacking: Record<string, string> = {};
    if (!name.trim()) lacking.name = words.needName;
    if (!since) lacking.since = record.needDay;
    setMissing(lacking);
    if (!name.trim() || !since) return;
    setOpen(false);
    setError(undefined);
    const filled = Object.fromEntries(
      facts.flatMap(({ id }) => (isEmpty(values[id]) ? [] : [[id, values[id]] as const])),
    );
    send("register.enter", {
      subject,
      kind,
      name: name.trim(),
      code: code.trim() || null,
      household: kind === "person" ? (household?.id ?? null) : null,
      since,
      facts: filled,
    }).then(
      () => {
        toast({
          say: words.entered(name.trim()),
          detail: [
            since === me.clock.today ? undefined : dayWords(since, language, me.clock.today),
            words.enteredNext,
          ]
            .filter(Boolean)
            .join(" · "),
        });
        go(`/subjects/${subject}`);
      },
      (caught: unknown) => {
        setError(caught);
        setOpen(true);
      },
    );
  };

  const faults = {
    ...faultsByField(
      error,
      ["name", "code", "household", "since", ...facts.map(({ id }) => `facts.${id}`)],
      language,
    ),
    ...missing,
  };
  return (
    <FormDrawer
      title={draft.newborn ? homeWords.born : words.title}
      open={open}
      close={() => setOpen(false)}
      save={save}
      caught={error}
      first="enter-name"
      error={error !== undefined ? [record.notSaved, faults[""]].filter(Boolean).join(" ") : undefined}
    >
      {!draft.household && (
        <Row label={register.kinds}>
          <ChipChoice
            label={register.kinds}
            of={ENTERED_KINDS.map((id) => ({ id, say: kinds[id] }))}
            chosen={kind}
            choose={setKind}
          />
        </Row>
      )}
      <Row
        label={kind === "person" ? register.name : register.title}
        htmlFor="enter-name"
        fault={faults.name}
      >
        <Input
          id="enter-name"
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Namesakes kind={kind} name={name.trim()} leave={() => setOpen(false)} />
      </Row>
      <Row label={`${register.code} · ${record.optional}`} htmlFor="enter-code" fault={faults.code}>
        <Input
          id="enter-code"
          autoComplete="off"
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Row>
      <Row label={draft.newborn ? homeWords.bornOn : words.since} htmlFor="enter-since" fault={faults.since}>
        <DateField id="enter-since" value={since} onChange={enteredOn} latest={me.clock.today} />
      </Row>
      {kind === "person" && (
        <Row
          label={`${words.household} · ${record.optional}`}
          htmlFor="enter-household"
          fault={faults.household}
        >
          <SubjectPicker id="enter-household" kind="household" value={household} onChange={setHousehold} />
        </Row>
      )}
      <div className="form-part">
        <h3>{words.facts}</h3>
        <p className="third small">{words.factsAbout}</p>
      </div>
      {facts.map((fact) => (
        <Row
          key={`${kind}/${fact.id}`}
          label={say(fact.label)}
          htmlFor={isChips(fact) ? undefined : `fact-${fact.id}`}
          note={<GuardTag guard={fact.guard} />}
          fault={faults[`facts.${fact.id}`]}
        >
          <FieldInput
            id={`fact-${fact.id}`}
            field={fact}
            value={values[fact.id]}
            onChange={(value) => setValues({ ...values, [fact.id]: value })}
          />
        </Row>
      ))}
    </FormDrawer>
  );
}

/** Those of the same name already in the register, so that nobody is entered twice. */
function Namesakes({ kind, name, leave }: { kind: string; name: string; leave: () => void }) {
  const words = useWords(enterWords);
  const shell = useWords(shellWords);
  const text = useDeferredValue(name);
  const found = useAsk<FoundSubjects>("/api/subjects", { text, kind }, { enabled: text.length > 1 });
  const same = text.length > 1 ? (found.data?.rows ?? []).filter((row) => row.name === text) : [];
  if (same.length === 0) return null;
  return (
    <p className="namesakes" role="status">
      {words.namesakes}
      {same.slice(0, 3).map((row) => (
        <Link key={row.id} href={`/subjects/${row.id}`} onClick={leave}>
          {[row.name, row.age === null ? "" : shell.age(row.age), row.address ?? ""]
            .filter(Boolean)
            .join(" ")}
        </Link>
      ))}
    </p>
  );
}
