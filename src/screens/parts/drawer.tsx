import { Drawer } from "antd";
import { useEffect, type ReactNode } from "react";
import { recordWords } from "../words/record.ts";
import { Antd } from "./antd.tsx";
import { useReading, useWords } from "./language.tsx";
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
  first,
  children,
}: {
  title: string;
  open: boolean;
  close: () => void;
  save: () => void;
  error: string | undefined;
  /** The id of the control to start at. */
  first: string | undefined;
  children: ReactNode;
}) {
  const words = useWords(recordWords);
  const { large } = useReading();
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => {
      if (!toFirstFault() && first) document.getElementById(first)?.focus();
    }, PANEL_STANDS);
    return () => clearTimeout(timer);
  }, [open, error, first]);
  return (
    <Antd>
      <Drawer
        open={open}
        onClose={close}
        title={<span className="drawer-title">{title}</span>}
        size={large ? 540 : 460}
        closable={{ "aria-label": words.cancel }}
        aria-label={title}
        footer={
          <div className="drawer-foot">
            <span className="third small">{words.hint}</span>
            <button type="button" className="button" onClick={close}>
              {words.cancel}
            </button>
            <button type="submit" className="button primary" form="drawer-form">
              {words.save}
            </button>
          </div>
        }
      >
        <form
          id="drawer-form"
          className="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
            setTimeout(toFirstFault);
          }}
          onKeyDown={(event) => {
            const area = event.target instanceof HTMLTextAreaElement;
            if (area && event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              event.currentTarget.requestSubmit();
            }
            // The Enter that takes a day from an open calendar does not save the form as well.
            if (!area && event.key === "Enter" && document.querySelector(OPEN_CALENDAR))
              event.preventDefault();
          }}
        >
          {error && (
            <p className="form-fault" role="alert">
              {error}
            </p>
          )}
          {children}
        </form>
      </Drawer>
    </Antd>
  );
}

const OPEN_CALENDAR = ".ant-picker-dropdown:not(.ant-picker-dropdown-hidden)";

/** Leads to the first control that something is wrong with. */
function toFirstFault(): boolean {
  const row = document.querySelector("#drawer-form .fault")?.closest(".form-row");
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
