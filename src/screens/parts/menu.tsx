import { useEffect, useRef, useState, type ReactNode } from "react";

/** A button that opens a small panel under itself; Escape and a click elsewhere close it. */
export function Menu({
  button,
  label,
  className = "menu-button",
  start = false,
  children,
}: {
  button: ReactNode;
  label: string;
  className?: string;
  start?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const button = opener.current;
    const outside = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button?.focus();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      document.removeEventListener("keydown", escape);
      // What was chosen has gone with the panel: the keyboard goes on from the button.
      if (document.activeElement === document.body) button?.focus();
    };
  }, [open]);
  return (
    <div className="menu" ref={place}>
      <button
        ref={opener}
        type="button"
        className={className}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="unseen">{label} </span>
        {button}
      </button>
      {open && (
        <div className={start ? "menu-list start" : "menu-list"}>{children(() => setOpen(false))}</div>
      )}
    </div>
  );
}
