import { useEffect, useRef, useState } from "react";
import { ReloadOffer } from "./reload-offer.tsx";
import "./form.css";
import "./reason-dialog.css";

/** Says in one sentence what is about to happen, and asks. Escape does nothing of it. */
export function ConfirmDialog({
  title,
  say,
  detail,
  act,
  cancel,
  fault,
  caught,
  close,
  done,
}: {
  title: string;
  say: string;
  detail: string;
  act: string;
  cancel: string;
  fault: string | undefined;
  /** The failure that `fault` says. */
  caught: unknown;
  close: () => void;
  done: () => Promise<void>;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isSending, setSending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="reason-dialog" onClose={close} aria-label={title}>
      <div className="form">
        <h2>{title}</h2>
        <p>{say}</p>
        <p className="second">{detail}</p>
        {fault && (
          <p className="fault" role="alert">
            {fault} <ReloadOffer error={caught} />
          </p>
        )}
        <div className="drawer-foot">
          <button type="button" className="button" autoFocus onClick={close}>
            {cancel}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={isSending}
            onClick={() => {
              setSending(true);
              void done().finally(() => setSending(false));
            }}
          >
            {act}
          </button>
        </div>
      </div>
    </dialog>
  );
}
