import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { textIn, type Language, type Text } from "#basics/text.ts";
import { spoken } from "./spoken.ts";
import type { Spoken, Words } from "../words/words.ts";

interface Reading {
  language: Language;
  setLanguage: (language: Language) => void;
  large: boolean;
  setLarge: (large: boolean) => void;
  /** Whether keys pressed alone do something. */
  keys: boolean;
  setKeys: (keys: boolean) => void;
  /** Whether what a newcomer is told has been read. */
  told: boolean;
  setTold: (told: boolean) => void;
}

const ReadingContext = createContext<Reading | undefined>(undefined);

/** How this reader reads: the language, the size of type and the keys, kept on this machine. */
export function ReadingProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (kept("language") === "en" ? "en" : "zh"));
  const [large, setLarge] = useState(() => kept("type") === "large");
  const [keys, setKeys] = useState(() => kept("keys") !== "off");
  useEffect(() => keep("keys", keys ? "on" : "off"), [keys]);
  const [told, setTold] = useState(() => kept("told") === "yes");
  useEffect(() => keep("told", told ? "yes" : "no"), [told]);
  useEffect(() => {
    keep("language", language);
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  useEffect(() => {
    keep("type", large ? "large" : "standard");
    document.documentElement.dataset.type = large ? "large" : "standard";
  }, [large]);
  const reading = useMemo(
    () => ({ language, setLanguage, large, setLarge, keys, setKeys, told, setTold }),
    [language, large, keys, told],
  );
  return <ReadingContext value={reading}>{children}</ReadingContext>;
}

export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error("outside a ReadingProvider");
  return reading;
}

/** The words of a word file in the reader's language. */
export function useWords<W extends Words>(words: W): Spoken<W> {
  return spoken(words, useReading().language);
}

/** Says a `Text` of the server in the reader's language. */
export function useSay(): (text: Text | null | undefined) => string {
  const { language } = useReading();
  return useCallback((text) => (text ? textIn(text, language) : ""), [language]);
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(`wellside.${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`wellside.${name}`, value);
  } catch {
    // A browser that keeps nothing still reads.
  }
}
