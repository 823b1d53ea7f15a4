import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { courseOf, knownOf } from "../case/course.ts";
import { caseEntry, whomAbout } from "../case/entries.ts";
import { open } from "../case/take-step.ts";
import { command, factValueInput, idInput } from "../command.ts";

/** Something is asked for: it is written down once, and its first deadline is fixed. */
export const caseOpen = command({
  name: "case.open",
  title: { zh: "登记一件事项", en: "Open a case" },
  about: {
    zh: "有人来问、来报、来申请时登记；首次回应的期限从这一刻起算，以后标准改了也不变。",
    en: "When somebody asks, reports or applies. The first deadline runs from this moment and stays, even if the standard changes later.",
  },
  may: "anyone",
  input: z.object({
    case: idInput,
    procedure: z.string(),
    about: z.array(idInput).max(50).default([]),
    fields: z.record(z.string(), factValueInput).default({}),
  }),
  needs: (input) => ({ subjects: input.about, known: input.about.slice(0, 1), cases: [input.case] }),
  decide: (state, input, { rules, actor, now, today }) => {
    const [standard = ""] = input.procedure.split("/");
    const version = rules.standardOn(standard, today)?.version;
    const course = version === undefined ? undefined : courseOf(rules, input.procedure, version);
    if (version === undefined || course === undefined)
      return refuse(
        "unknown-procedure",
        { zh: `没有“${input.procedure}”这种事项。`, en: `There is no procedure “${input.procedure}”.` },
        "procedure",
      );
    const { procedure } = course;
    if (state.cases.has(input.case))
      return refuse("case-exists", { zh: "这件事项已经登记了。", en: "This case is open already." }, "case");
    const whom = whomAbout(state, procedure, input.about);
    if ("refused" in whom) return whom;
    const { about } = whom;
    const opened = open(
      course,
      {
        id: input.case,
        version,
        about: about[0]?.kind,
        known: knownOf(state.known.get(input.about[0] ?? "")?.facts ?? {}),
        fields: input.fields,
      },
      { at: now, by: actor.account, roles: actor.roles },
    );
    if ("refused" in opened) return opened;
    const { atNight, onHoliday } = opened.state;
    return [
      caseEntry("case-opened", about, {
        case: input.case,
        procedure: procedure.id,
        version,
        about: about.map((subject) => subject.id),
        atNight,
        onHoliday,
        fields: input.fields,
        step: opened.step,
      }),
    ];
  },
});
