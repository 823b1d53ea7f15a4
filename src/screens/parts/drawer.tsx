import { Drawer } from "antd";
import type { ReactNode } from "react";
import { recordWords } from "../words/record.ts";
import { Antd } from "./antd.tsx";
import { useReading, useWords } from "./language.tsx";
import "./form.css";

/** A panel at the right edge with one thing to do: a form whose Enter saves. */
export function FormDrawer({
  title,
  open,
  close,
  save,
  error,
  children,
}: {
  title: string;
  open: boolean;
  close: () => void;
  save: () => void;
  error: string | undefined;
  children: ReactNode;
}) {
  const words = useWords(recordWords);
  const { large } = useReading();
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
          }}
          onKeyDown={(event) => {
            const area = event.target instanceof HTMLTextAreaElement;
            if (area && event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              save();
            }
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
