import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, openPart } from "../command.ts";
import { erasureGrounds } from "../requests/requests.ts";

/** Somebody is forgotten: what is left counts in the figures of the past and says nothing of who they were. */
export const personErase = command({
  name: "person.erase",
  title: { zh: "删除个人信息", en: "Erase a person" },
  about: {
    zh: "本人要求删除，或不再需要保存时用：姓名、住址、电话、证件、走访文字等全部销毁，不能恢复；以往的数字不变，日志仍能核对。",
    en: "When a person asks to be erased, or nothing more needs to be kept: name, address, telephone, identity and every word about them are destroyed for good; past figures stay what they were, and the journal still verifies.",
  },
  may: "secretary",
  input: z.object({
    person: idInput,
    ground: z.enum(Object.keys(erasureGrounds)),
    /** Done before, and undone by the restore of an older backup. */
    again: z.literal(true).optional(),
  }),
  needs: (input) => ({ subjects: [input.person], erasing: input.person }),
  decide: (state, input, { actor }) => {
    const person = state.subjects.get(input.person);
    if (person === undefined)
      return refuse(
        "unknown-person",
        { zh: "台账里没有这个人。", en: "The register has no such person." },
        "person",
      );
    if (person.kind !== "person")
      return refuse(
        "not-a-person",
        {
          zh: `${person.name}不是个人；家庭随最后一个人一起删除。`,
          en: `${person.name} is not a person; a household goes with the last who lived in it.`,
        },
        "person",
      );
    if (person.merged === true)
      return refuse(
        "merged-away",
        {
          zh: "这一条已并入另一条，请在那一条上删除，两条会一起删除。",
          en: "This entry was merged into another: erase that one, and both go.",
        },
        "person",
      );
    const { openCases = 0, parts = [] } = state.erasing ?? {};
    // What was decided once is done again, whatever stood open when the backup was made.
    const isReplayed = input.again === true && actor.installation === true;
    if (openCases > 0 && !isReplayed)
      return refuse(
        "open-case",
        {
          zh: `还有 ${openCases} 件事项没有办结，先办结再删除；现在不能删除的，请答复本人并写明依据。`,
          en: `${openCases} of their cases are still being handled: close them first, or answer the person why it cannot be done yet.`,
        },
        "person",
      );
    return [{ kind: "person-erased", parts: [openPart({ ground: input.ground }), ...parts] }];
  },
});
