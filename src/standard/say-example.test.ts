import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { compileStandard } from "./compile.ts";
import { readStandard } from "./read.ts";
import { type ExampleSaid, examplesOfProcedure, examplesOfPromise } from "./say-example.ts";

const standards = join(import.meta.dirname, "../../standards");
const [name = ""] = (await readdir(standards)).filter((each) => each !== "common");
const { document } = await readStandard(join(standards, name));
assert.ok(document);
const standard = compileStandard(document);

test("an example is told for one clause: of whom, what had happened, what follows", () => {
  const said = examplesOfPromise(standard, "alone-call").find(({ on }) => on === "2021-01-18");
  assert.deepEqual(zh(said), {
    name: "独居老人，上周已访，昨天到期没去",
    given: ["出生日期：1948-02-11", "独居：是", "居住状态：常住", "登记日期：2021-01-04"],
    happened: ["2021-01-10 入户走访"],
    expected: ["2021-01-15 起可办，2021-01-17 到期，已逾期"],
  });
  const declined = examplesOfPromise(standard, "alone-call").find(({ on }) => on === "2021-11-20");
  assert.deepEqual(declined?.happened.at(-1), {
    zh: "2021-11-06 本人谢绝，到 2021-11-30",
    en: "2021-11-06 declined, until 2021-11-30",
  });
});

test("one of a procedure is told with its acts in order, and where the case stands then", () => {
  const request = standard.procedures.find(({ localId }) => localId === "request");
  assert.ok(request);
  assert.deepEqual(zh(examplesOfProcedure(standard, request)[0]), {
    name: "五一夜里报漏水，半小时内有回应",
    given: ["诉求内容：楼道漏水", "缓急：紧急"],
    happened: ["2021-05-01 23:40 登记", "2021-05-01 23:55 受理，去办", "2021-05-02 10:00 办好了"],
    expected: ["算夜间", "算假日", "“首次回应”按期办到", "“办理”按期办到", "“回访”2021-05-08 到期，可办"],
  });
});

test("every clause and every procedure has some, each with something that follows", () => {
  const all = [
    ...standard.promises.map(({ localId }) => examplesOfPromise(standard, localId)),
    ...standard.procedures.map((procedure) => examplesOfProcedure(standard, procedure)),
  ];
  assert.equal(all.filter((examples) => examples.length === 0).length, 0);
  for (const { expected } of all.flat())
    assert.ok(expected.length > 0 && expected.every(({ zh }) => zh !== ""));
});

function zh(said: ExampleSaid | undefined): object | undefined {
  return (
    said && {
      name: said.name.zh,
      given: said.given.map((each) => each.zh),
      happened: said.happened.map((each) => each.zh),
      expected: said.expected.map((each) => each.zh),
    }
  );
}
