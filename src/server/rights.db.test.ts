import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { newId } from "#basics/id.ts";
import { freshDatabase } from "#database/embedded/test-server.ts";
import { openDatabase } from "#database/open.ts";
import { engineScope, scoped } from "#database/scope.ts";
import type { Tx } from "#database/scope.ts";
import { WorkingClock } from "#record/clock.ts";
import { keeperOf } from "#record/keeper.ts";
import type { Keeper } from "#record/keeper.ts";
import { onlyMasterKey } from "#record/master-key.ts";
import { loadOffice } from "#record/office.ts";
import type { Office } from "#record/office.ts";
import { installation, perform } from "#record/perform.ts";
import { scopeOf, stageName } from "#record/scope-of.ts";
import { noon, smallStandard } from "#record/test-office.ts";
import type { Today } from "#record/views/today.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import { readStandard } from "#standard/read.ts";
import type { Fact } from "#standard/standard.ts";
import { isVeiled, veilOf } from "#work/case/course.ts";
import { rightsOf } from "#work/rights.ts";
import type { Rights } from "#work/rights.ts";
import { httpApp } from "./app.ts";
import { signInForTests } from "./for-tests.ts";

// Every role against every promise, guarded fact, procedure and stage of every standard there is, in SQL under the role's own
// scope and through HTTP: what the table of rights says is what they get, no less and no more. A standard, a line, a role or a
// guard that is added enters by itself. Commands and addresses are tried in isolation.db.test.ts.

const day = "2021-12-01";

interface Tried {
  office: string;
  /** One of each, about somebody of their own. */
  promises: Map<string, string>;
  facts: Map<string, string>;
  cases: { procedure: string; stage: string; by: Set<string>; id: string; about: string }[];
  accounts: Map<string, string>;
  rights: Rights;
  rules: Office;
}

let keeper: Keeper;
let clock: WorkingClock;
let app: ReturnType<typeof httpApp>;
const tried: Tried[] = [];

before(async () => {
  keeper = keeperOf(await openDatabase(await freshDatabase()), onlyMasterKey(Buffer.alloc(32, 7)));
  clock = new WorkingClock(keeper.database.app);
  await clock.demonstrate(noon(day));
  app = httpApp(
    {
      keeper,
      clock,
      signIn: signInForTests("by header"),
      authority: null,
      backups: null,
      mail: undefined,
    },
    () => true,
  );
  const folder = fileURLToPath(new URL("../../standards", import.meta.url));
  const documents = [smallStandard];
  for (const name of (await readdir(folder)).filter((each) => each !== "common")) {
    const { document, faults } = await readStandard(`${folder}/${name}`);
    assert.ok(document !== undefined, JSON.stringify(faults));
    documents.push(document);
  }
  for (const document of documents) tried.push(await fill(document));
});
after(async () => {
  await clock.stop();
  await keeper.database.close();
});

async function must(office: string, name: string, input: unknown): Promise<void> {
  const [answer] = await perform(
    keeper,
    office,
    installation,
    [{ id: newId(), name, at: noon(day).toISOString(), input }],
    noon(day),
  );
  assert.equal(answer?.status, "applied", `${name}: ${JSON.stringify(answer)}`);
}

function asEngine<T>(office: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return scoped(keeper.database.app, engineScope(office, null), "read write", work);
}

/** An office that adopts it, somebody in every role, and a row of everything that a role could be shown. */
async function fill(document: { standard: string }): Promise<Tried> {
  const office = document.standard;
  await must(office, "office.open", { title: { zh: office }, areas: [{ id: "east", title: { zh: "东" } }] });
  await must(office, "standard.adopt", { document, from: day });
  const loaded = await asEngine(office, (tx) => loadOffice(keeper, tx, office));
  const { rules, names } = loaded;
  const accounts = new Map<string, string>();
  for (const role of rules.roles.keys()) {
    const account = { id: newId(), username: `${office}-${role}`, name: role, demonstration: true };
    await must(office, "post.give", { post: newId(), account, role });
    accounts.set(role, account.id);
  }
  const enter = async (kind: SubjectKind) => {
    const subject = newId();
    const guarded = rules.factsOf(kind).filter((fact) => fact.guard !== undefined);
    await must(office, "register.enter", {
      subject,
      kind,
      name: `某某${subject.slice(-4)}`,
      facts: Object.fromEntries(guarded.map((fact) => [fact.id, valueOf(fact)])),
    });
    return subject;
  };
  const promises = new Map<string, string>();
  const facts = new Map<string, string>();
  for (const promise of rules.everyPromise) promises.set(promise.id, await enter(promise.to));
  const cases: Tried["cases"] = [];
  for (const procedure of rules.procedures)
    for (const stage of procedure.stages) {
      const by = new Set([...stage.by, ...stage.moves.flatMap((move) => move.by)]);
      const kind = procedure.about[0] ?? "person";
      cases.push({ procedure: procedure.id, stage: stage.id, by, id: newId(), about: await enter(kind) });
    }
  await asEngine(office, async (tx) => {
    await tx.rows("delete from duty where office = $1", [office]);
    await tx.rows("delete from eligible where office = $1", [office]);
    for (const [id, subject] of promises) {
      const veiled = (rules.promise(id)?.guards.length ?? 0) > 0;
      const [promise, window] = [names.promise(id), [day, "2021-12-05"]];
      await tx.rows("insert into eligible (office, promise, subject, veiled) values ($1, $2, $3, $4)", [
        office,
        promise,
        subject,
        veiled,
      ]);
      await tx.rows(
        "insert into duty (office, promise, subject, opens, due, veiled) values ($1, $2, $3, $4, $5, $6)",
        [office, promise, subject, ...window, veiled],
      );
      await tx.rows(
        "insert into outcome (office, promise, subject, opens, due, on_day, outcome, veiled) values ($1, $2, $3, $4, $5, $4, 'kept', $6)",
        [office, promise, subject, ...window, veiled],
      );
    }
    for (const { procedure: id, stage, id: one, about } of cases) {
      const procedure = rules.procedures.find((each) => each.id === id);
      const version = rules.everyProcedure.find((each) => each.procedure.id === id)?.version;
      assert.ok(procedure && version !== undefined);
      const veils = isVeiled(procedure) ? [names.procedure(veilOf(id, version))] : [];
      await tx.rows(
        `insert into case_file (office, id, procedure, version, opened_at, opened_on, opened_by, at_night, on_holiday, fields, veils, stages, number)
         values ($1, $2, $3, $4, $5, $6, $7, false, false, '{}', $8, $9, 1)`,
        [
          office,
          one,
          names.procedure(id),
          version,
          noon(day),
          day,
          installation.account,
          veils,
          [stageName(names, id, version, stage)],
        ],
      );
      await tx.rows(
        "insert into case_stage (office, case_file, place, stage, began_at, veils) values ($1, $2, 0, $3, $4, $5)",
        [office, one, stage, noon(day), veils],
      );
      await tx.rows(
        "insert into case_about (office, subject, case_file, position, veils) values ($1, $2, $3, 0, $4)",
        [office, about, one, veils],
      );
      await tx.rows(
        "insert into case_entry (office, case_file, number, veils) values ($1, $2, 1000000, $3)",
        [office, one, veils],
      );
    }
  });
  return { office, promises, facts, cases, accounts, rights: rightsOf(rules), rules: loaded };
}

/** Something that a fact of this type may say. */
function valueOf({ type, choices }: Fact): FactValue {
  switch (type) {
    case "boolean":
      return true;
    case "integer":
    case "number":
    case "money":
      return 3;
    case "date":
      return "2021-01-05";
    case "choice":
      return choices?.[0]?.id ?? null;
    case "choices":
      return choices?.slice(0, 1).map(({ id }) => id) ?? [];
    case "phone":
      return "13800000101";
    case "identity":
      return "430406194901010010";
    default:
      return "某";
  }
}

async function seenBy(one: Tried, role: string, query: string, values: unknown[]): Promise<number> {
  const scope = scopeOf(one.rules, { account: one.accounts.get(role) ?? "", roles: [role] });
  const rows = await scoped(keeper.database.app, scope, "read only", (tx) => tx.rows(query, values));
  return rows.length;
}

async function get(one: Tried, role: string, address: string): Promise<{ status: number; body: string }> {
  const response = await app.request(`http://127.0.0.1${address}`, {
    headers: { "x-test-account": one.accounts.get(role) ?? "", "x-office": one.office },
  });
  return { status: response.status, body: await response.text() };
}

test("who is owed a promise is there for whoever owes it or is shown it, and for nobody else", async () => {
  let cells = 0;
  for (const one of tried) {
    const today = new Map<string, Set<string>>();
    for (const role of one.rules.rules.roles.keys()) {
      const { duties } = JSON.parse((await get(one, role, "/api/today")).body) as Today;
      today.set(role, new Set(duties.map(({ promise }) => promise)));
    }
    for (const { id, guarded, by } of one.rights.promises)
      for (const [role, may] of by) {
        const subject = one.promises.get(id);
        const inside = one.rules.rules.roles.get(role)?.outside === false;
        const expected = may === "owes" || may === "sees" ? 1 : 0;
        for (const table of ["duty", "eligible", "outcome"])
          assert.equal(
            await seenBy(
              one,
              role,
              `select from ${table} where office = $1 and subject = $2 and promise = $3`,
              [one.office, subject, one.rules.names.promise(id)],
            ),
            expected,
            `${role}: ${table} of ${id}`,
          );
        const people = await seenBy(one, role, "select from subject where office = $1 and id = $2", [
          one.office,
          subject,
        ]);
        assert.equal(people, inside ? 1 : expected, `${role}: whom ${id} is owed to`);
        const page = await get(one, role, `/api/subjects/${subject}`);
        assert.equal(
          page.status,
          inside || expected === 1 ? 200 : 404,
          `${role}: page of whom ${id} is owed to`,
        );
        assert.equal(
          today.get(role)?.has(id),
          may === "owes" || (may === "sees" && inside),
          `${role}: today, ${id}${guarded ? ", guarded" : ""}`,
        );
        cells += 6;
      }
  }
  assert.ok(cells > 500, `${cells} cells`);
  console.log(`rights on promises: ${cells} tried`);
});

test("a guarded fact opens to whoever acts on a promise that shows it, about those it is owed to, and to nobody else", async () => {
  let cells = 0;
  for (const one of tried)
    for (const { id: name, by } of one.rights.facts)
      for (const [role, may] of by)
        for (const [promise, subject] of one.promises) {
          const [kind, fact] = name.split("/");
          if (one.rules.rules.promise(promise)?.to !== kind) continue;
          const inside = one.rules.rules.roles.get(role)?.outside === false;
          const reached = one.rights.promises.find(({ id }) => id === promise)?.by.get(role);
          const expected = may && (inside || reached === "owes" || reached === "sees");
          const rows = await seenBy(
            one,
            role,
            "select from sealed_fact where office = $1 and subject = $2 and fact = $3",
            [one.office, subject, one.rules.names.fact(name)],
          );
          assert.equal(rows, expected ? 1 : 0, `${role}: ${name} of whom ${promise} is owed to`);
          cells += 1;
          // Each opening is an entry; one subject a role and fact is enough of them.
          if (promise !== [...one.promises.keys()].find((id) => one.rules.rules.promise(id)?.to === kind))
            continue;
          const response = await app.request(`http://127.0.0.1/api/facts/${subject}/${fact}`, {
            method: "POST",
            headers: {
              "x-test-account": one.accounts.get(role) ?? "",
              "x-office": one.office,
              "content-type": "application/json",
            },
            body: '{"purpose":"核对"}',
          });
          assert.equal(
            response.status,
            expected ? 200 : 403,
            `${role} opens ${name}: ${await response.text()}`,
          );
          cells += 1;
        }
  assert.ok(cells > 500, `${cells} cells`);
  console.log(`rights on guarded facts: ${cells} tried`);
});

test("a case is there for the office, if it is not guarded, and for whom it has come to", async () => {
  let cells = 0;
  for (const one of tried)
    for (const { procedure, stage, by: own, id, about } of one.cases)
      for (const [role, may] of one.rights.procedures.find((each) => each.id === procedure)?.by ?? []) {
        const inside = one.rules.rules.roles.get(role)?.outside === false;
        const expected = inside ? may !== "figures" && may !== "nothing" : may === "acts" && own.has(role);
        for (const table of ["case_file", "case_stage", "case_about", "case_entry"]) {
          const key = table === "case_file" ? "id" : "case_file";
          assert.equal(
            await seenBy(one, role, `select from ${table} where office = $1 and ${key} = $2`, [
              one.office,
              id,
            ]),
            expected ? 1 : 0,
            `${role}: ${table} of ${procedure} at ${stage}`,
          );
        }
        const people = await get(one, role, `/api/subjects/${about}`);
        assert.equal(people.status, inside || expected ? 200 : 404, `${role}: whom ${procedure} is about`);
        const listed = await get(one, role, `/api/cases?subject=${about}&show=all`);
        assert.equal(listed.body.includes(id), expected, `${role}: list with ${procedure} at ${stage}`);
        cells += 6;
      }
  assert.ok(cells > 500, `${cells} cells`);
  console.log(`rights on cases: ${cells} tried`);
});

test("figures and the journal are for the office, a supervisor and an auditor", async () => {
  for (const one of tried)
    for (const role of one.rules.rules.roles.keys()) {
      const figures = one.rights.figures.get(role) ? 200 : 403;
      for (const address of ["/api/kept?month=2021-12", "/api/indicators", "/api/reports"])
        assert.equal((await get(one, role, address)).status, figures, `${role}: ${address}`);
      const { status } = await get(one, role, "/api/journal");
      assert.equal(status, one.rights.journal.get(role) ? 200 : 403, `${role}: the journal`);
      const entries = await seenBy(
        one,
        role,
        "select from entry where office = $1 and kind = 'office-opened'",
        [one.office],
      );
      assert.equal(entries, one.rights.journal.get(role) ? 1 : 0, `${role}: entries`);
    }
});
