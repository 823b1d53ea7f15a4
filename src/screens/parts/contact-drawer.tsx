import { Input, Select } from "antd";
import { useState } from "react";
import { newId } from "#basics/id.ts";
import type { SubjectBrief } from "#record/views/brief.ts";
import { bases, basisWords, isGuardian } from "#work/contact.ts";
import type { Basis } from "#work/contact.ts";
import { contactWords } from "../words/contacts.ts";
import { recordWords } from "../words/record.ts";
import { ChipChoice } from "./chip-choice.tsx";
import { DateField } from "./date-field.tsx";
import { FormDrawer, Row } from "./drawer.tsx";
import { useReading, useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import type { ContactDraft } from "./recording.tsx";
import { faultsByField } from "./say-error.ts";
import { useSend } from "./send.ts";
import { SubjectPicker } from "./subject-picker.tsx";
import { useToast } from "./toast.tsx";

const FIELDS = ["other", "name", "relation", "phone", "speaks.for", "speaks", "from", "until"];

/** Sets whom to ring up about somebody, or corrects it. Whoever lives with them is offered, so that nobody is written twice. */
export default function ContactDrawer({ draft: { subject, members, line } }: { draft: ContactDraft }) {
  const words = useWords(contactWords);
  const record = useWords(recordWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const toast = useToast();
  const send = useSend();
  const [open, setOpen] = useState(true);
  const [contact] = useState(() => line?.contact ?? newId());
  const [other, setOther] = useState<SubjectBrief | undefined>(
    line?.other
      ? { id: line.other, kind: "person", name: line.name, age: null, area: null, address: null }
      : undefined,
  );
  const [where, setWhere] = useState<"register" | "elsewhere">(
    line && line.other === null ? "elsewhere" : "register",
  );
  const [name, setName] = useState(line?.name ?? "");
  const [relation, setRelation] = useState(line?.relation ?? "");
  const [phone, setPhone] = useState(line?.phone ?? "");
  const [emergency, setEmergency] = useState(line?.emergency ?? false);
  const [role, setRole] = useState<"none" | "guardian" | "agent">(
    line?.speaks ? (line.speaks.guardian ? "guardian" : "agent") : "none",
  );
  const [basis, setBasis] = useState<Basis | undefined>(line?.speaks?.basis);
  const [matters, setMatters] = useState(line?.speaks?.for ?? "");
  const [from, setFrom] = useState<string | undefined>(line?.from ?? me.clock.today);
  const [until, setUntil] = useState<string | undefined>(line?.until ?? undefined);
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState<Record<string, string>>({});
  const housemates = members.filter(({ now, subject: { id } }) => now && id !== subject.id);
  const heads = members.some(({ head, subject: { id } }) => head && id === subject.id);

  const save = () => {
    const lacking: Record<string, string> = {};
    if (where === "register" && !other) lacking.other = record.needSubject;
    if (where === "elsewhere" && !name.trim()) lacking.name = record.needed;
    if (!relation.trim()) lacking.relation = record.needed;
    if (role === "guardian" && !basis) lacking.speaks = words.needBasis;
    setMissing(lacking);
    if (Object.keys(lacking).length > 0) return;
    setOpen(false);
    setError(undefined);
    const chosen = role === "agent" ? "entrusted" : basis;
    send("contact.set", {
      contact,
      subject: subject.id,
      ...(where === "register" ? { other: other?.id } : { name: name.trim() }),
      relation: relation.trim(),
      phone: phone.replaceAll(/[\s-]/g, "") || null,
      emergency,
      speaks: role === "none" || !chosen ? null : { basis: chosen, for: matters.trim() },
      ...(from ? { from } : {}),
      until: until ?? null,
    }).then(
      () => toast({ say: words.saved(where === "register" ? (other?.name ?? "") : name.trim()) }),
      (caught: unknown) => {
        setError(caught);
        setOpen(true);
      },
    );
  };

  const faults = { ...faultsByField(error, FIELDS, language), ...missing };
  return (
    <FormDrawer
      title={words.title(subject.name)}
      open={open}
      close={() => setOpen(false)}
      save={save}
      caught={error}
      first={where === "register" ? "contact-other" : "contact-name"}
      error={error !== undefined ? [record.notSaved, faults[""]].filter(Boolean).join(" ") : undefined}
    >
      <Row label={words.who} fault={faults.other ?? faults.name}>
        <div className="quick">
          <ChipChoice
            label={words.who}
            of={[
              { id: "register", say: words.inRegister },
              { id: "elsewhere", say: words.elsewhere },
            ]}
            chosen={where}
            choose={setWhere}
          />
        </div>
        {where === "register" && housemates.length > 0 && (
          <div className="quick contact-offered">
            <span className="third">{words.household}</span>
            {housemates.map((member) => (
              <button
                key={member.subject.id}
                type="button"
                className="chip"
                aria-pressed={other?.id === member.subject.id}
                onClick={() => {
                  setOther(member.subject);
                  // What they are to the head is what they are to this person, where this person is the head.
                  if (heads && member.relation) setRelation(member.relation);
                }}
              >
                {member.subject.name}
              </button>
            ))}
          </div>
        )}
        {where === "register" ? (
          <SubjectPicker id="contact-other" kind="person" value={other} onChange={setOther} />
        ) : (
          <Input
            id="contact-name"
            aria-label={words.name}
            placeholder={words.name}
            value={name}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Row>
      <Row label={words.relation} htmlFor="contact-relation" fault={faults.relation}>
        <Input
          id="contact-relation"
          value={relation}
          autoComplete="off"
          onChange={(event) => setRelation(event.target.value)}
        />
        <div className="quick contact-offered">
          {[
            words.daughter,
            words.son,
            words.spouse,
            words.mother,
            words.father,
            words.neighbour,
            words.carer,
          ].map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={relation === each}
              onClick={() => setRelation(each)}
            >
              {each}
            </button>
          ))}
        </div>
      </Row>
      <Row label={words.phone} htmlFor="contact-phone" fault={faults.phone}>
        <Input
          id="contact-phone"
          inputMode="tel"
          autoComplete="off"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={emergency}
            onChange={(event) => setEmergency(event.target.checked)}
          />
          {words.emergency}
        </label>
      </Row>
      <Row label={words.speaks} fault={faults.speaks}>
        <ChipChoice
          label={words.speaks}
          of={[
            { id: "none", say: words.speaksNot },
            { id: "guardian", say: words.guardian },
            { id: "agent", say: words.agent },
          ]}
          chosen={role}
          choose={setRole}
        />
      </Row>
      {role === "guardian" && (
        <Row label={words.basis} htmlFor="contact-basis">
          <Select
            id="contact-basis"
            style={{ width: "100%" }}
            placeholder={record.choose}
            value={basis}
            options={bases.filter(isGuardian).map((each) => ({ value: each, label: say(basisWords[each]) }))}
            onChange={setBasis}
          />
        </Row>
      )}
      {role === "agent" && <p className="third small">{say(basisWords.entrusted)}</p>}
      {role !== "none" && (
        <Row label={words.for} htmlFor="contact-for" fault={faults["speaks.for"]}>
          <Input
            id="contact-for"
            value={matters}
            placeholder={words.forAbout}
            onChange={(event) => setMatters(event.target.value)}
          />
        </Row>
      )}
      <Row label={words.from} htmlFor="contact-from" fault={faults.from}>
        <div className="quick">
          <DateField id="contact-from" value={from} onChange={setFrom} />
        </div>
      </Row>
      <Row label={words.untilDay} htmlFor="contact-until" fault={faults.until}>
        <div className="quick">
          <DateField id="contact-until" value={until} onChange={setUntil} />
        </div>
      </Row>
      <p className="third small">{words.about}</p>
    </FormDrawer>
  );
}
