import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { post, Refused } from "../parts/api.ts";
import { useReading, useWords } from "../parts/language.tsx";
import { sayError } from "../parts/say-error.ts";
import { signInWords } from "../words/sign-in.ts";

/** The password was right; now the digits from their telephone, or a code that they put by. */
export function SecondStep({ again }: { again: () => void }) {
  const words = useWords(signInWords);
  const { language } = useReading();
  const client = useQueryClient();
  const [way, setWay] = useState<"totp" | "backup-code">("totp");
  const [code, setCode] = useState("");
  const [trusted, setTrusted] = useState(false);
  const [fault, setFault] = useState<string>();
  const [sending, setSending] = useState(false);
  const [recovery, setRecovery] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [way]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setFault(undefined);
    try {
      const written = way === "totp" ? code.replaceAll(/\s/g, "") : code.trim().toLowerCase();
      await post(`/api/auth/two-factor/verify-${way}`, { code: written, trustDevice: trusted });
      await client.resetQueries();
    } catch (caught) {
      const known = caught instanceof Refused ? faults[caught.code] : undefined;
      setFault(known === undefined ? sayError(caught, language) : words[known]);
    } finally {
      setSending(false);
    }
  };
  const askRecovery = async () => {
    setFault(undefined);
    try {
      setRecovery((await post<{ code: string }>("/api/auth/recovery")).code);
    } catch (caught) {
      setFault(
        caught instanceof Refused && caught.status === 401 ? words.codeLate : sayError(caught, language),
      );
    }
  };
  if (recovery)
    return (
      <div className="door-form">
        <h2>{words.recoveryTitle}</h2>
        <p className="recovery-code">{recovery}</p>
        <p>{words.recoveryLead}</p>
        <button type="button" className="button primary" onClick={again}>
          {words.again}
        </button>
      </div>
    );
  const other = way === "totp" ? "backup-code" : "totp";
  return (
    <form className="door-form" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{words.codeTitle}</h2>
      {way === "totp" && <p className="second">{words.codeLead}</p>}
      <div>
        <label className="field-label" htmlFor="code">
          {way === "totp" ? words.code : words.backupCode}
        </label>
        <input
          ref={field}
          id="code"
          className="field"
          inputMode={way === "totp" ? "numeric" : "text"}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={20}
          value={code}
          onChange={({ target }) => setCode(target.value)}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : "code-fault"}
        />
        {fault && (
          <p className="fault" id="code-fault" role="alert">
            {fault}
          </p>
        )}
      </div>
      <label className="check">
        <input type="checkbox" checked={trusted} onChange={({ target }) => setTrusted(target.checked)} />
        {words.trust}
      </label>
      <button type="submit" className="button primary" disabled={sending}>
        {words.goOn}
      </button>
      <p>
        <button
          type="button"
          className="textual"
          onClick={() => {
            setWay(other);
            setCode("");
            setFault(undefined);
          }}
        >
          {other === "totp" ? words.useCode : words.useBackup}
        </button>
      </p>
      <p className="third small">
        {words.lostPhone}{" "}
        <button type="button" className="textual" onClick={() => void askRecovery()}>
          {words.secretaryLost}
        </button>
      </p>
      <p>
        <button type="button" className="textual" onClick={again}>
          {words.again}
        </button>
      </p>
    </form>
  );
}

const faults: Record<string, "codeWrong" | "backupWrong" | "codeTooMany" | "codeLate"> = {
  INVALID_CODE: "codeWrong",
  INVALID_BACKUP_CODE: "backupWrong",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "codeTooMany",
  ACCOUNT_TEMPORARILY_LOCKED: "codeTooMany",
  INVALID_TWO_FACTOR_COOKIE: "codeLate",
};
