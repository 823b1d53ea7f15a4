import { QRCode } from "antd";
import { useState, type FormEvent, type ReactNode } from "react";
import { accountWords } from "../words/account.ts";
import { Antd } from "./antd.tsx";
import { post, Refused } from "./api.ts";
import { useReading, useWords } from "./language.tsx";
import { PasswordInput } from "./password-input.tsx";
import { sayError } from "./say-error.ts";
import "./form.css";

/** What the library answers when it has made a key. */
interface Made {
  totpURI: string;
  backupCodes: string[];
}

/** The password once more, the code to scan, the first six digits, and the codes to put by: then it is on. */
export default function SecondFactorSetUp({
  username,
  replaces = false,
  done,
  cancel,
}: {
  username: string;
  /** There is one already, on another telephone. */
  replaces?: boolean;
  done: () => void;
  cancel?: () => void;
}) {
  const words = useWords(accountWords);
  const [made, setMade] = useState<Made>();
  const [isOn, setOn] = useState(false);
  if (isOn && made) return <BackupCodes codes={made.backupCodes} done={done} />;
  if (made) return <Scan made={made} username={username} cancel={cancel} on={() => setOn(true)} />;
  return (
    <AskPassword
      act={words.next}
      note={replaces ? words.otherPhoneNote : words.setUpPassword}
      cancel={cancel}
      send={async (password) => {
        if (replaces) await post("/api/auth/two-factor/disable", { password });
        setMade(await post<Made>("/api/auth/two-factor/enable", { password }));
      }}
    />
  );
}

/** Codes in the place of those that were put by before. */
export function BackupCodesAnew({ done, cancel }: { done: () => void; cancel: () => void }) {
  const words = useWords(accountWords);
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <BackupCodes codes={codes} done={done} />;
  return (
    <AskPassword
      act={words.backupAnew}
      note={words.setUpPassword}
      cancel={cancel}
      send={async (password) => {
        const made = await post<Made>("/api/auth/two-factor/generate-backup-codes", { password });
        setCodes(made.backupCodes);
      }}
    />
  );
}

function AskPassword({
  act,
  note,
  cancel,
  send,
}: {
  act: string;
  note: string;
  cancel: (() => void) | undefined;
  send: (password: string) => Promise<void>;
}) {
  const words = useWords(accountWords);
  const { language } = useReading();
  const [password, setPassword] = useState("");
  return (
    <Step
      act={act}
      cancel={cancel}
      send={() => send(password)}
      say={(caught) =>
        caught instanceof Refused && caught.code === "INVALID_PASSWORD"
          ? words.passwordWrong
          : sayError(caught, language)
      }
    >
      {(fault) => (
        <div>
          <p className="second">{note}</p>
          <label className="field-label" htmlFor="second-password">
            {words.password}
          </label>
          <PasswordInput
            id="second-password"
            autoComplete="current-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
            {...fault}
          />
        </div>
      )}
    </Step>
  );
}

function Scan({
  made: { totpURI },
  username,
  cancel,
  on,
}: {
  made: Made;
  username: string;
  cancel: (() => void) | undefined;
  on: () => void;
}) {
  const words = useWords(accountWords);
  const { language } = useReading();
  const [code, setCode] = useState("");
  // The library names the account by the address that it wants for everybody; people know themselves by their username.
  const uri = totpURI.replace(
    /^otpauth:\/\/totp\/[^?]*/,
    `otpauth://totp/Wellside:${encodeURIComponent(username)}`,
  );
  const key = new URLSearchParams(uri.slice(uri.indexOf("?"))).get("secret") ?? "";
  return (
    <Step
      act={words.turnOn}
      cancel={cancel}
      send={async () => {
        await post("/api/auth/two-factor/verify-totp", { code: code.replaceAll(/\s/g, "") });
        on();
      }}
      say={(caught) =>
        caught instanceof Refused && caught.code === "INVALID_CODE"
          ? words.codeWrong
          : sayError(caught, language)
      }
    >
      {(fault) => (
        <>
          <p>{words.scan}</p>
          <div className="second-scan" role="img" aria-label={words.scanCode}>
            <div aria-hidden="true">
              <Antd>
                <QRCode type="svg" value={uri} size={200} color="#20292c" bgColor="#ffffff" />
              </Antd>
            </div>
          </div>
          <p className="second small">
            {words.keyInstead}
            <br />
            <code className="second-key">{key.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
          </p>
          <div>
            <label className="field-label" htmlFor="second-code">
              {words.code}
            </label>
            <input
              id="second-code"
              className="field"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={8}
              value={code}
              onChange={({ target }) => setCode(target.value)}
              {...fault}
            />
          </div>
        </>
      )}
    </Step>
  );
}

function Step({
  act,
  cancel,
  send,
  say,
  children,
}: {
  act: string;
  cancel: (() => void) | undefined;
  send: () => Promise<void>;
  say: (caught: unknown) => string;
  children: (fault: { "aria-invalid": boolean; "aria-describedby": string | undefined }) => ReactNode;
}) {
  const words = useWords(accountWords);
  const [fault, setFault] = useState<string>();
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setFault(undefined);
    try {
      await send();
    } catch (caught) {
      setFault(say(caught));
      setSending(false);
    }
  };
  return (
    <form className="door-form" noValidate onSubmit={(event) => void submit(event)}>
      {children({
        "aria-invalid": fault !== undefined,
        "aria-describedby": fault === undefined ? undefined : "second-fault",
      })}
      {fault && (
        <p className="fault" id="second-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="second-acts">
        <button type="submit" className="button primary" disabled={sending}>
          {act}
        </button>
        {cancel && (
          <button type="button" className="button" onClick={cancel}>
            {words.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

function BackupCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const words = useWords(accountWords);
  return (
    <section className="second-codes slip" aria-label={words.backupTitle}>
      <h3>{words.backupTitle}</h3>
      <p>{words.backupLead}</p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p className="second no-print">{words.backupOnce}</p>
      <div className="second-acts no-print">
        <button type="button" className="button primary" onClick={done}>
          {words.backupKept}
        </button>
        <button type="button" className="button" onClick={() => window.print()}>
          {words.print}
        </button>
      </div>
    </section>
  );
}
