import { useEffect, useRef } from "react";
import { useReading } from "./language.tsx";

/**
 * Keys pressed alone, as j or ?. They are never taken from somebody who types, from an open panel or menu, or from a screen
 * reader's own commands; and they can be switched off, since a voice that dictates would press them too. A key's act says whether
 * it had something to do; if not, the browser does with the key what it always does.
 */
export function useSingleKeys(acts: Record<string, () => boolean>): void {
  const { keys } = useReading();
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    if (!keys) return;
    const press = (event: KeyboardEvent) => {
      if (!isForPage(event)) return;
      const act = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act?.()) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keys]);
}

const typing = "input, textarea, select, [contenteditable], [role=combobox], .menu-list, dialog, .ant-drawer";

function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return false;
  if (event.target instanceof Element && event.target.closest(typing)) return false;
  return document.querySelector("dialog[open], .ant-drawer-open") === null;
}
