import { useState } from "react";
import { inOrder } from "./settings-posts.ts";
import type { People, Person } from "#record/views/people.ts";
import type { PeopleHere } from "#server/routes/settings.ts";
import type { Standing } from "#server/sign-in.ts";
import type { LeaveState, PostState } from "#work/command.ts";
import { isOn } from "#work/staff.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { Menu } from "../../parts/menu.tsx";
import { Loading, Trouble } from "../../parts/states.tsx";
import { dayWords } from "../../words/dates.ts";
import { settingsWords } from "../../words/settings.ts";
import { CloseAccount, GivePassword, NewPersonDrawer, RemoveSecondFactor } from "./settings-accounts.tsx";
import {
  BackDrawer,
  EndDrawer,
  GiveDrawer,
  HandOverDrawer,
  LeaveDrawer,
  usePostWords,
} from "./settings-drawers.tsx";

type PersonHere = PeopleHere["people"][number];

/** What the panel at the right is for. */
type Doing =
  | { what: "leave" | "hand-over" | "end" | "give" | "password" | "second" | "close"; who: Person }
  | { what: "new" }
  | { what: "back"; who: Person; leave: LeaveState };

/** Everybody with a post, who is away, and who stands in. */
export default function PeopleSection() {
  const words = useWords(settingsWords);
  const { me } = useHere();
  const [doing, setDoing] = useState<Doing>();
  const asked = useAsk<PeopleHere>("/api/people");
  if (asked.isError && !asked.data) return <Trouble error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Loading />;
  const { today } = me.clock;
  const { people } = asked.data;
  const isHere = ({ posts }: Person) =>
    posts.some(({ from, until }) =>
      from > today ? until === null || until >= from : isOn({ from, until }, today),
    );
  const order = me.office.areas.map(({ id }) => id);
  const inPost = inOrder(people.filter(isHere), order);
  const left = people.filter((each) => !isHere(each));
  const leaves = people
    .flatMap((who) => who.leaves.map((leave) => ({ who, leave })))
    .filter(({ leave }) => leave.until >= today && leave.until >= leave.from)
    .sort((a, b) => (a.leave.from < b.leave.from ? -1 : 1));
  const away = leaves.filter(({ leave }) => isOn(leave, today));
  const close = () => setDoing(undefined);
  return (
    <>
      <div className="tools">
        <p className="second">{words.peopleLead(inPost.length, away.length)}</p>
        <span className="end">
          <button type="button" className="button primary" onClick={() => setDoing({ what: "new" })}>
            {words.newPerson}
          </button>
        </span>
      </div>
      {leaves.length > 0 && (
        <section className="section" aria-label={words.away}>
          <div className="section-head">
            <h2>{words.away}</h2>
          </div>
          <ul className="people">
            {leaves.map(({ who, leave }) => (
              <LeaveRow
                key={leave.id}
                who={who}
                leave={leave}
                people={people}
                back={() => setDoing({ what: "back", who, leave })}
              />
            ))}
          </ul>
        </section>
      )}
      <section className="section" aria-label={words.inPost}>
        <div className="section-head">
          <h2>{words.inPost}</h2>
        </div>
        <ul className="people">
          {inPost.map((who) => (
            <PersonRow key={who.id} who={who} roles={asked.data.roles} act={setDoing} />
          ))}
        </ul>
      </section>
      {left.length > 0 && (
        <details className="section people-left">
          <summary>{words.left(left.length)}</summary>
          <ul className="people">
            {left.map((who) => (
              <PersonRow key={who.id} who={who} roles={asked.data.roles} act={setDoing} isLeft />
            ))}
          </ul>
        </details>
      )}
      {doing?.what === "leave" && <LeaveDrawer who={doing.who} all={asked.data} close={close} />}
      {doing?.what === "hand-over" && <HandOverDrawer who={doing.who} all={asked.data} close={close} />}
      {doing?.what === "end" && <EndDrawer who={doing.who} close={close} />}
      {doing?.what === "give" && <GiveDrawer who={doing.who} all={asked.data} close={close} />}
      {doing?.what === "new" && <NewPersonDrawer all={asked.data} close={close} />}
      {doing?.what === "password" && <GivePassword who={doing.who} close={close} />}
      {doing?.what === "second" && <RemoveSecondFactor who={doing.who} close={close} />}
      {doing?.what === "close" && <CloseAccount who={doing.who} close={close} />}
      {doing?.what === "back" && <BackDrawer who={doing.who} leave={doing.leave} close={close} />}
    </>
  );
}

function LeaveRow({
  who,
  leave,
  people,
  back,
}: {
  who: Person;
  leave: LeaveState;
  people: Person[];
  back: () => void;
}) {
  const words = useWords(settingsWords);
  const { language } = useReading();
  const { me } = useHere();
  const { today } = me.clock;
  const now = isOn(leave, today);
  const names = [
    ...new Set(leave.standIns.map(({ account }) => people.find(({ id }) => id === account)?.name ?? "")),
  ];
  const said = (day: string) => dayWords(day, language, today);
  return (
    <li className="person" data-leave={who.username}>
      <div className="person-who">
        <span className="name">{who.name}</span>
        <span className={now ? "tag on-leave" : "tag"}>{now ? words.nowAway : words.comingLeave}</span>
      </div>
      <div className="person-posts">
        <span>{words.awayDays(said(leave.from), said(leave.until))}</span>
        <span className="second">{names.map((name) => words.standsIn(name)).join(" · ")}</span>
      </div>
      <div className="person-acts">
        <button type="button" className="button" onClick={back}>
          {now ? words.back : words.cancelLeave}
        </button>
      </div>
    </li>
  );
}

function PersonRow({
  who,
  roles,
  act,
  isLeft = false,
}: {
  who: PersonHere;
  roles: People["roles"];
  act: (doing: Doing) => void;
  isLeft?: boolean;
}) {
  const words = useWords(settingsWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const sayPost = usePostWords();
  const { today } = me.clock;
  // What has ended is told only of who has left.
  const posts = who.posts.filter(
    ({ from, until }) => (until === null || until >= from) && (isLeft || until === null || until >= today),
  );
  const days = ({ from, until }: PostState) =>
    [
      from > today ? words.from(dayWords(from, language, today)) : undefined,
      until === null ? undefined : words.until(dayWords(until, language, today)),
    ]
      .filter((each) => each !== undefined)
      .join("，");
  const outside = posts.every(({ role }) => roles.find(({ id }) => id === role)?.outside === true);
  return (
    <li className="person" data-person={who.username}>
      <div className="person-who">
        <span className="name">{who.name}</span>
        <span className="third small">{who.username}</span>
        {!isLeft && who.signIn && <SignInStanding of={who.signIn} />}
        {outside && posts.length > 0 && <span className="tag">{words.outside}</span>}
      </div>
      <div className="person-posts">
        {posts.map((post) => (
          <span key={post.id}>
            {say(sayPost(post))}
            {days(post) && <span className="third small"> {days(post)}</span>}
          </span>
        ))}
      </div>
      <div className="person-acts">
        {!isLeft && (
          <button type="button" className="button" onClick={() => act({ what: "leave", who })}>
            {words.leave}
          </button>
        )}
        <Menu label={words.moreOf(who.name)} button={<span>{words.more}</span>} className="button plain">
          {(close) => {
            const own = who.id === me.account.id;
            const choices: ["hand-over" | "give" | "end" | "password" | "second" | "close", string][] = isLeft
              ? [["give", words.giveAnother]]
              : [
                  ["hand-over", words.handOver],
                  ["give", words.giveAnother],
                  ["end", words.end],
                ];
            if (!isLeft && !own && who.signIn) choices.push(["password", words.givePassword]);
            if (!isLeft && !own && who.signIn?.secondFactor) choices.push(["second", words.removeSecond]);
            if (!isLeft && !own) choices.push(["close", words.closeAccount]);
            return choices.map(([what, said]) => (
              <button
                key={what}
                type="button"
                className="menu-item"
                onClick={() => {
                  close();
                  act({ what, who });
                }}
              >
                {said}
              </button>
            ));
          }}
        </Menu>
      </div>
    </li>
  );
}

/** Only where there is something to do, or the day of the last signing in: this is no measure of anybody's work. */
function SignInStanding({ of: { password, signedInOn } }: { of: Standing }) {
  const words = useWords(settingsWords);
  const { language } = useReading();
  const { me } = useHere();
  if (password === "none") return <span className="tag away">{words.noPassword}</span>;
  if (password === "expired") return <span className="tag away">{words.passwordExpired}</span>;
  if (password === "given") return <span className="tag">{words.passwordGiven}</span>;
  return (
    <span className="third small person-signed-in">
      {signedInOn === null
        ? words.neverSignedIn
        : words.signedInOn(dayWords(signedInOn, language, me.clock.today))}
    </span>
  );
}
