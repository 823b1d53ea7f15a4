import type { SubjectKind } from "#register/subject.ts";

/** The kinds of subject as a sentence names them. */
export const sayKind: Record<SubjectKind, { zh: string; en: string }> = {
  person: { zh: "居民", en: "person" },
  household: { zh: "家庭", en: "household" },
  unit: { zh: "单位", en: "unit" },
  place: { zh: "场所", en: "place" },
  case: { zh: "事项", en: "case" },
};
