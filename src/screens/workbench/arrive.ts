import { useEffect, useRef } from "react";
import { useLocation } from "wouter";

/**
 * A page one has gone to begins at its top, and the keyboard and the screen reader go on from it. Going back leaves the place to the
 * browser; an address with a # leads where it says.
 */
export function useArrival(): void {
  const [path] = useLocation();
  const before = useRef(path);
  const back = useRef(false);
  useEffect(() => {
    const went = () => (back.current = true);
    addEventListener("popstate", went);
    return () => removeEventListener("popstate", went);
  }, []);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const stays = back.current || location.hash !== "";
    back.current = false;
    if (!stays) scrollTo(0, 0);
    // What was clicked is gone, or hidden while the page is on its way; a page that names its own first control keeps it.
    const at = document.activeElement;
    if (at === null || at === document.body || at.getClientRects().length === 0)
      document.getElementById("content")?.focus({ preventScroll: true });
  }, [path]);
}
