import { useEffect, useRef, useState } from "react";
import { newId } from "#basics/id.ts";
import type { People, Person } from "#record/views/people.ts";
import type { OneTimePassword } from "#server/sign-in.ts";
import { isOnOrToCome } from "#work/staff.ts";
import { Refused } from "../../parts/api.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { FormDrawer, Row } from "../../parts/drawer.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { faultsByField, sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { useToast } from "../../parts/toast.tsx";
import { recordWords } from "../../words/record.ts";
import { dayWords, localParts } from "../../words/dates.ts";
import { settingsWords } from "../../words/settings.ts";
import { PostFields, useFirstPost, usePostWords } from "./settings-drawers.tsx";

const usernameShape = /^[\p{L}\p{N}._-]{2,40}$/u;

/** An account, a post and a one-time password in one act. */
export function NewPersonDrawer({ all, close }: { all: People; close: () => void }) {
  const words = useWords(settingsWords);
  const { language } = useReading();
  const send = useSend();
  const [ids] = useState(() => ({ post: newId(), account: newId() }));
  const [name, setName] = useState("");
  const [typed, setTyped] = useState<string>();
  const [held, setHeld] = useState(useFirstPost(all));
  const [missing, setMissing] = useState<Record<string, string>>({});
  const [caught, setCaught] = useState<unknown>();
  const [given, setGiven] = useState<OneTimePassword>();
  const hasPost = useRef(false);
  const others = all.people.filter(({ id }) => id !== ids.account);
  const username = typed ?? suggested(name, others);
  const who = { id: ids.account, username: username.toLowerCase(), name: name.trim() };

  const save = async () => {
    const lacking: Record<string, string> = {};
    if (!name.trim()) lacking["name"] = words.needName;
    if (!usernameShape.test(username)) lacking["username"] = words.needUsername;
    else if (others.some((each) => each.username === who.username)) lacking["username"] = words.usernameTaken;
    if (!held.from) lacking["from"] = words.needDay;
    setMissing(lacking);
    setCaught(undefined);
    if (Object.keys(lacking).length > 0) return;
    try {
      if (!hasPost.current) await send("post.give", { post: ids.post, account: who, ...held });
      hasPost.current = true;
      const answer = await send("account.give-password", { account: who.id });
      setGiven(answer?.oneTime);
      if (answer?.oneTime === undefined) setMissing({ name: words.slipAgain });
    } catch (error) {
      setCaught(error);
      setMissing(faultsByField(error, ["username", "name"], language));
    }
  };
  if (given) return <Slip who={who} given={given} close={close} />;
  return (
    <FormDrawer
      title={words.newPersonTitle}
      open
      close={close}
      save={() => void save()}
      error={caught === undefined || hasField(caught) ? undefined : sayError(caught, language)}
      caught={caught}
      first="new-name"
    >
      <p className="second">{words.newPersonNote}</p>
      <Row label={words.personName} htmlFor="new-name" fault={missing["name"]}>
        <input
          id="new-name"
          className="field"
          autoComplete="off"
          maxLength={60}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </Row>
      <Row label={words.username} htmlFor="new-username" fault={missing["username"]}>
        <input
          id="new-username"
          className="field"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          value={username}
          onChange={({ target }) => setTyped(target.value)}
        />
        <p className="third small">{words.usernameNote}</p>
      </Row>
      <PostFields all={all} held={held} change={setHeld} fault={missing["from"]} />
    </FormDrawer>
  );
}

function hasField(caught: unknown): boolean {
  return caught instanceof Refused && ["username-taken", "taken"].includes(caught.code);
}

/** The name as it is, so that nothing is typed twice; with a number where somebody is called so already. */
function suggested(name: string, people: Person[]): string {
  const plain = name
    .trim()
    .replaceAll(/[^\p{L}\p{N}._-]/gu, "")
    .toLowerCase();
  if (plain === "") return "";
  const taken = new Set(people.map(({ username }) => username));
  for (let number = 1; ; number++) {
    const free = number === 1 ? plain : `${plain}${number}`;
    if (!taken.has(free)) return free;
  }
}

export function GivePassword({ who, close }: { who: Person; close: () => void }) {
  const words = useWords(settingsWords);
  const record = useWords(recordWords);
  const { language } = useReading();
  const send = useSend();
  const [given, setGiven] = useState<OneTimePassword>();
  const [fault, setFault] = useState<{ say: string; caught: unknown }>();
  if (given) return <Slip who={who} given={given} close={close} />;
  return (
    <ConfirmDialog
      title={words.givePasswordTitle(who.name)}
      say={words.givePasswordSay}
      detail={words.givePasswordNote}
      act={words.givePassword}
      cancel={record.cancel}
      fault={fault?.say}
      caught={fault?.caught}
      close={close}
      done={async () => {
        try {
          const answer = await send("account.give-password", { account: who.id });
          if (answer?.oneTime) setGiven(answer.oneTime);
          else setFault({ say: words.slipAgain, caught: undefined });
        } catch (caught) {
          setFault({ say: sayError(caught, language), caught });
        }
      }}
    />
  );
}

export function RemoveSecondFactor({ who, close }: { who: Person; close: () => void }) {
  const words = useWords(settingsWords);
  const record = useWords(recordWords);
  const { language } = useReading();
  const send = useSend();
  const toast = useToast();
  const [fault, setFault] = useState<{ say: string; caught: unknown }>();
  return (
    <ConfirmDialog
      title={words.removeSecondTitle(who.name)}
      say={words.removeSecondSay}
      detail={words.removeSecondNote}
      act={words.removeSecond}
      cancel={record.cancel}
      fault={fault?.say}
      caught={fault?.caught}
      close={close}
      done={async () => {
        try {
          await send("account.remove-second-factor", { account: who.id });
          toast({ say: words.removeSecondDone(who.name) });
          close();
        } catch (caught) {
          setFault({ say: sayError(caught, language), caught });
        }
      }}
    />
  );
}

export function CloseAccount({ who, close }: { who: Person; close: () => void }) {
  const words = useWords(settingsWords);
  const record = useWords(recordWords);
  const say = useSay();
  const sayPost = usePostWords();
  const { language } = useReading();
  const { me } = useHere();
  const send = useSend();
  const toast = useToast();
  const [fault, setFault] = useState<{ say: string; caught: unknown }>();
  const posts = who.posts.filter((post) => isOnOrToCome(post, me.clock.today));
  return (
    <ConfirmDialog
      title={words.closeTitle(who.name)}
      say={words.closeSay(posts.map((post) => say(sayPost(post))).join(record.comma))}
      detail={words.closeNote}
      act={words.closeAccount}
      cancel={record.cancel}
      fault={fault?.say}
      caught={fault?.caught}
      close={close}
      done={async () => {
        try {
          await send("account.close", { account: who.id });
          toast({ say: words.closeDone(who.name) });
          close();
        } catch (caught) {
          setFault({ say: sayError(caught, language), caught });
        }
      }}
    />
  );
}

/** What is handed over on paper. It stays until it is put away by hand: Escape would lose the only sight of it. */
function Slip({
  who,
  given: { password, until },
  close,
}: {
  who: { name: string; username: string };
  given: OneTimePassword;
  close: () => void;
}) {
  const words = useWords(settingsWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const dialog = useRef<HTMLDialogElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const lines = [
    [words.slipAddress, location.origin],
    [words.username, who.username],
    [words.slipPassword, password],
  ] as const;
  const goodUntil = words.slipUntil(dayWords(localParts(until, me.clock.zone).day, language));
  const copy = async () => {
    await navigator.clipboard.writeText(lines.map(([label, value]) => `${label}: ${value}`).join("\n"));
    setCopied(true);
  };
  return (
    <dialog
      ref={dialog}
      className="reason-dialog slip"
      aria-label={words.slipTitle(who.name)}
      onCancel={(event) => event.preventDefault()}
      onClose={close}
    >
      <div className="form">
        <h2>{words.slipTitle(who.name)}</h2>
        <p className="second">{say(me.office.title)}</p>
        <dl className="slip-lines">
          {lines.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd data-slip={label === words.slipPassword ? "password" : undefined}>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="second">{goodUntil}</p>
        <p>{words.slipHow}</p>
        <p className="second no-print">{words.slipOnce}</p>
        <div className="drawer-foot no-print">
          {/* Only over HTTPS and on this machine itself do browsers have a clipboard to write to. */}
          {"clipboard" in navigator && (
            <button type="button" className="button" onClick={() => void copy()}>
              {copied ? words.copied : words.copy}
            </button>
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            {words.print}
          </button>
          <button type="button" className="button primary" onClick={close}>
            {words.done}
          </button>
        </div>
      </div>
    </dialog>
  );
}
