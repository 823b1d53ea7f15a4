import { Input, Select } from "antd";
import { useState } from "react";
import { newId } from "#basics/id.ts";
import type { SubjectBrief } from "#record/views/brief.ts";
import type { HomeMember } from "#record/views/home.ts";
import { householdName } from "#register/household-name.ts";
import { dayWords } from "../words/dates.ts";
import { householdWords } from "../words/household.ts";
import { recordWords } from "../words/record.ts";
import { shellWords } from "../words/shell.ts";
import { ChipChoice } from "./chip-choice.tsx";
import { DateField } from "./date-field.tsx";
import { FormDrawer, Row } from "./drawer.tsx";
import { useReading, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import type { HomeDraft } from "./recording.tsx";
import { faultsByField } from "./say-error.ts";
import { useSend } from "./send.ts";
import { SubjectPicker } from "./subject-picker.tsx";
import { useToast } from "./toast.tsx";

/** What happens to a household and to who lives in it: somebody moves or dies, it splits, or another joins it. */
export default function HomeDrawer({ draft }: { draft: HomeDraft }) {
  switch (draft.what) {
    case "move":
      return <Move draft={draft} />;
    case "die":
      return <Die draft={draft} />;
    case "split":
      return <Split draft={draft} />;
    case "join":
      return <Join draft={draft} />;
  }
}

function Move({ draft: { subject, members } }: { draft: HomeDraft }) {
  const words = useWords(householdWords);
  const form = useForm(["household", "on", "newHead", "facts.address", "enter.facts.address"]);
  const [where, setWhere] = useState<"other" | "new" | "away">("other");
  const [household, setHousehold] = useState<SubjectBrief>();
  const [address, setAddress] = useState("");
  const [relation, setRelation] = useState("");
  const [newHead, setNewHead] = useState<string>();
  const [into] = useState(newId);
  const left = stayers(members, [subject.id]);
  const leads = isHead(members, subject.id) && left.length > 0;
  const save = () =>
    form.send(
      "person.move",
      {
        person: subject.id,
        on: form.on,
        household: where === "away" ? null : where === "new" ? into : (household?.id ?? null),
        ...(where === "new" && { enter: { facts: address.trim() ? { address: address.trim() } : {} } }),
        facts: {
          ...(where === "other" && relation.trim() && { relation: relation.trim() }),
          ...(where === "new" && address.trim() && { address: address.trim() }),
        },
        ...(leads && { newHead }),
      },
      {
        ...(where === "other" && !household && { household: words.needHousehold }),
        ...(leads && !newHead && { newHead: words.needHead }),
      },
      words.moved(subject.name),
    );
  return (
    <FormDrawer title={words.moveTitle(subject.name)} {...form.drawer} save={save} first="home-household">
      <Row label={words.where}>
        <ChipChoice
          label={words.where}
          of={[
            { id: "other", say: words.toOther },
            { id: "new", say: words.toNew },
            { id: "away", say: words.toAway },
          ]}
          chosen={where}
          choose={setWhere}
        />
      </Row>
      {where === "other" && (
        <>
          <Row label={words.household} htmlFor="home-household" fault={form.faults.household}>
            <SubjectPicker id="home-household" kind="household" value={household} onChange={setHousehold} />
          </Row>
          <Optional label={words.relation} id="home-relation" value={relation} onChange={setRelation} />
        </>
      )}
      {where === "new" && (
        <Optional
          label={words.address}
          id="home-address"
          value={address}
          onChange={setAddress}
          fault={form.faults["enter.facts.address"]}
          note={words.asBefore}
        />
      )}
      <Since form={form} label={words.on} earliest={subject.since} />
      {leads && (
        <NewHead
          name={subject.name}
          of={left}
          chosen={newHead}
          choose={setNewHead}
          fault={form.faults.newHead}
        />
      )}
      <p className="third small">{words.moveAbout}</p>
    </FormDrawer>
  );
}

function Die({ draft: { subject, members } }: { draft: HomeDraft }) {
  const words = useWords(householdWords);
  const form = useForm(["on", "newHead"]);
  const [newHead, setNewHead] = useState<string>();
  const left = stayers(members, [subject.id]);
  const leads = isHead(members, subject.id) && left.length > 0;
  const save = () =>
    form.send(
      "person.die",
      { person: subject.id, on: form.on, ...(leads && { newHead }) },
      leads && !newHead ? { newHead: words.needHead } : {},
      words.died(subject.name),
    );
  return (
    <FormDrawer title={words.dieTitle(subject.name)} {...form.drawer} save={save} first="home-on">
      <Since form={form} label={words.dieOn} earliest={subject.since} />
      {leads && (
        <NewHead
          name={subject.name}
          of={left}
          chosen={newHead}
          choose={setNewHead}
          fault={form.faults.newHead}
        />
      )}
      <p className="third small">{words.dieAbout}</p>
    </FormDrawer>
  );
}

function Split({ draft: { subject, members } }: { draft: HomeDraft }) {
  const words = useWords(householdWords);
  const shell = useWords(shellWords);
  const form = useForm(["members", "head", "newHead", "on", "enter.facts.address"]);
  const now = members.filter((member) => member.now);
  const [going, setGoing] = useState<string[]>([]);
  const [chosenHead, setHead] = useState<string>();
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [newHead, setNewHead] = useState<string>();
  const [into] = useState(newId);
  const leaving = now.filter((member) => going.includes(member.subject.id));
  const left = stayers(members, going);
  const head = leaving.find((member) => member.subject.id === chosenHead) ?? leaving[0];
  const leads = leaving.some((member) => member.head) && left.length > 0;
  const title = name.trim() || (head ? householdName(head.subject) : "");
  const save = () =>
    form.send(
      "household.split",
      {
        household: subject.id,
        on: form.on,
        members: going,
        head: head?.subject.id,
        into,
        enter: { name: title, facts: address.trim() ? { address: address.trim() } : {} },
        ...(leads && { newHead }),
      },
      {
        ...((leaving.length === 0 || left.length === 0) && { members: words.needWho }),
        ...(leads && !newHead && { newHead: words.needHead }),
      },
      words.splitDone(title),
    );
  return (
    <FormDrawer title={words.splitTitle(subject.name)} {...form.drawer} save={save} first="home-member-0">
      <Row label={words.splitWho} fault={form.faults.members}>
        <ul className="plain-list">
          {now.map((member, place) => (
            <li key={member.subject.id}>
              <label className="check">
                <input
                  id={`home-member-${place}`}
                  type="checkbox"
                  checked={going.includes(member.subject.id)}
                  onChange={(event) =>
                    setGoing(
                      event.target.checked
                        ? [...going, member.subject.id]
                        : going.filter((id) => id !== member.subject.id),
                    )
                  }
                />
                {member.subject.name}
                <span className="third">
                  {[
                    member.subject.age === null ? "" : shell.age(member.subject.age),
                    member.head ? words.head : (member.relation ?? ""),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </Row>
      {leaving.length > 1 && (
        <Row label={words.splitHead} fault={form.faults.head}>
          <ChipChoice
            label={words.splitHead}
            of={leaving.map(({ subject: { id, name: say } }) => ({ id, say }))}
            chosen={head?.subject.id}
            choose={setHead}
          />
        </Row>
      )}
      {leads && (
        <NewHead
          name={leaving.find((member) => member.head)?.subject.name ?? ""}
          of={left}
          chosen={newHead}
          choose={setNewHead}
          fault={form.faults.newHead}
        />
      )}
      <Row label={words.splitName} htmlFor="home-name">
        <Input
          id="home-name"
          autoComplete="off"
          maxLength={100}
          placeholder={title}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Row>
      <Optional
        label={words.address}
        id="home-address"
        value={address}
        onChange={setAddress}
        fault={form.faults["enter.facts.address"]}
        note={words.asBefore}
      />
      <Since form={form} label={words.on} earliest={subject.since} />
      <p className="third small">{words.moveAbout}</p>
    </FormDrawer>
  );
}

function Join({ draft: { subject } }: { draft: HomeDraft }) {
  const words = useWords(householdWords);
  const form = useForm(["other", "on"]);
  const [other, setOther] = useState<SubjectBrief>();
  const save = () =>
    form.send(
      "household.merge",
      { household: subject.id, other: other?.id, on: form.on },
      other ? {} : { other: words.needHousehold },
      words.joinDone(subject.name),
    );
  return (
    <FormDrawer title={words.joinTitle(subject.name)} {...form.drawer} save={save} first="home-other">
      <Row label={words.joinOther} htmlFor="home-other" fault={form.faults.other}>
        <SubjectPicker id="home-other" kind="household" value={other} onChange={setOther} />
      </Row>
      <Since form={form} label={words.on} earliest={subject.since} />
      <p className="third small">{words.joinAbout(subject.name)}</p>
    </FormDrawer>
  );
}

/** The day, the sending and what went wrong: the same for all four. */
function useForm(fields: string[]) {
  const record = useWords(recordWords);
  const words = useWords(householdWords);
  const { language } = useReading();
  const { me } = useHere();
  const toast = useToast();
  const sending = useSend();
  const today = me.clock.today;
  const [open, setOpen] = useState(true);
  const [on, setOn] = useState<string | undefined>(today);
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState<Record<string, string>>({});
  const faults: Record<string, string> = { ...faultsByField(error, fields, language), ...missing };
  const send = (
    name: string,
    input: Record<string, unknown>,
    lacking: Record<string, string>,
    done: string,
  ) => {
    const all = { ...lacking, ...(!on && { on: record.needDay }) };
    setMissing(all);
    if (Object.keys(all).length > 0) return;
    setOpen(false);
    setError(undefined);
    sending(name, input).then(
      () =>
        toast({
          say: done,
          detail: [on && on !== today ? words.since(dayWords(on, language, today)) : "", words.workedOut]
            .filter(Boolean)
            .join(" · "),
        }),
      (caught: unknown) => {
        setError(caught);
        setOpen(true);
      },
    );
  };
  const drawer = {
    open,
    close: () => setOpen(false),
    caught: error,
    error: error === undefined ? undefined : [record.notSaved, faults[""]].filter(Boolean).join(" "),
  };
  return { on, setOn, today, faults, send, drawer };
}

function Since({
  form,
  label,
  earliest,
}: {
  form: ReturnType<typeof useForm>;
  label: string;
  earliest: string;
}) {
  return (
    <Row label={label} htmlFor="home-on" fault={form.faults["on"]}>
      <DateField id="home-on" value={form.on} onChange={form.setOn} earliest={earliest} latest={form.today} />
    </Row>
  );
}

function NewHead({
  name,
  of,
  chosen,
  choose,
  fault,
}: {
  name: string;
  of: HomeMember[];
  chosen: string | undefined;
  choose: (id: string) => void;
  fault: string | undefined;
}) {
  const words = useWords(householdWords);
  const record = useWords(recordWords);
  return (
    <Row label={words.newHead} htmlFor="home-new-head" fault={fault}>
      <Select
        id="home-new-head"
        style={{ width: "100%" }}
        placeholder={record.choose}
        value={chosen}
        options={of.map(({ subject }) => ({ value: subject.id, label: subject.name }))}
        onChange={choose}
      />
      <p className="third small">{words.newHeadAbout(name)}</p>
    </Row>
  );
}

function Optional({
  label,
  id,
  value,
  onChange,
  fault,
  note,
}: {
  label: string;
  id: string;
  value: string;
  onChange: (text: string) => void;
  fault?: string | undefined;
  note?: string;
}) {
  const record = useWords(recordWords);
  return (
    <Row label={`${label} · ${record.optional}`} htmlFor={id} fault={fault}>
      <Input
        id={id}
        autoComplete="off"
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {note && <p className="third small">{note}</p>}
    </Row>
  );
}

function stayers(members: HomeMember[], going: string[]): HomeMember[] {
  return members.filter((member) => member.now && !going.includes(member.subject.id));
}

function isHead(members: HomeMember[], person: string): boolean {
  return members.some((member) => member.now && member.head && member.subject.id === person);
}
