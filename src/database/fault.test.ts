import assert from "node:assert/strict";
import { test } from "node:test";
import { databaseFault } from "./fault.ts";

const withCode = (code: string) => Object.assign(new Error("said in a language of its own"), { code });

test("away, busy and full are told apart by their codes, and pg's own sentences by their words", () => {
  for (const code of ["57P01", "57P03", "08006", "ECONNREFUSED", "EPIPE", "25006"])
    assert.equal(databaseFault(withCode(code)), "away", code);
  for (const code of ["57014", "55P03", "53300"]) assert.equal(databaseFault(withCode(code)), "busy", code);
  for (const code of ["53100", "ENOSPC"]) assert.equal(databaseFault(withCode(code)), "full", code);
  for (const words of ["Connection terminated unexpectedly", "Query read timeout"])
    assert.equal(databaseFault(new Error(words)), "away", words);
});

test("an error that another one was made of is found, and one of every address of a name", () => {
  assert.equal(databaseFault(new Error("no session", { cause: withCode("57P01") })), "away");
  assert.equal(databaseFault(new AggregateError([withCode("ECONNREFUSED")])), "away");
});

test("what is wrong with a statement or with the code is no fault of the database", () => {
  for (const error of [withCode("23505"), withCode("42601"), new TypeError("x is undefined"), "text", null])
    assert.equal(databaseFault(error), undefined);
});
