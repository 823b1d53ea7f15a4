import { dayText, localDay } from "#basics/day.ts";
import { type Language, type Text, textIn } from "#basics/text.ts";
import type { Standard } from "#standard/standard.ts";
import { type ClausePart, type Difference, differenceBetween, type OtherPart } from "#work/diff.ts";
import { subjectsOf } from "#work/duty/owed.ts";
import { compileStandard } from "#standard/compile.ts";
import { type CliCommand, UsageError, sayBoth } from "./cli-command.ts";
import { dayIfGiven, needed, oneOf, readOptions } from "./options.ts";
import { readLists } from "./read-lists.ts";
import { standardAt } from "./read-standard.ts";
import { yearsAfter } from "./simulate.ts";

export const diff: CliCommand = {
  name: "diff",
  usage: "diff OLD NEW --register FILE.json [--on DAY] [--lang zh|en] [--json]",
  about: {
    zh: "新一版改了什么、对谁：条文逐条比，谁多了谁少了，各岗位一年的活儿前后对照。",
    en: "What a new version changes, and for whom: clause by clause, who gains and who loses, a year's work by role before and after.",
  },
  options: {
    "--register FILE": { zh: "台账", en: "the register" },
    "--on DAY": {
      zh: "看哪一天的台账，默认今天",
      en: "as the register stands on that day; today by default",
    },
    "--json": { zh: "印成 JSON", en: "prints JSON" },
  },
  run: async (args, terminal) => {
    const { values, flags, words } = readOptions(args, ["register", "on", "lang"], ["json"], true);
    const [old, now] = words;
    if (old === undefined || now === undefined || words.length > 2)
      throw new UsageError(
        sayBoth({ zh: "写旧、新两个标准的文件夹", en: "two folders are wanted: the old and the new" }),
      );
    const register = needed(values, "register");
    const on = dayIfGiven(values, "on") ?? localDay(new Date(), "Asia/Shanghai");
    const language = oneOf(values.lang ?? "zh", "lang", ["zh", "en"]);
    const before = compileStandard(await standardAt(old, terminal));
    const after = compileStandard(await standardAt(now, terminal));
    // Facts that only one of the two declares are in order.
    const both = {
      ...before,
      facts: [...before.facts, ...after.facts],
      promises: [...before.promises, ...after.promises],
    };
    const lists = await readLists(both, { register }, terminal);
    const until = yearsAfter(on, 1) - 1;
    const difference = differenceBetween(before, after, subjectsOf(lists.register), { on, until });
    const versions = {
      before: versionOf(before),
      after: versionOf(after),
      on: dayText(on),
      until: dayText(until),
    };
    terminal.out(
      flags.json
        ? `${JSON.stringify({ ...versions, ...difference }, null, 2)}\n`
        : asPage({ before, after, on: versions.on, until: versions.until }, difference, language),
    );
    return 0;
  },
};

function versionOf({ id, version }: Standard): { standard: string; version: string } {
  return { standard: id, version };
}

interface Compared {
  before: Standard;
  after: Standard;
  on: string;
  until: string;
}

/** As Markdown, for people. */
function asPage({ before, after, on, until }: Compared, difference: Difference, language: Language): string {
  const say = (text: Text) => textIn(text, language);
  const none = say({ zh: "没有。", en: "None." });
  const blocks = [
    `# ${say(before.title)} ${before.version} → ${after.version}`,
    `## ${say({ zh: "条文", en: "Clauses" })}`,
    listed(
      difference.clauses.map((change) => clauseLines(change, say)),
      none,
    ),
    `## ${say({ zh: "其他部分", en: "Other parts" })}`,
    listed(
      difference.others.map(({ part, id, what }) => `- ${say(whats[what])} ${say(otherNames[part])} ${id}`),
      none,
    ),
    `## ${say({ zh: `对谁（${on} 的台账）`, en: `For whom (the register on ${on})` })}`,
    listed(
      difference.reach.map((reach) => reachLines(reach, say)),
      none,
    ),
    `## ${say({ zh: `一年的活儿（${on} 至 ${until}，都按时做）`, en: `A year's work (${on} to ${until}, all in time)` })}`,
    listed(
      difference.year.map(({ role, before: was, after: is }) =>
        say({
          zh: `- ${role}：到期 ${was.due} → ${is.due}，做 ${was.acts} → ${is.acts} 次`,
          en: `- ${role}: ${was.due} → ${is.due} duties falling due, ${was.acts} → ${is.acts} acts`,
        }),
      ),
      none,
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function listed(lines: string[], none: string): string {
  return lines.length === 0 ? none : lines.join("\n");
}

function clauseLines(
  { promise, title, what, parts }: Difference["clauses"][number],
  say: (text: Text) => string,
): string {
  return [
    `- ${say(whats[what])} ${promise} ${say(title)}`,
    ...parts.map(({ part, before, after }) => `  - ${say(partNames[part])}: ${say(before)} → ${say(after)}`),
  ].join("\n");
}

/** How many are named; --json names all. */
const mostNamed = 20;

function reachLines(
  { promise, gain, lose, keep }: Difference["reach"][number],
  say: (text: Text) => string,
): string {
  const names = (ids: string[]) =>
    ` ${ids.slice(0, mostNamed).join(", ")}${ids.length > mostNamed ? " …" : ""}`;
  return [
    say({
      zh: `- ${promise}：多 ${gain.length}，少 ${lose.length}，照旧 ${keep}`,
      en: `- ${promise}: ${gain.length} gain it, ${lose.length} lose it, ${keep} keep it`,
    }),
    ...(gain.length > 0 ? [`  - +${names(gain)}`] : []),
    ...(lose.length > 0 ? [`  - −${names(lose)}`] : []),
  ].join("\n");
}

const whats = {
  added: { zh: "新增", en: "added:" },
  gone: { zh: "取消", en: "gone:" },
  changed: { zh: "改动", en: "changed:" },
};

const partNames: Record<ClausePart, Text> = {
  words: { zh: "文字", en: "words" },
  form: { zh: "时限", en: "when" },
  condition: { zh: "对象", en: "to whom" },
  line: { zh: "服务线", en: "line" },
  role: { zh: "岗位", en: "by" },
  "kept-by": { zh: "凭什么算办了", en: "kept by" },
  shown: { zh: "给谁看受限的信息", en: "guarded facts shown" },
  basis: { zh: "依据", en: "basis" },
};

const otherNames: Record<OtherPart, Text> = {
  lines: { zh: "服务线", en: "line" },
  facts: { zh: "信息项", en: "fact" },
  parameters: { zh: "参数", en: "parameter" },
  roles: { zh: "岗位", en: "role" },
  records: { zh: "记录种类", en: "kind of record" },
  procedures: { zh: "流程", en: "procedure" },
  rosters: { zh: "值班", en: "roster" },
  activities: { zh: "活动", en: "activity" },
  indicators: { zh: "指标", en: "indicator" },
  reports: { zh: "报告", en: "report" },
};
