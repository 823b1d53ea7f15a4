/** A text shown to a person: Chinese always, English wherever it has been written. */
export interface Text {
  zh: string;
  en?: string;
}

export type Language = "zh" | "en";

/** The text in the reader's language; Chinese where the English is missing. */
export function textIn(text: Text, language: Language): string {
  return language === "en" ? (text.en ?? text.zh) : text.zh;
}
