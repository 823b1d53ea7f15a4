import { type Desk, checkRoles, mistake } from "./check-desk.ts";
import { parseTemplate } from "./template.ts";

export function checkReports(desk: Desk): void {
  const { reports, indicators, templates } = desk.document;
  const per = new Map(Object.entries(indicators).map(([id, indicator]) => [id, indicator.per]));
  const read = new Set<string>();
  for (const [id, { file, by }] of Object.entries(reports)) {
    if (by !== undefined) checkRoles(desk, ["reports", id, "by"], by);
    for (const language of ["zh", "en"] as const) {
      const name = file[language];
      if (name === undefined || read.has(name)) continue;
      read.add(name);
      const path = ["reports", id, "file", language];
      const template = templates[name];
      const refused = refusedName(name);
      if (refused) mistake(desk, path, refused);
      else if (template === undefined) {
        mistake(desk, path, { zh: `没有这个文件：${name}`, en: `there is no such file: ${name}` });
      } else {
        for (const { offset, say } of parseTemplate(template, per).faults) {
          const named = /[a-z][a-z0-9-]*$/.exec(say.en ?? "")?.[0];
          if (named === undefined || !desk.aside.has(named)) mistake(desk, ["templates", name], say, offset);
        }
      }
    }
  }
}

/** A template lies in the standard's own folder. */
export function refusedName(name: string) {
  const parts = name.split("/");
  if (/^[\p{L}\p{N} ._/-]+\.md$/u.test(name) && parts.every((part) => part !== "" && !part.startsWith("."))) {
    return undefined;
  }
  return {
    zh: `报告模板应是本文件夹里的 .md 文件，如 reports/monthly.md：${name}`,
    en: `a template is a .md file inside this folder, such as reports/monthly.md: ${name}`,
  };
}
