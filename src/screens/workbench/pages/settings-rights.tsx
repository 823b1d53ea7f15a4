import { useState } from "react";
import { newId } from "#basics/id.ts";
import type { Text } from "#basics/text.ts";
import type { Grant, Grants } from "#record/views/grants.ts";
import type { RightsTold } from "#server/routes/rights.ts";
import { useAsk } from "../../parts/ask.ts";
import { DateField } from "../../parts/date-field.tsx";
import { FormDrawer, Row } from "../../parts/drawer.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { rightsWords } from "../../words/rights.ts";
import "./settings-rights.css";

/** What each role may do and see, read off the standards; and which other bodies act here. */
export default function RightsSection() {
  const { may } = useHere();
  return (
    <>
      {may("grant.give") && <GrantsPart />}
      <RolesPart />
    </>
  );
}

function RolesPart() {
  const words = useWords(rightsWords);
  const say = useSay();
  const { me } = useHere();
  const [chosen, setChosen] = useState(me.posts[0]?.role ?? "secretary");
  const rights = useAsk<RightsTold>("/api/rights");
  if (rights.isError) return <Trouble error={rights.error} retry={() => void rights.refetch()} />;
  if (!rights.data) return <Loading rows={6} />;
  const { roles, promises, procedures, facts, commands } = rights.data;
  const role = roles.find(({ id }) => id === chosen) ?? roles[0];
  if (role === undefined) return null;
  const titled = <Row extends { title: Text; guarded?: boolean; by: Record<string, string | boolean> }>(
    rows: Row[],
    right: string | boolean,
  ) => rows.filter(({ by }) => by[role.id] === right);
  return (
    <section className="section" aria-label={words.heading}>
      <div className="section-head">
        <h2>{words.heading}</h2>
      </div>
      <p className="section-note second">{words.lead}</p>
      <div className="chips" role="group" aria-label={words.roles}>
        {roles.map((each) => (
          <button
            key={each.id}
            type="button"
            className="chip"
            aria-pressed={each.id === role.id}
            onClick={() => setChosen(each.id)}
          >
            {say(each.title)}
          </button>
        ))}
      </div>
      <p className="rights-role">
        <strong>{say(role.title)}</strong>
        <span className="second">
          {[
            role.outside ? words.ofOthers : words.ofOffice,
            ...(!role.outside || role.sees === "figures" ? [words.seesFigures] : []),
            ...(!role.outside || role.sees === "journal" ? [words.seesJournal] : []),
          ].join(" · ")}
        </span>
      </p>
      <dl className="rights">
        <Part title={words.owes} rows={titled(promises, "owes")} />
        <Part title={words.sees} rows={titled(promises, "sees")} />
        <Part title={words.figures} rows={titled(promises, "figures")} />
        <Part title={words.nothing} rows={titled(promises, "nothing")} />
        <Part title={words.acts} rows={titled(procedures, "acts")} />
        <Part title={words.seesCases} rows={titled(procedures, "sees")} />
        <Part title={words.opens} rows={titled(facts, true)} />
        <Part title={words.gives} rows={titled(commands, true)} />
      </dl>
    </section>
  );
}

function Part({ title, rows }: { title: string; rows: { title: Text; guarded?: boolean }[] }) {
  const words = useWords(rightsWords);
  const say = useSay();
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {rows.length === 0 ? (
          <span className="third">{words.none}</span>
        ) : (
          <ul>
            {rows.map((row, place) => (
              <li key={place}>
                {say(row.title)}
                {row.guarded === true && <span className="tag">{words.guarded}</span>}
              </li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}

function GrantsPart() {
  const words = useWords(rightsWords);
  const [adding, setAdding] = useState(false);
  const asked = useAsk<Grants>("/api/grants");
  if (asked.isError) return <Trouble error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Loading rows={2} />;
  const { grants, offices } = asked.data;
  const add = offices.length > 0 && (
    <button type="button" className="button primary" onClick={() => setAdding(true)}>
      {words.add}
    </button>
  );
  return (
    <section className="section" aria-label={words.grants}>
      <div className="section-head">
        <h2>{words.grants}</h2>
        {grants.length > 0 && add}
      </div>
      <p className="section-note second">{words.grantsLead}</p>
      {grants.length === 0 ? (
        <Empty title={words.noGrants} next={offices.length === 0 ? words.noOffices : words.noGrantsNext}>
          {add}
        </Empty>
      ) : (
        <ul className="people">
          {grants.map((grant) => (
            <GrantRow key={grant.id} grant={grant} />
          ))}
        </ul>
      )}
      {adding && <AddDrawer {...asked.data} close={() => setAdding(false)} />}
    </section>
  );
}

function GrantRow({ grant }: { grant: Grant }) {
  const words = useWords(rightsWords);
  const say = useSay();
  const { me } = useHere();
  const { language } = useReading();
  const send = useSend();
  const toast = useToast();
  const isOver = grant.until !== null && grant.until < me.clock.today;
  const end = () =>
    send("grant.end", { grant: grant.id, from: me.clock.today }).then(
      () => toast({ say: words.ended(say(grant.to)) }),
      (error: unknown) => toast({ say: sayError(error, language), tone: "trouble" }),
    );
  return (
    <li className="person" data-grant={say(grant.to)}>
      <div className="person-who">
        <span className="name">{say(grant.to)}</span>
        <span className="second small">{words.days(grant.from, grant.until)}</span>
      </div>
      <div className="person-posts">
        <span>{say(grant.role)}</span>
        {grant.oneCase && <span className="third small">{words.oneCase}</span>}
      </div>
      <div className="person-acts">
        {isOver ? (
          <span className="tag">{words.over}</span>
        ) : (
          <button
            type="button"
            className="button"
            aria-label={words.endOf(say(grant.to))}
            onClick={() => void end()}
          >
            {words.end}
          </button>
        )}
      </div>
    </li>
  );
}

function AddDrawer({ offices, roles, close }: Grants & { close: () => void }) {
  const words = useWords(rightsWords);
  const say = useSay();
  const { me } = useHere();
  const { language } = useReading();
  const send = useSend();
  const toast = useToast();
  const [grant] = useState(newId);
  const [to, setTo] = useState(offices[0]?.id ?? "");
  const [role, setRole] = useState(roles[0]?.id ?? "");
  const [from, setFrom] = useState<string | undefined>(me.clock.today);
  const [until, setUntil] = useState<string>();
  const [caught, setCaught] = useState<unknown>();
  const save = () => {
    setCaught(undefined);
    send("grant.give", { grant, to, role, from, until }).then(() => {
      const title = offices.find(({ id }) => id === to)?.title ?? { zh: to };
      toast({ say: words.given(say(title)) });
      close();
    }, setCaught);
  };
  const choice = (id: string, value: string, set: (value: string) => void, of: Grants["roles"]) => (
    <select id={id} className="field" value={value} onChange={({ target }) => set(target.value)}>
      {of.map((each) => (
        <option key={each.id} value={each.id}>
          {say(each.title)}
        </option>
      ))}
    </select>
  );
  return (
    <FormDrawer
      title={words.add}
      open
      close={close}
      save={save}
      error={caught === undefined ? undefined : sayError(caught, language)}
      caught={caught}
      first="grant-to"
    >
      <p className="second">{words.grantsLead}</p>
      <Row label={words.to} htmlFor="grant-to">
        {choice("grant-to", to, setTo, offices)}
        <p className="third small">{words.holders}</p>
      </Row>
      <Row label={words.role} htmlFor="grant-role">
        {choice("grant-role", role, setRole, roles)}
      </Row>
      <Row label={words.from} htmlFor="grant-from">
        <DateField id="grant-from" value={from} onChange={setFrom} />
      </Row>
      <Row label={words.until} htmlFor="grant-until">
        <DateField id="grant-until" value={until} onChange={setUntil} />
      </Row>
    </FormDrawer>
  );
}
