import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { checkParameters, parameterValues } from "#standard/parameters.ts";
import { command, dayInput, openPart } from "../command.ts";
import { refusedDay } from "./standard-adopt.ts";

/** The same version of a standard goes on, from a day, with other parameters. Its text has been in the journal since it was adopted. */
export const standardTune = command({
  name: "standard.tune",
  title: { zh: "调整标准的参数", en: "Tune a standard" },
  about: {
    zh: "在标准许可的范围内，从某日起改用别的参数，例如独居老人问候从七天改为五天；标准文本不变。",
    en: "From a day on other parameters, within what the standard allows: elders living alone called on every five days instead of seven, say. Its text stays as it is.",
  },
  may: "secretary",
  input: z.object({
    standard: z.string().min(1).max(100),
    from: dayInput,
    /** All that differ from the standard's own; what is left out goes back to it. */
    parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  needs: () => ({}),
  decide: (_state, input, context) => {
    const standard = context.rules.standards.find(({ id }) => id === input.standard);
    if (standard === undefined)
      return refuse(
        "not-adopted",
        {
          zh: `本机构没有采用“${input.standard}”这个标准。`,
          en: `This office has not adopted a standard “${input.standard}”.`,
        },
        "standard",
      );
    const { document, values } = standard;
    const [unfit] = checkParameters(document.parameters, input.parameters);
    if (unfit !== undefined) return { refused: { ...unfit, where: `parameters.${unfit.where}` } };
    const wanted = parameterValues(document.parameters, input.parameters);
    if (Object.entries(wanted).every(([id, value]) => values[id] === value))
      return refuse(
        "same-parameters",
        {
          zh: "参数和现在定的一样，没有要改的。",
          en: "These are the parameters as they stand; nothing changes.",
        },
        "parameters",
      );
    const unfitDay = refusedDay(context, standard.id, input.from);
    if (unfitDay !== undefined) return unfitDay;
    return [{ kind: "standard-tuned", parts: [openPart({ ...input, version: document.version })] }];
  },
});
