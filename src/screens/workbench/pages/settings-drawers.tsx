import { useState } from "react";
import { newId } from "#basics/id.ts";
import type { Text } from "#basics/text.ts";
import type { GoesAlong, People, Person } from "#record/views/people.ts";
import type { LeaveState, PostState } from "#work/command.ts";
import { isOn, overlap } from "#work/staff.ts";
import { useAsk } from "../../parts/ask.ts";
import { DateField } from "../../parts/date-field.tsx";
import { FormDrawer, Row } from "../../parts/drawer.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { useToast } from "../../parts/toast.tsx";
import { settingsWords } from "../../words/settings.ts";

/** 社工·二网格 */
export function usePostWords(): (post: { role: string; area: string | null }) => Text {
  const words = useWords(settingsWords);
  const { roles, areas, me } = useHere();
  return ({ role, area }) => {
    const title = roles.get(role)?.title ?? { zh: role };
    if (area === null && me.office.areas.length === 0) return title;
    const where = area === null ? undefined : (areas.get(area)?.title ?? { zh: area });
    const { zh, en = zh } = where ?? { zh: words.wholeOffice };
    return { zh: `${title.zh} · ${zh}`, en: `${title.en ?? title.zh} · ${en}` };
  };
}

/** Sends what a panel asks for; closes it and says so, or leaves it open with what is wrong. */
function useAct(close: () => void) {
  const { language } = useReading();
  const send = useSend();
  const toast = useToast();
  const [caught, setCaught] = useState<unknown>();
  return {
    caught,
    error: caught === undefined ? undefined : sayError(caught, language),
    act: (name: string, input: Record<string, unknown>, said: string) => {
      setCaught(undefined);
      send(name, input).then(() => {
        toast({ say: said });
        close();
      }, setCaught);
    },
  };
}

/** Who could be named: everybody with a post in those days, save one. */
function others({ people }: People, who: Person, days: { from: string; until: string | null }): Person[] {
  return people.filter((each) => each.id !== who.id && each.posts.some((post) => overlap(post, days)));
}

function ChoosePerson({
  id,
  people,
  value,
  change,
}: {
  id: string;
  people: Person[];
  value: string;
  change: (account: string) => void;
}) {
  const words = useWords(settingsWords);
  const say = useSay();
  const sayPost = usePostWords();
  const { me } = useHere();
  return (
    <select id={id} className="field" value={value} onChange={(event) => change(event.target.value)}>
      <option value="">{words.choose}</option>
      {people.map((each) => (
        <option key={each.id} value={each.id}>
          {[
            each.name,
            ...each.posts
              .filter((post) => isOn(post, me.clock.today))
              .slice(0, 2)
              .map((post) => say(sayPost(post))),
          ].join("，")}
        </option>
      ))}
    </select>
  );
}

export function LeaveDrawer({ who, all, close }: { who: Person; all: People; close: () => void }) {
  const words = useWords(settingsWords);
  const say = useSay();
  const sayPost = usePostWords();
  const { me } = useHere();
  const { act, caught, error } = useAct(close);
  const [leave] = useState(newId);
  const [from, setFrom] = useState<string | undefined>(me.clock.today);
  const [until, setUntil] = useState<string>();
  const [everything, setEverything] = useState("");
  const [apart, setApart] = useState<Record<string, string>>();
  const [missing, setMissing] = useState<Record<string, string>>({});
  const days = { from: from ?? me.clock.today, until: until ?? from ?? me.clock.today };
  const posts = who.posts.filter((post) => overlap(post, days));
  const choices = others(all, who, days);
  const by = (post: string) => apart?.[post] ?? everything;

  const save = () => {
    const lacking: Record<string, string> = {};
    if (!from) lacking["from"] = words.needDay;
    if (!until) lacking["until"] = words.needDay;
    if (apart === undefined && !everything) lacking["everything"] = words.needPerson;
    if (apart !== undefined) for (const { id } of posts) if (!by(id)) lacking[id] = words.needPerson;
    setMissing(lacking);
    if (!from || !until || Object.keys(lacking).length > 0) return;
    const standIns = posts.map(({ id }) => ({ post: id, account: by(id) }));
    const names = [...new Set(standIns.map(({ account }) => choices.find(({ id }) => id === account)?.name))];
    act(
      "leave.begin",
      { leave, account: who.id, from, until, standIns },
      words.leaveDone(who.name, names.join("、")),
    );
  };
  return (
    <FormDrawer
      title={words.leaveTitle(who.name)}
      open
      close={close}
      save={save}
      error={error}
      caught={caught}
      first="leave-until"
    >
      <p className="second">{words.leaveNote}</p>
      <Row label={words.firstDay} htmlFor="leave-from" fault={missing["from"]}>
        <DateField id="leave-from" value={from} onChange={setFrom} />
      </Row>
      <Row label={words.lastDay} htmlFor="leave-until" fault={missing["until"]}>
        <DateField id="leave-until" value={until} onChange={setUntil} earliest={from ?? me.clock.today} />
      </Row>
      {apart === undefined ? (
        <Row label={words.whoStandsIn} htmlFor="leave-by" fault={missing["everything"]}>
          <ChoosePerson id="leave-by" people={choices} value={everything} change={setEverything} />
          <ul className="post-list second">
            {posts.map((post) => (
              <li key={post.id}>{say(sayPost(post))}</li>
            ))}
          </ul>
          {posts.length > 1 && (
            <button type="button" className="textual" onClick={() => setApart({})}>
              {words.eachPost}
            </button>
          )}
        </Row>
      ) : (
        posts.map((post) => (
          <Row key={post.id} label={say(sayPost(post))} htmlFor={`leave-${post.id}`} fault={missing[post.id]}>
            <ChoosePerson
              id={`leave-${post.id}`}
              people={choices}
              value={by(post.id)}
              change={(account) => setApart({ ...apart, [post.id]: account })}
            />
          </Row>
        ))
      )}
    </FormDrawer>
  );
}

export function BackDrawer({ who, leave, close }: { who: Person; leave: LeaveState; close: () => void }) {
  const words = useWords(settingsWords);
  const { me } = useHere();
  const { act, caught, error } = useAct(close);
  const { today } = me.clock;
  const [back, setBack] = useState<string | undefined>(leave.from > today ? leave.from : today);
  return (
    <FormDrawer
      title={words.backTitle(who.name)}
      open
      close={close}
      save={() => back && act("leave.end", { leave: leave.id, back }, words.backDone(who.name))}
      error={error}
      caught={caught}
      first="leave-back"
    >
      <p className="second">{words.backNote}</p>
      <Row label={words.backDay} htmlFor="leave-back" fault={back ? undefined : words.needDay}>
        <DateField id="leave-back" value={back} onChange={setBack} earliest={today} latest={leave.until} />
      </Row>
    </FormDrawer>
  );
}

export function HandOverDrawer({ who, all, close }: { who: Person; all: People; close: () => void }) {
  const words = useWords(settingsWords);
  const say = useSay();
  const sayPost = usePostWords();
  const { me } = useHere();
  const { act, caught, error } = useAct(close);
  const along = useAsk<GoesAlong>("/api/people/goes-along", { account: who.id });
  const [from, setFrom] = useState<string | undefined>(me.clock.today);
  const posts = who.posts.filter((post) => isOn(post, from ?? me.clock.today));
  const [left, setLeft] = useState<string[]>([]);
  const [nexts] = useState(() => new Map(who.posts.map(({ id }) => [id, newId()])));
  const [to, setTo] = useState("");
  const [missing, setMissing] = useState<Record<string, string>>({});
  const chosen = posts.filter(({ id }) => !left.includes(id));
  const choices = others(all, who, { from: from ?? me.clock.today, until: null });

  const save = () => {
    const lacking: Record<string, string> = {};
    if (!from) lacking["from"] = words.needDay;
    if (!to) lacking["to"] = words.needPerson;
    if (chosen.length === 0) lacking["posts"] = words.needPost;
    setMissing(lacking);
    if (!from || Object.keys(lacking).length > 0) return;
    const given = chosen.map(({ id }) => ({ post: id, next: nexts.get(id) }));
    const name = choices.find(({ id }) => id === to)?.name ?? "";
    act("post.hand-over", { account: who.id, to, from, posts: given }, words.handOverDone(who.name, name));
  };
  return (
    <FormDrawer
      title={words.handOverTitle(who.name)}
      open
      close={close}
      save={save}
      error={error}
      caught={caught}
      first="hand-over-to"
    >
      <p className="second">{words.handOverNote}</p>
      <Row label={words.takenBy} htmlFor="hand-over-to" fault={missing["to"]}>
        <ChoosePerson id="hand-over-to" people={choices} value={to} change={setTo} />
      </Row>
      <Row label={words.fromDay} htmlFor="hand-over-from" fault={missing["from"]}>
        <DateField id="hand-over-from" value={from} onChange={setFrom} earliest={me.clock.today} />
      </Row>
      <Row label={words.whichPosts} fault={missing["posts"]}>
        <ul className="post-list">
          {posts.map((post) => {
            const goes = along.data?.posts.find(({ id }) => id === post.id);
            return (
              <li key={post.id}>
                <label className="check">
                  <input
                    type="checkbox"
                    checked={!left.includes(post.id)}
                    onChange={({ target }) =>
                      setLeft(target.checked ? left.filter((id) => id !== post.id) : [...left, post.id])
                    }
                  />
                  <strong>{say(sayPost(post))}</strong>
                </label>
                {/* Its line stands before its numbers come: nothing moves. */}
                <p className="post-goes second small">
                  {goes ? words.goesAlong(goes.overdue, goes.open, goes.cases) : " "}
                </p>
              </li>
            );
          })}
        </ul>
        <p className="third small">{words.guardedApart}</p>
      </Row>
    </FormDrawer>
  );
}

export function EndDrawer({ who, close }: { who: Person; close: () => void }) {
  const words = useWords(settingsWords);
  const say = useSay();
  const sayPost = usePostWords();
  const { me } = useHere();
  const { act, caught, error } = useAct(close);
  const { today } = me.clock;
  const posts = who.posts.filter(
    ({ from, until }) => (until === null || until >= today) && (until === null || until >= from),
  );
  const [post, setPost] = useState<PostState | undefined>(posts.length === 1 ? posts[0] : undefined);
  const [from, setFrom] = useState<string | undefined>(today);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const save = () => {
    setMissing({ ...(post ? {} : { post: words.needPost }), ...(from ? {} : { from: words.needDay }) });
    if (post && from) act("post.end", { post: post.id, from }, words.endDone(who.name, say(sayPost(post))));
  };
  return (
    <FormDrawer
      title={words.endTitle(who.name)}
      open
      close={close}
      save={save}
      error={error}
      caught={caught}
      first="end-from"
    >
      <p className="second">{words.endNote}</p>
      <Row label={words.role} fault={missing["post"]}>
        <div className="post-list" role="radiogroup" aria-label={words.role}>
          {posts.map((each) => (
            <label key={each.id} className="check">
              <input type="radio" name="post" checked={post?.id === each.id} onChange={() => setPost(each)} />
              {say(sayPost(each))}
            </label>
          ))}
        </div>
      </Row>
      <Row label={words.endFrom} htmlFor="end-from" fault={missing["from"]}>
        <DateField id="end-from" value={from} onChange={setFrom} earliest={today} />
      </Row>
    </FormDrawer>
  );
}

/** One post more for somebody who is known. */
export function GiveDrawer({ who, all, close }: { who: Person; all: People; close: () => void }) {
  const words = useWords(settingsWords);
  const say = useSay();
  const sayPost = usePostWords();
  const { act, caught, error } = useAct(close);
  const [post] = useState(newId);
  const [held, setHeld] = useState(useFirstPost(all));
  const [missing, setMissing] = useState<Record<string, string>>({});

  const save = () => {
    setMissing(held.from ? {} : { from: words.needDay });
    if (!held.from) return;
    const { id, username, name } = who;
    act(
      "post.give",
      { post, account: { id, username, name }, ...held },
      words.giveDone(name, say(sayPost(held))),
    );
  };
  return (
    <FormDrawer
      title={words.giveTitle(who.name)}
      open
      close={close}
      save={save}
      error={error}
      caught={caught}
      first="give-role"
    >
      <PostFields all={all} held={held} change={setHeld} fault={missing["from"]} />
    </FormDrawer>
  );
}

/** A post as it is being written down. */
export interface PostWritten {
  role: string;
  area: string | null;
  from: string | undefined;
}

export function useFirstPost({ roles }: People): PostWritten {
  const { me } = useHere();
  const role = roles.find(({ id, outside }) => id !== "secretary" && !outside)?.id ?? "secretary";
  return { role, area: null, from: me.clock.today };
}

export function PostFields({
  all,
  held,
  change,
  fault,
}: {
  all: People;
  held: PostWritten;
  change: (held: PostWritten) => void;
  fault: string | undefined;
}) {
  const words = useWords(settingsWords);
  const say = useSay();
  const { me } = useHere();
  return (
    <>
      <Row label={words.role} htmlFor="give-role">
        <select
          id="give-role"
          className="field"
          value={held.role}
          onChange={({ target }) => change({ ...held, role: target.value })}
        >
          {all.roles.map(({ id, title, outside }) => (
            <option key={id} value={id}>
              {outside ? `${say(title)}（${words.outside}）` : say(title)}
            </option>
          ))}
        </select>
      </Row>
      {me.office.areas.length > 0 && (
        <Row label={words.area} htmlFor="give-area">
          <select
            id="give-area"
            className="field"
            value={held.area ?? ""}
            onChange={({ target }) => change({ ...held, area: target.value || null })}
          >
            <option value="">{words.wholeOffice}</option>
            {me.office.areas.map(({ id, title }) => (
              <option key={id} value={id}>
                {say(title)}
              </option>
            ))}
          </select>
        </Row>
      )}
      <Row label={words.fromDay} htmlFor="give-from" fault={fault}>
        <DateField
          id="give-from"
          value={held.from}
          onChange={(from) => change({ ...held, from })}
          earliest={me.clock.today}
        />
      </Row>
    </>
  );
}
