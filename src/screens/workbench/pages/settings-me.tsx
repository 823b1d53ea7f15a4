import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OwnAccount } from "#server/routes/own-account.ts";
import { post } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { PasswordForm } from "../../parts/password-form.tsx";
import SecondFactorSetUp, { BackupCodesAnew } from "../../parts/second-factor.tsx";
import { sayError } from "../../parts/say-error.ts";
import { Loading, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { accountWords } from "../../words/account.ts";
import { dayWords, momentWords } from "../../words/dates.ts";
import "../../parts/form.css";

/** Everybody's own: their password, and where they are signed in. */
export default function OwnAccountSection() {
  const words = useWords(accountWords);
  const toast = useToast();
  const { may } = useHere();
  const asked = useAsk<OwnAccount>("/api/me/account");
  if (asked.isError && !asked.data) return <Trouble error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Loading />;
  const account = asked.data;
  return (
    <>
      <div className="tools">
        <p className="second">{words.who(account.name, account.username)}</p>
      </div>
      <section className="section" aria-label={words.sessions}>
        <div className="section-head">
          <h2>{words.sessions}</h2>
        </div>
        <Sessions of={account} />
      </section>
      <section className="section" aria-label={words.password}>
        <div className="section-head">
          <h2>{words.password}</h2>
        </div>
        {account.demonstration ? (
          <p className="second own-note">{words.noPassword}</p>
        ) : (
          <>
            <p className="second own-note">{words.changeNote}</p>
            <PasswordForm account={account} act={words.change} done={() => toast({ say: words.changed })} />
          </>
        )}
      </section>
      <section className="section" aria-label={words.secondFactor}>
        <div className="section-head">
          <h2>{words.secondFactor}</h2>
          {account.secondFactor && <span className="tag">{words.secondFactorOn}</span>}
        </div>
        <SecondFactor of={account} />
      </section>
      {may("duty.excuse") && (
        <details className="section people-left">
          <summary>{words.helpTitle}</summary>
          <ConfirmRecovery />
        </details>
      )}
    </>
  );
}

/** The second of two officers; whoever has a post of the office itself. */
function ConfirmRecovery() {
  const words = useWords(accountWords);
  const { language } = useReading();
  const toast = useToast();
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<string>();
  const confirm = async () => {
    setFault(undefined);
    try {
      await post("/api/recovery/confirm", { code });
      setCode("");
      toast({ say: words.helpDone });
    } catch (error) {
      setFault(sayError(error, language));
    }
  };
  return (
    <form
      className="door-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <p className="second">{words.helpLead}</p>
      <div>
        <label className="field-label" htmlFor="recovery-code">
          {words.helpCode}
        </label>
        <input
          id="recovery-code"
          className="field"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={20}
          value={code}
          onChange={({ target }) => setCode(target.value)}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : "recovery-fault"}
        />
        {fault && (
          <p className="fault" id="recovery-fault" role="alert">
            {fault}
          </p>
        )}
      </div>
      <button type="submit" className="button">
        {words.helpAct}
      </button>
    </form>
  );
}

function SecondFactor({ of: { demonstration, secondFactor, username } }: { of: OwnAccount }) {
  const words = useWords(accountWords);
  const { language } = useReading();
  const { me } = useHere();
  const client = useQueryClient();
  const [doing, setDoing] = useState<"set-up" | "codes">();
  const done = () => {
    setDoing(undefined);
    void client.resetQueries();
  };
  const cancel = () => setDoing(undefined);
  if (demonstration) return <p className="second own-note">{words.demonstrationExempt}</p>;
  if (doing === "codes") return <BackupCodesAnew done={done} cancel={cancel} />;
  if (doing === "set-up")
    return <SecondFactorSetUp username={username} replaces={secondFactor} done={done} cancel={cancel} />;
  return (
    <>
      <p className="second own-note">
        {words.secondFactorIs}{" "}
        {me.secondFactorBy && (
          <strong>{words.secondFactorNeeded(dayWords(me.secondFactorBy, language))}</strong>
        )}
      </p>
      <div className="second-acts">
        <button
          type="button"
          className={secondFactor ? "button" : "button primary"}
          onClick={() => setDoing("set-up")}
        >
          {secondFactor ? words.otherPhone : words.setUp}
        </button>
        {secondFactor && (
          <button type="button" className="button" onClick={() => setDoing("codes")}>
            {words.backupAnew}
          </button>
        )}
      </div>
    </>
  );
}

function Sessions({ of: { sessions } }: { of: OwnAccount }) {
  const words = useWords(accountWords);
  const say = useSay();
  const { language } = useReading();
  const { me } = useHere();
  const client = useQueryClient();
  const toast = useToast();
  const end = async (which: { session: string } | { others: true }) => {
    try {
      await post("/api/me/sessions/end", which);
      await client.invalidateQueries();
      toast({ say: words.ended });
    } catch (error) {
      toast({ say: sayError(error, language), tone: "trouble" });
    }
  };
  const others = sessions.filter(({ here }) => !here);
  return (
    <>
      <p className="second own-note">{words.sessionsNote}</p>
      <ul className="people">
        {sessions.map(({ id, device, since, here }) => (
          <li key={id} className="person" data-session={here ? "here" : "other"}>
            <div className="person-who">
              <span className="name">{say(device)}</span>
              {here && <span className="tag">{words.here}</span>}
            </div>
            <div className="person-posts">
              <span className="second">{words.since(momentWords(since, me.clock.zone, language))}</span>
            </div>
            <div className="person-acts">
              {!here && (
                <button
                  type="button"
                  className="button"
                  aria-label={words.endOf(say(device))}
                  onClick={() => void end({ session: id })}
                >
                  {words.end}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <p className="own-note">
          <button type="button" className="button" onClick={() => void end({ others: true })}>
            {words.endOthers}
          </button>
        </p>
      )}
    </>
  );
}
