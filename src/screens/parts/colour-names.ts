import { useCallback } from "react";
import { colourWords } from "../words/shell.ts";
import { useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";

/** What the office's standards call a colour; the plain word for it where they give it no name. */
export function useColourName(): (colour: string) => string {
  const plain = useWords(colourWords);
  const say = useSay();
  const { colours } = useHere();
  return useCallback(
    (colour) =>
      say(colours.get(colour)?.title) || (colour in plain ? plain[colour as keyof typeof plain] : colour),
    [colours, plain, say],
  );
}
