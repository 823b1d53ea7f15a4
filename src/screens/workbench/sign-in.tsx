import { groupBy } from "../parts/group-by.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import type { Demonstration } from "#server/routes/sign-in.ts";
import { post, Refused } from "../parts/api.ts";
import { useAsk } from "../parts/ask.ts";
import { useClock } from "../parts/clock.ts";
import { useReading, useSay, useWords } from "../parts/language.tsx";
import { PasswordInput } from "../parts/password-input.tsx";
import { sayError } from "../parts/say-error.ts";
import { Loading, Trouble } from "../parts/states.tsx";
import { clockWords } from "../words/dates.ts";
import { signInWords } from "../words/sign-in.ts";
import { shellWords } from "../words/shell.ts";
import { SecondStep } from "./second-step.tsx";
import "./shell.css";

export function SignIn() {
  const words = useWords(signInWords);
  const door = useAsk<Demonstration>("/api/demonstration");
  const [ownAccount, setOwnAccount] = useState(false);
  if (door.isError && !door.data)
    return <Trouble error={door.error} retry={() => void door.refetch()} whole />;
  if (!door.data) return <Loading whole rows={3} />;
  const roles = door.data.demonstration && !ownAccount;
  return (
    <Door>
      {roles ? <Roles door={door.data} readAt={door.dataUpdatedAt} /> : <OwnAccount />}
      {door.data.demonstration && (
        <p className="door-foot">
          <button type="button" className="textual" onClick={() => setOwnAccount(roles)}>
            {roles ? words.ownAccount : words.backToRoles}
          </button>
        </p>
      )}
    </Door>
  );
}

/** What everybody sees who is not inside yet. */
export function Door({ children }: { children: ReactNode }) {
  const words = useWords(signInWords);
  const shell = useWords(shellWords);
  const { language, setLanguage } = useReading();
  return (
    <div className="door">
      <div className="door-inner">
        <header className="door-head">
          <div>
            <h1 className="brand">{words.title}</h1>
            <p className="second">{words.lead}</p>
          </div>
          <button
            type="button"
            className="textual"
            lang={language === "zh" ? "en" : "zh-CN"}
            onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
          >
            {shell.switchLanguage}
          </button>
        </header>
        <main>{children}</main>
      </div>
    </div>
  );
}

function Roles({ door, readAt }: { door: Demonstration; readAt: number }) {
  const words = useWords(signInWords);
  const say = useSay();
  const { language } = useReading();
  const client = useQueryClient();
  const now = useClock(door.clock, readAt);
  const [entering, setEntering] = useState<string>();
  const [error, setError] = useState<unknown>();
  // The office with most roles to try stands first: the other is there to show that neither sees into the other.
  const offices = [...groupBy(door.accounts, (account) => account.office.id).values()].sort(
    (one, other) => other.length - one.length,
  );

  const roleOf = (account: Demonstration["accounts"][number]) => say(account.posts[0]?.title);
  // One order of roles in every office: as the first one has them.
  const roles = [...groupBy(offices.flat(), roleOf).keys()];

  const enter = async (username: string) => {
    setEntering(username);
    setError(undefined);
    try {
      await post("/api/auth/sign-in/demonstration", { username });
      await client.resetQueries();
    } catch (caught) {
      setError(caught);
      setEntering(undefined);
    }
  };

  return (
    <>
      <p className="door-clock">
        <span className="clock-chip">{words.demonstration}</span>
        <span className="second nowrap">{words.clock(clockWords(now, door.clock.zone, language))}</span>
      </p>
      <h2>{words.chooseRole}</h2>
      {error !== undefined && (
        <p className="fault" role="alert">
          {sayError(error, language)}
        </p>
      )}
      {offices.map((accounts) => (
        <section
          key={accounts[0]?.office.id}
          className="door-office"
          aria-label={say(accounts[0]?.office.title)}
        >
          <h3>
            {say(accounts[0]?.office.title)}{" "}
            <a className="door-public" href={`/open/${accounts[0]?.office.id}?language=${language}`}>
              {words.publicPage}
            </a>
          </h3>
          {roles
            .map((role) => [role, accounts.filter((account) => roleOf(account) === role)] as const)
            .filter(([, holders]) => holders.length > 0)
            .map(([role, holders]) => (
              <div key={role} className="roles" role="group" aria-label={role}>
                <p className="roles-title">{role}</p>
                <div className="roles-cards">
                  {holders.map((account) => (
                    <button
                      key={account.username}
                      type="button"
                      className="role-card"
                      data-account={account.username}
                      disabled={entering !== undefined}
                      aria-busy={entering === account.username}
                      onClick={() => void enter(account.username)}
                    >
                      <strong>{account.name}</strong>
                      {account.posts.map((held, at) => (
                        <span key={at} className="second">
                          {at > 0 && `${say(held.title)} · `}
                          {held.area ? say(held.area) : words.allAreas}
                        </span>
                      ))}
                    </button>
                  ))}
                </div>
              </div>
            ))}
        </section>
      ))}
    </>
  );
}

function OwnAccount() {
  const words = useWords(signInWords);
  const [isHalfWay, setHalfWay] = useState(false);
  const { language } = useReading();
  const client = useQueryClient();
  const [fault, setFault] = useState<{ field?: "username" | "password"; say: string }>();
  const [sending, setSending] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = typed.get(name);
      return typeof value === "string" ? value : "";
    };
    const username = text("username").trim();
    const password = text("password");
    if (!username) return setFault({ field: "username", say: words.empty });
    if (!password) return setFault({ field: "password", say: words.empty });
    setSending(true);
    setFault(undefined);
    try {
      const answer = await post<{ twoFactorRedirect?: true }>("/api/auth/sign-in/username", {
        username,
        password,
      });
      if (answer.twoFactorRedirect) setHalfWay(true);
      else await client.resetQueries();
    } catch (caught) {
      const { status, code } = caught instanceof Refused ? caught : { status: 0, code: "" };
      setFault({
        say:
          status === 401
            ? words.wrong
            : code === "ONE_TIME_PASSWORD_EXPIRED"
              ? words.lapsed
              : sayError(caught, language),
      });
    } finally {
      setSending(false);
    }
  };

  if (isHalfWay) return <SecondStep again={() => setHalfWay(false)} />;
  const field = (name: "username" | "password") => ({
    id: name,
    name,
    "aria-invalid": fault?.field === name,
    "aria-describedby": fault?.field === name ? `${name}-fault` : undefined,
  });
  return (
    <form className="door-form" onSubmit={(event) => void submit(event)} noValidate>
      {(["username", "password"] as const).map((name) => (
        <div key={name}>
          <label className="field-label" htmlFor={name}>
            {words[name]}
          </label>
          {name === "password" ? (
            <PasswordInput {...field(name)} autoComplete="current-password" />
          ) : (
            <input className="field" {...field(name)} autoComplete="username" />
          )}
          {fault?.field === name && (
            <span className="fault" id={`${name}-fault`}>
              {fault.say}
            </span>
          )}
        </div>
      ))}
      {fault && !fault.field && (
        <p className="fault" role="alert">
          {fault.say}
        </p>
      )}
      <button type="submit" className="button primary" disabled={sending}>
        {sending ? words.signingIn : words.signIn}
      </button>
      <p className="third small">{words.forgotten}</p>
    </form>
  );
}
