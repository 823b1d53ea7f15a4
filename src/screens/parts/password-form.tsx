import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { passwordFault, shortestPassword } from "#basics/password.ts";
import type { OwnAccount } from "#server/routes/own-account.ts";
import { accountWords } from "../words/account.ts";
import { post } from "./api.ts";
import { useReading, useSay, useWords } from "./language.tsx";
import { PasswordInput } from "./password-input.tsx";
import { faultsByField } from "./say-error.ts";

/** A new password, told while it is typed what it still lacks. The old one is asked for unless it was a one-time password. */
export function PasswordForm({
  account,
  act,
  done,
}: {
  account: OwnAccount;
  /** What the button says. */
  act: string;
  done: () => void;
}) {
  const words = useWords(accountWords);
  const say = useSay();
  const { language } = useReading();
  const client = useQueryClient();
  const [old, setOld] = useState("");
  const [to, setTo] = useState("");
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [sending, setSending] = useState(false);
  const lacks = to === "" ? undefined : passwordFault(to, account);

  const save = async () => {
    const missing: Record<string, string> = {};
    if (!account.mustChange && old === "") missing["old"] = words.needOld;
    if (to === "") missing["to"] = words.needNew;
    else if (lacks) missing["to"] = say(lacks.say);
    setFaults(missing);
    const [wrong] = Object.keys(missing);
    if (wrong !== undefined) return document.getElementById(`password-${wrong}`)?.focus();
    setSending(true);
    try {
      await post("/api/me/password", account.mustChange ? { to } : { old, to });
      setOld("");
      setTo("");
      done();
      await client.resetQueries();
    } catch (caught) {
      setFaults(faultsByField(caught, ["old", "to"], language));
    } finally {
      setSending(false);
    }
  };

  return (
    <form
      className="door-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {/* So that a password manager knows whose password it keeps. */}
      <input
        className="unseen"
        autoComplete="username"
        value={account.username}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      {!account.mustChange && (
        <div>
          <label className="field-label" htmlFor="password-old">
            {words.old}
          </label>
          <PasswordInput
            id="password-old"
            autoComplete="current-password"
            value={old}
            onChange={({ target }) => setOld(target.value)}
            aria-invalid={faults["old"] !== undefined}
            aria-describedby={faults["old"] ? "password-old-fault" : undefined}
          />
          {faults["old"] && (
            <p className="fault" id="password-old-fault" role="alert">
              {faults["old"]}
            </p>
          )}
        </div>
      )}
      <div>
        <label className="field-label" htmlFor="password-to">
          {words.new}
        </label>
        <PasswordInput
          id="password-to"
          autoComplete="new-password"
          value={to}
          onChange={({ target }) => {
            setTo(target.value);
            setFaults({});
          }}
          aria-invalid={faults["to"] !== undefined}
          aria-describedby="password-rule"
        />
        <p
          className={faults["to"] ? "password-rule fault" : "password-rule second small"}
          id="password-rule"
          role="status"
        >
          {faults["to"] ?? (to === "" ? words.rule(shortestPassword) : lacks ? say(lacks.say) : words.good)}
        </p>
      </div>
      {faults[""] && (
        <p className="fault" role="alert">
          {faults[""]}
        </p>
      )}
      <button type="submit" className="button primary" disabled={sending}>
        {act}
      </button>
    </form>
  );
}
