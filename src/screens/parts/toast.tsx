import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from "react";
import { shellWords } from "../words/shell.ts";
import { useWords } from "./language.tsx";

interface Toast {
  say: string;
  detail?: string;
  tone?: "quiet" | "trouble";
  undo?: () => void;
  undoSays?: string;
}

const ToastContext = createContext<(toast: Toast | undefined) => void>(() => {});

/** One quiet sentence at the foot of the page; it stays 8 s, or as long as a hand or the keyboard is on it. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const words = useWords(shellWords);
  const [toast, setToast] = useState<(Toast & { at: number }) | undefined>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wait = useCallback((milliseconds: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setToast(undefined), milliseconds);
  }, []);
  const show = useCallback(
    (next: Toast | undefined) => {
      if (next === undefined) return setToast(undefined);
      setToast({ ...next, at: Date.now() });
      wait(next.tone === "trouble" ? 15_000 : 8_000);
    },
    [wait],
  );
  const hold = useMemo(
    () => ({
      onMouseEnter: () => clearTimeout(timer.current),
      onMouseLeave: () => wait(4_000),
      onFocus: () => clearTimeout(timer.current),
      onBlur: () => wait(4_000),
    }),
    [wait],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div className="toast-place" role="status" aria-live="polite">
        {toast && (
          <div key={toast.at} className={`toast ${toast.tone ?? "quiet"}`} {...hold}>
            <div>
              <div>{toast.say}</div>
              {toast.detail && <div className="toast-detail">{toast.detail}</div>}
            </div>
            {toast.undo && (
              <button
                type="button"
                className="toast-action"
                onClick={() => {
                  setToast(undefined);
                  toast.undo?.();
                }}
              >
                {toast.undoSays ?? words.undo}
              </button>
            )}
            <button
              type="button"
              className="toast-close"
              aria-label={words.close}
              onClick={() => setToast(undefined)}
            >
              ×
            </button>
          </div>
        )}
      </div>
    </ToastContext>
  );
}

/** Shows a sentence in place of the one that stands there; undefined takes that one away. */
export function useToast(): (toast: Toast | undefined) => void {
  return useContext(ToastContext);
}
