import { type Desk, warnUnused } from "./check-desk.ts";

/** Roles, facts, records, lines, parameters and citations that are declared and that nothing in the document asks for. */
export function warnOfUnused(desk: Desk): void {
  const { document } = desk;
  const { promises, procedures, rosters, activities, reports, lines, indicators } = document;
  const stages = Object.values(procedures).flatMap(({ stages: all }) => Object.values(all));
  const moves = stages.flatMap((stage) => Object.values(stage.moves));
  const shows = [...promises, ...Object.values(procedures)].map((each) => each.shows);

  const roles = new Set([
    ...promises.map((promise) => promise.by),
    ...Object.values(procedures).flatMap(({ opens, reopen }) => [opens.by, reopen?.by ?? []].flat(2)),
    ...[...stages, ...moves].flatMap((each) => each.by ?? []),
    ...[...Object.values(rosters), ...Object.values(activities)].map((each) => each.by),
    ...Object.values(activities).flatMap((activity) => activity.with),
    ...Object.values(reports).flatMap((report) => report.by ?? []),
    ...shows.flatMap((each) => Object.keys(each)),
  ]);
  for (const id of Object.keys(document.roles)) {
    if (!roles.has(id))
      warnUnused(desk, ["roles", id], {
        zh: `岗位 ${id} 没有事做`,
        en: `nothing is asked of the role ${id}`,
      });
  }

  const texts = [
    ...lines.map((line) => line.when),
    ...promises.flatMap(({ when, of, on, every, within, times, open, first, lead }) => [
      when,
      of,
      on,
      every,
      within,
      String(times),
      open,
      first,
      lead,
    ]),
    ...Object.values(procedures).flatMap((procedure) =>
      JSON.stringify([procedure.within, procedure.stages, procedure.reopen]),
    ),
    ...Object.values(indicators).flatMap(({ where, that, of }) => [where, that, of]),
  ].join(" ");
  const words = new Set([
    ...(texts.match(/[A-Za-z][A-Za-z0-9]*/g) ?? []),
    ...shows.flatMap((each) => Object.values(each).flat()),
  ]);
  for (const [kind, facts] of Object.entries(document.facts)) {
    for (const id of Object.keys(facts)) {
      if (words.has(id)) continue;
      warnUnused(desk, ["facts", kind, id], {
        zh: `没有条文用到信息项 ${id}；用不到的，就不要收集`,
        en: `no clause uses the fact ${id}; what is not used should not be collected`,
      });
    }
  }
  for (const id of Object.keys(document.parameters)) {
    if (words.has(id)) continue;
    warnUnused(desk, ["parameters", id], { zh: `没有用到参数 ${id}`, en: `the parameter ${id} is not used` });
  }

  const kinds = new Set([
    ...promises.flatMap(({ keptBy, of }) => [...keptBy, of?.replace(/^record:/, "")]),
    ...Object.values(activities).map((activity) => activity.record),
    ...(texts.match(/[a-z][a-z0-9-]*/g) ?? []),
  ]);
  for (const id of Object.keys(document.records)) {
    if (kinds.has(id)) continue;
    warnUnused(desk, ["records", id], {
      zh: `没有条文用到记录 ${id}`,
      en: `no clause uses the record ${id}`,
    });
  }

  const served = new Set(
    [...promises, ...Object.values(procedures), ...Object.values(activities)].map((each) => each.line),
  );
  for (const [index, { id }] of lines.entries()) {
    if (served.has(id)) continue;
    warnUnused(desk, ["lines", index], {
      zh: `服务线 ${id} 下没有条文`,
      en: `the line ${id} has no clauses`,
    });
  }

  const cited = new Set(
    [...promises, ...Object.values(procedures), ...stages, ...Object.values(activities)]
      .flatMap((each) => each.basis)
      .map((cite) => (typeof cite === "string" ? cite : cite.id)),
  );
  for (const [index, { id }] of document.basis.entries()) {
    if (cited.has(id)) continue;
    warnUnused(desk, ["basis", index], { zh: `没有条文引用依据 ${id}`, en: `no clause cites ${id}` });
  }
}
