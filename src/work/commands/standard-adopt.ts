import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { checkDocument } from "#standard/check.ts";
import { documentShape } from "#standard/document.ts";
import { checkParameters } from "#standard/parameters.ts";
import { command, dayInput, openPart } from "../command.ts";

/** An office binds itself to a version of a standard. The whole document goes into the journal, so that it can never change under it. */
export const standardAdopt = command({
  name: "standard.adopt",
  title: { zh: "采用标准", en: "Adopt a standard" },
  about: {
    zh: "本机构从某日起按某一版标准服务；标准全文存入日志，已公布的版本不再改动。",
    en: "From a day on the office serves by a version of a standard; its full text goes into the journal, and a published version never changes.",
  },
  may: "installation",
  input: z.object({ document: documentShape, from: dayInput, parameters: z.record(z.string(), z.unknown()).default({}) }),
  needs: () => ({}),
  decide: (_state, input, { rules }) => {
    const { standard: id, version } = input.document;
    if (rules.standards.some((standard) => standard.id === id && standard.version === version))
      return refuse("already-adopted", { zh: `已经采用了《${id}》${version} 版。`, en: `Version ${version} of ${id} has been adopted already.` }, "document");
    if (input.from < input.document.effective)
      return refuse("before-effective", { zh: `这一版 ${input.document.effective} 起施行，不能更早采用。`, en: `This version takes effect on ${input.document.effective}; it cannot be adopted earlier.` }, "from");
    const mistake = checkDocument(input.document).find(({ level }) => level === "mistake");
    if (mistake !== undefined) return refuse("faulty-document", mistake.say, ["document", ...mistake.path].join("."));
    const [unfit] = checkParameters(input.document.parameters, input.parameters);
    if (unfit !== undefined) return { refused: { ...unfit, where: `parameters.${unfit.where}` } };
    return [{ kind: "standard-adopted", parts: [openPart(input)] }];
  },
});
