import { useSyncExternalStore } from "react";

/** Whether the window is at least so many rem wide. A media query does not know of large type, so the size of type is asked for. */
export function useWide(rem: number): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener("resize", changed);
      const type = new MutationObserver(changed);
      type.observe(document.documentElement, { attributeFilter: ["data-type"] });
      return () => {
        removeEventListener("resize", changed);
        type.disconnect();
      };
    },
    () => innerWidth >= rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  );
}
