import { Drawer } from "antd";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { recordWords } from "../words/record.ts";
import { Antd } from "./antd.tsx";
import { unfinishedFields } from "./date-field.tsx";
import { useReading, useWords } from "./language.tsx";
import { ReloadOffer } from "./reload-offer.tsx";
import "./form.css";

/** Milliseconds after which the panel has taken the focus for itself, so that it can be given to a control. */
const PANEL_STANDS = 60;

/** A panel at the right edge with one thing to do: a form whose Enter saves, and which shows what is wrong where it is wrong. */
export function FormDrawer({
  title,
  open,
  close,
  save,
  error,
  caught,
  first,
  children,
}: {
  title: string;
  open: boolean;
  close: () => void;
  save: () => void;
  error: string | undefined;
  /** The failure that `error` says, so that what can be done about it is offered. */
  caught: unknown;
  /** The id of the control to start at. */
  first: string | undefined;
  children: ReactNode;
}) {
  const words = useWords(recordWords);
  const { large } = useReading();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [written, setWritten] = useState(false);
  const [asking, setAsking] = useState(false);
  // Escape, the dimmed page and the cross do not throw away what is written: they ask.
  const leave = () => (written ? setAsking(true) : close());
  useEffect(() => {
    if (!open || !written) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, [open, written]);
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => {
      if (!toFirstFault(form.current) && first) document.getElementById(first)?.focus();
    }, PANEL_STANDS);
    return () => clearTimeout(timer);
  }, [open, error, first]);
  return (
    <Antd>
      <Drawer
        open={open}
        onClose={leave}
        title={<span className="drawer-title">{title}</span>}
        size={large ? 540 : 460}
        closable={{ "aria-label": words.cancel }}
        aria-label={title}
        footer={
          asking ? (
            <div key="asking" className="drawer-foot" role="alertdialog" aria-label={words.discardAsk}>
              <span>{words.discardAsk}</span>
              <button type="button" className="button" onClick={close}>
                {words.discard}
              </button>
              <button
                type="button"
                className="button primary"
                autoFocus
                onClick={() => {
                  setAsking(false);
                  if (first) document.getElementById(first)?.focus();
                }}
              >
                {words.writeOn}
              </button>
            </div>
          ) : (
            <div key="saving" className="drawer-foot">
              <span className="third small">{words.hint}</span>
              <button type="button" className="button" onClick={close}>
                {words.cancel}
              </button>
              <button type="submit" className="button primary" form={id}>
                {words.save}
              </button>
            </div>
          )
        }
      >
        <form
          ref={form}
          id={id}
          className="form drawer-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setAsking(false);
            if (unfinishedFields(event.currentTarget).length === 0) save();
            setTimeout(() => toFirstFault(form.current));
          }}
          onInput={() => setWritten(true)}
          onKeyDown={(event) => {
            const area = event.target instanceof HTMLTextAreaElement;
            if (area && event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              event.currentTarget.requestSubmit();
            }
          }}
        >
          {error && (
            <p className="form-fault" role="alert">
              {error} <ReloadOffer error={caught} />
            </p>
          )}
          {children}
        </form>
      </Drawer>
    </Antd>
  );
}

/** Leads to the first control that something is wrong with. */
function toFirstFault(form: HTMLFormElement | null): boolean {
  const row = form?.querySelector(".fault")?.closest(".form-row");
  row?.scrollIntoView({ block: "nearest" });
  row?.querySelector<HTMLElement>("input, textarea, button")?.focus();
  return row !== null && row !== undefined;
}

export function Row({
  label,
  fault,
  htmlFor,
  note,
  children,
}: {
  label: string;
  fault?: string | undefined;
  htmlFor?: string | undefined;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="form-row" role={htmlFor ? undefined : "group"} aria-label={htmlFor ? undefined : label}>
      <div className="form-label">
        {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span>{label}</span>}
        {note}
      </div>
      {children}
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
