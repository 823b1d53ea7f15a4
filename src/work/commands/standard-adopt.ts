import { z } from "zod";
import { dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import type { Refusal } from "#basics/refusal.ts";
import { checkDocument } from "#standard/check.ts";
import { compileStandard } from "#standard/compile.ts";
import type { Standard } from "#standard/standard.ts";
import { documentShape } from "#standard/document.ts";
import { examplesOf } from "#standard/example.ts";
import { checkParameters } from "#standard/parameters.ts";
import { failedExamples } from "../failed-examples.ts";
import { command, dayInput, openPart } from "../command.ts";
import type { Context } from "../command.ts";

/** An office binds itself to a version of a standard. The whole document goes into the journal, so that it can never change under it. */
export const standardAdopt = command({
  name: "standard.adopt",
  title: { zh: "采用标准", en: "Adopt a standard" },
  about: {
    zh: "本机构从某日起按某一版标准服务；标准全文存入日志，已公布的版本不再改动。",
    en: "From a day on the office serves by a version of a standard; its full text goes into the journal, and a published version never changes.",
  },
  may: "secretary",
  input: z.object({
    document: documentShape,
    from: dayInput,
    parameters: z.record(z.string(), z.unknown()).default({}),
  }),
  needs: ({ document: { standard, version } }) => ({ published: { standard, version } }),
  decide: ({ published }, input, context) => {
    const { rules } = context;
    const { standard: id, version } = input.document;
    if (rules.versions.includes(`${id}@${version}`))
      return refuse(
        "already-adopted",
        {
          zh: `已经采用了《${id}》${version} 版。`,
          en: `Version ${version} of ${id} has been adopted already.`,
        },
        "document",
      );
    // One text to a version in the whole installation: whoever adopts it next must get the very same.
    if (published !== null && JSON.stringify(published) !== JSON.stringify(input.document))
      return refuse(
        "other-text",
        {
          zh: `《${id}》${version} 版已经公布过，文本和这一份不同；公布过的版本不再改动，请在 version 里换一个版本号。`,
          en: `Version ${version} of ${id} has been published with another text, and a published version never changes: give this one another version.`,
        },
        "document.version",
      );
    if (input.from < input.document.effective)
      return refuse(
        "before-effective",
        {
          zh: `这一版 ${input.document.effective} 起施行，不能更早采用。`,
          en: `This version takes effect on ${input.document.effective}; it cannot be adopted earlier.`,
        },
        "from",
      );
    const unfitDay = refusedDay(context, id, input.from);
    if (unfitDay !== undefined) return unfitDay;
    const mistake = checkDocument(input.document).find(({ level }) => level === "mistake");
    if (mistake !== undefined)
      return refuse("faulty-document", mistake.say, ["document", ...mistake.path].join("."));
    const [unfit] = checkParameters(input.document.parameters, input.parameters);
    if (unfit !== undefined) return { refused: { ...unfit, where: `parameters.${unfit.where}` } };
    const other = changedMeaning(
      compileStandard(input.document, input.parameters),
      rules.standards.find((adopted) => adopted.id === id),
    );
    if (other !== undefined)
      return refuse(
        "other-meaning",
        {
          zh: `“${other}”的类型或保护类别变了，已经登记的就读不出来；请另起一个名字。`,
          en: `“${other}” has another type or guard than before, so that what is entered could not be read any more: give it another name.`,
        },
        "document",
      );
    const clash = clashing(
      compileStandard(input.document, input.parameters),
      rules.standards.filter((adopted) => adopted.id !== id),
    );
    if (clash !== undefined)
      return refuse(
        "clash",
        {
          zh: `“${clash.name}”在已采用的《${clash.with}》里是另一个意思，不能一并采用。`,
          en: `“${clash.name}” means something else in ${clash.with}, which this office has adopted.`,
        },
        "document",
      );
    const [failed] = failedExamples(input.document, examplesOf(input.document));
    if (failed !== undefined)
      return refuse("failed-example", failed.say, `document.${failed.file}.${failed.line}`);
    return [{ kind: "standard-adopted", parts: [openPart(input)] }];
  },
});

/**
 * From which day an office may bind itself anew: never behind what it adopted last, for what was judged by that stays judged;
 * and whoever runs it, not before today. Setting an office up, the machine itself reaches back.
 */
export function refusedDay(
  { rules, actor, today }: Context,
  standard: string,
  from: string,
): { refused: Refusal } | undefined {
  const last = rules.adopted.findLast((each) => each.standard.id === standard);
  if (last !== undefined && from < last.from)
    return refuse(
      "before-last",
      {
        zh: `${last.standard.version} 版自 ${last.from} 起，新的不能排在它前面；请选 ${last.from} 或以后。`,
        en: `Version ${last.standard.version} is in force from ${last.from}; nothing newer can come before it. Choose ${last.from} or a later day.`,
      },
      "from",
    );
  if (actor.installation !== true && from < dayText(today))
    return refuse(
      "day-past",
      {
        zh: `${from} 已经过去，过去的日子不能改判；请选今天（${dayText(today)}）或以后。`,
        en: `${from} is past, and what is past is not judged anew. Choose today (${dayText(today)}) or a later day.`,
      },
      "from",
    );
  return undefined;
}

/** Facts, kinds of record and roles are one namespace in an office: one name, one meaning. */
function clashing(standard: Standard, others: Standard[]): { name: string; with: string } | undefined {
  for (const other of others)
    for (const [name, meaning] of meanings(standard)) {
      const theirs = meanings(other).get(name);
      if (theirs !== undefined && theirs !== meaning)
        return { name: name.split("/").at(-1) ?? name, with: other.id };
    }
  return undefined;
}

/** A fact or field that the version before had, of another type or guard: what stands in the register was kept by the old one. */
function changedMeaning(standard: Standard, before: Standard | undefined): string | undefined {
  const keptBy = new Map(before === undefined ? [] : keptAs(before));
  const found = keptAs(standard).find(([name, as]) => keptBy.has(name) && keptBy.get(name) !== as);
  return found?.[0].split("/").at(-1);
}

function keptAs({ facts, records }: Standard): [name: string, as: string][] {
  return [
    ...facts.map(({ of, id, type, guard }): [string, string] => [`${of}/${id}`, `${type} ${guard ?? ""}`]),
    ...records.flatMap(({ id: kind, fields }) =>
      fields.map(({ id, type, guard }): [string, string] => [
        `record/${kind}/${id}`,
        `${type} ${guard ?? ""}`,
      ]),
    ),
  ];
}

/** What each shared name means, labels apart. */
function meanings({ facts, records, roles }: Standard): Map<string, string> {
  return new Map([
    ...facts.map(
      (fact) =>
        [
          `${fact.of}/${fact.id}`,
          JSON.stringify([fact.type, fact.guard, fact.choices?.map(({ id }) => id)]),
        ] as const,
    ),
    ...records.map(
      (record) =>
        [
          `record/${record.id}`,
          JSON.stringify([record.about, record.fields.map(({ id, type, guard }) => [id, type, guard])]),
        ] as const,
    ),
    ...roles.map((role) => [`role/${role.id}`, String(role.outside)] as const),
  ]);
}
