import { shellWords } from "../words/shell.ts";
import { Refused } from "./api.ts";
import { useWords } from "./language.tsx";

/** Another person has signed in meanwhile: the page has to be drawn again, for them. */
export function isOtherAccount(error: unknown): boolean {
  return error instanceof Refused && error.code === "other-account";
}

/** What the reader can do where only a new page helps. */
export function ReloadOffer({ error }: { error: unknown }) {
  const words = useWords(shellWords);
  if (!isOtherAccount(error)) return null;
  return (
    <button type="button" className="textual" onClick={() => location.reload()}>
      {words.reload}
    </button>
  );
}
