import { localDay } from "#basics/day.ts";
import { newId } from "#basics/id.ts";
import { engineScope, scoped } from "#database/scope.ts";
import { documentShape } from "#standard/document.ts";
import { testProcedures } from "#work/commands/for-tests.ts";
import { loadOffice } from "#record/office.ts";
import { installation } from "#record/perform.ts";
import { scopeOf } from "#record/scope-of.ts";
import { noon, smallStandard, testOffice } from "#record/test-office.ts";
import { caseList } from "#record/views/cases.ts";
import { casePage } from "#record/views/case-page.ts";

const here = await testOffice();
const asked = documentShape.parse({ standard: "asked-for", version: "1", title: { zh: "求" }, effective: "2021-01-01", roles: smallStandard.roles, procedures: testProcedures });
console.error((await here.give(installation, "standard.adopt", { document: asked, from: "2021-01-01" })).status);
const id = newId();
const t0 = performance.now();
await here.give(here.worker, "case.open", { case: id, procedure: "asked-for/repair", about: [], fields: { what: "灯", caller: "甲" } }, "2021-03-01");
console.error("open one", performance.now() - t0);
await scoped(here.keeper.database.app, engineScope(here.office, null), "read write", async (tx) => {
  await tx.rows(`insert into case_file (office, id, procedure, version, opened_at, opened_on, opened_by, at_night, on_holiday, fields, ended, ended_at, outcome, number)
    select office, gen_random_uuid(), procedure, version, opened_at - n * interval '20 minutes', opened_on, opened_by, false, false, fields,
      case when n % 20 = 0 then null else 'mended' end, case when n % 20 = 0 then null else opened_at end, case when n % 20 = 0 then null else 'kept' end, number
    from case_file, generate_series(1, 60000) n where id = $1`, [id]);
  await tx.rows(`insert into case_stage (office, case_file, place, stage, began_at, due_at, left_at, left_by, move, outcome)
    select office, id, p, case p when 0 then 'look' when 1 then 'mend' else 'check' end, opened_at, opened_at + interval '2 days',
      case when p = 2 and ended is null then null else opened_at end, opened_by, 'x', 'kept' from case_file, generate_series(0, 2) p where id <> $1`, [id]);
});
await here.keeper.database.app.query("analyze case_file, case_stage, case_about, case_entry");
async function look(actor: any, view: any) {
  const { account, roles } = actor;
  return scoped(here.keeper.database.app, { offices: [here.office], account, veils: [], sealed: [] }, "read only", async (tx) => {
    const office = await loadOffice(here.keeper, tx, here.office);
    const scope = scopeOf(office, { account, roles });
    await tx.rescope(scope);
    const now = noon("2021-03-01");
    return view({ keeper: here.keeper, tx, office, scope, account, roles, areas: null, today: localDay(now, "Asia/Shanghai"), now });
  });
}
for (const [who, actor] of [["worker", here.worker], ["outside", here.healthCentre]] as const)
  for (const show of ["open", "waiting", "overdue", "ended", "all"] as const) {
    let best = 1e9; let total = 0;
    for (let n = 0; n < 3; n++) { const t = performance.now(); total = (await look(actor, (r: any) => caseList(r, { show }))).total; best = Math.min(best, performance.now() - t); }
    console.error(who, show, total, best.toFixed(1), "ms");
  }
for (const days of [1, 2]) {
 const t = performance.now();
 await here.give(here.worker, "case.open", { case: newId(), procedure: "asked-for/repair", about: [], fields: { what: "灯", caller: "甲" } }, "2021-03-02");
 console.error("open beside 60,000", (performance.now() - t).toFixed(1));
}
const t = performance.now(); await look(here.worker, (r: any) => casePage(r, id)); console.error("page", (performance.now() - t).toFixed(1));
await here.keeper.database.close();
process.exit(0);
