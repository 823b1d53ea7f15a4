import { Link } from "wouter";
import type { ContactLine } from "#record/views/contacts.ts";
import type { SubjectPage as Page } from "#record/views/subject-page.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { useRecording } from "../../parts/recording.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { useToast } from "../../parts/toast.tsx";
import { contactWords } from "../../words/contacts.ts";
import { dayWords } from "../../words/dates.ts";
import "./contacts.css";

/** Whom to ring up about somebody, first of all in an emergency; who speaks for them; and for whom they are that themselves. */
export function ContactsSection({ page }: { page: Page }) {
  const words = useWords(contactWords);
  const { may } = useHere();
  const recording = useRecording();
  const { subject, contacts } = page;
  if (subject.kind !== "person" || !may("contact.set")) return null;
  const members = page.household?.now?.members ?? [];
  const standing = contacts.own.filter(({ holds }) => holds !== "past");
  const past = contacts.own.filter(({ holds }) => holds === "past");
  const minor = subject.age !== null && subject.age < 18;
  const guarded = standing.some(({ speaks, holds }) => holds === "now" && speaks?.guardian === true);
  const set = (line?: ContactLine) => recording.contact({ subject, members, ...(line && { line }) });
  return (
    <section aria-labelledby="contacts">
      <div className="side-head">
        <h2 id="contacts">{words.heading}</h2>
        {page.mergedInto === null && (
          <button type="button" className="textual no-print" onClick={() => set()}>
            {words.add}
          </button>
        )}
      </div>
      {standing.length === 0 && !minor && <p className="second section-note">{words.none}</p>}
      {minor && !guarded && <p className="second section-note">{words.noneMinor}</p>}
      <ul className="contacts">
        {standing.map((line) => (
          <Contact key={line.contact} line={line} change={() => set(line)} />
        ))}
      </ul>
      {past.length > 0 && (
        <details className="contacts-past">
          <summary className="third small">{words.past(past.length)}</summary>
          <ul className="contacts">
            {past.map((line) => (
              <Contact key={line.contact} line={line} change={undefined} />
            ))}
          </ul>
        </details>
      )}
      {contacts.of.length > 0 && (
        <p className="contact-of">
          <span className="third">{words.isContactOf} </span>
          {contacts.of.map((line) => (
            <Link key={line.contact} href={`/subjects/${line.subject.id}`}>
              {words.of(line.subject.name, line.relation)}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

/** On a narrow window the contacts stand far below: whoever is first of them is at the top as well. */
export function RingFirst({ page }: { page: Page }) {
  const words = useWords(contactWords);
  const [line] = page.contacts.own.filter(({ holds, phone }) => holds === "now" && phone !== null);
  if (line === undefined || line.phone === null) return null;
  return (
    <p className="ring-first">
      <span className="third">{words.heading} </span>
      {line.name} <span className="second">{line.relation}</span>{" "}
      <a href={`tel:${line.phone}`} aria-label={`${words.ring(line.name)} ${line.phone}`}>
        {spaced(line.phone)}
      </a>
    </p>
  );
}

function Contact({ line, change }: { line: ContactLine; change: (() => void) | undefined }) {
  const words = useWords(contactWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const today = me.clock.today;
  const { speaks } = line;
  return (
    <li data-contact={line.contact}>
      <div className="contact-who">
        <strong>{line.other ? <Link href={`/subjects/${line.other}`}>{line.name}</Link> : line.name}</strong>
        <span className="second">{line.relation}</span>
        {speaks && <span className="tag">{speaks.guardian ? words.guardian : words.agent}</span>}
        {line.emergency && line.holds !== "past" && <span className="tag first">{words.first}</span>}
      </div>
      {line.phone && (
        <a
          className="contact-phone"
          href={`tel:${line.phone}`}
          aria-label={`${words.ring(line.name)} ${line.phone}`}
        >
          {spaced(line.phone)}
        </a>
      )}
      {speaks && (
        <div className="third small">
          {[speaks.for, say(speaks.say), line.until ? words.until(dayWords(line.until, language, today)) : ""]
            .filter(Boolean)
            .join(" · ")}
        </div>
      )}
      {line.holds === "to come" && (
        <div className="third small">{words.fromDay(dayWords(line.from, language, today))}</div>
      )}
      {change && (
        <div className="contact-acts no-print">
          <button
            type="button"
            className="textual small"
            aria-label={words.changeOf(line.name)}
            onClick={change}
          >
            {words.change}
          </button>
          <EndButton line={line} />
        </div>
      )}
    </li>
  );
}

function EndButton({ line }: { line: ContactLine }) {
  const words = useWords(contactWords);
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const end = () =>
    send("contact.end", { contact: line.contact }).then(
      () => toast({ say: words.ended(line.name) }),
      (error: unknown) => toast({ say: sayError(error, language), tone: "trouble" }),
    );
  return (
    <button
      type="button"
      className="textual small"
      aria-label={words.endOf(line.name)}
      onClick={() => void end()}
    >
      {words.end}
    </button>
  );
}

/** 138 0000 0101: as it is read out. */
function spaced(phone: string): string {
  return /^1\d{10}$/.test(phone) ? phone.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3") : phone;
}
