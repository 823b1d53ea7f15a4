import { useEffect, useState } from "react";
import { Link } from "wouter";
import { shellWords } from "../words/shell.ts";
import { useReading, useWords } from "./language.tsx";
import { Refused } from "./api.ts";
import { sayError } from "./say-error.ts";

/** Quiet lines where content will stand; nothing at all for the first 150 ms, so that a quick answer does not flash. */
export function Loading({
  whole = false,
  rows = 6,
  own = false,
  children,
}: {
  whole?: boolean;
  rows?: number;
  /** Stands inside a page that has its margins already. */
  own?: boolean;
  /** Of the heights of what will stand here; a title and some rows where it is not said. */
  children?: React.ReactNode;
}) {
  const words = useWords(shellWords);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div
      className={own ? "waiting" : whole ? "page waiting whole" : "page waiting"}
      role="status"
      aria-live="polite"
      data-shown={shown}
    >
      <span className="unseen">{words.loading}</span>
      {children ?? (
        <>
          <div className="bone bone-title" />
          {Array.from({ length: rows }, (_, row) => (
            <div key={row} className="bone bone-row" />
          ))}
        </>
      )}
    </div>
  );
}

export function Trouble({
  error,
  retry,
  whole = false,
}: {
  error: unknown;
  retry?: () => void;
  whole?: boolean;
}) {
  const words = useWords(shellWords);
  const { language } = useReading();
  return (
    <div className={whole ? "page trouble whole" : "page trouble"} role="alert">
      <h1>{words.trouble}</h1>
      <p className="second">{sayError(error, language)}</p>
      {isFinal(error)
        ? !whole && <WaysBack />
        : retry && (
            <button type="button" className="button" onClick={retry}>
              {words.retry}
            </button>
          )}
    </div>
  );
}

/** There is no such thing, or not as it was asked for: asking again would only repeat the answer. */
function isFinal(error: unknown): boolean {
  return error instanceof Refused && [400, 403, 404, 422].includes(error.status);
}

/** A page that this reader's post does not open. */
export function MayNot({ title, say }: { title: string; say: string }) {
  return (
    <div className="page trouble">
      <h1>{title}</h1>
      <p className="second">{say}</p>
      <WaysBack />
    </div>
  );
}

function WaysBack() {
  const words = useWords(shellWords);
  return (
    <div className="tools">
      <Link className="button" href="/">
        {words.backToToday}
      </Link>
      <Link className="button" href="/register">
        {words.toRegister}
      </Link>
    </div>
  );
}

export function Fault() {
  const words = useWords(shellWords);
  return (
    <div className="page trouble" role="alert">
      <h1>{words.pageFault}</h1>
      <button type="button" className="button" onClick={() => location.reload()}>
        {words.newVersion}
      </button>
    </div>
  );
}

export function Empty({
  title,
  next,
  children,
}: {
  title: string;
  next?: string;
  children?: React.ReactNode;
}) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {next && <p className="second">{next}</p>}
      {children}
    </div>
  );
}
