import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, idOf, refusal, saidBy, staffOf, stateOf } from "./for-tests.ts";
import { leaveBegin } from "./leave-begin.ts";

const days = { from: "2021-03-10", until: "2021-03-12" };
const worker = staffOf(1, [{ area: "east" }, {}, { until: "2021-02-01" }]);
const other = staffOf(2);
const leaveOf = (from: string, until: string, by = idOf(5)) => ({
  leaves: [{ id: idOf(80), from, until, standIns: [{ post: idOf(10), account: by }] }],
});
const standIns = [idOf(10), idOf(11)].map((post) => ({ post, account: other.id }));
const given = { leave: idOf(8), account: worker.id, ...days, standIns };
const begin = (changed: object = {}, staff = [worker, other]) =>
  decide(leaveBegin, { ...given, ...changed }, stateOf({ staff }));

test("one act names who stands in for each post held in those days", () => {
  assert.deepEqual(saidBy(begin(), 0), {
    leave: idOf(8),
    account: worker.id,
    name: "职员1",
    ...days,
    standIns: [
      { post: idOf(10), role: "worker", area: "east", account: other.id, name: "职员2" },
      { post: idOf(11), role: "worker", area: null, account: other.id, name: "职员2" },
    ],
  });
  // Ill since yesterday: that is entered today.
  assert.equal(refusal(begin({ from: "2021-03-09" })), undefined);
});

test("the days are in order, not over, and not another leave's", () => {
  assert.deepEqual(refusal(begin({ account: idOf(404) })), ["unknown-person", "account"]);
  assert.deepEqual(refusal(begin({ until: "2021-03-09" })), ["ends-before-it-begins", "until"]);
  const over = begin({ from: "2021-03-01", until: "2021-03-09" });
  assert.deepEqual(refusal(over), ["over-already", "until"]);
  const away = { ...worker, ...leaveOf("2021-03-12", "2021-03-20") };
  assert.deepEqual(refusal(begin({}, [away, other])), ["away-already", "from"]);
  const cancelled = { ...worker, ...leaveOf("2021-03-12", "2021-03-11") };
  assert.equal(refusal(begin({}, [cancelled, other])), undefined);
});

test("nobody stands in for somebody who stands in: the rights of one day are one step long", () => {
  const third = staffOf(3, [{}], leaveOf("2021-03-01", "2021-03-10", worker.id));
  assert.deepEqual(refusal(begin({}, [worker, other, third])), ["stands-in-then", "from"]);
  const away = { ...other, ...leaveOf("2021-03-12", "2021-03-12") };
  assert.deepEqual(refusal(begin({}, [worker, away])), ["stand-in-away", "standIns.0.account"]);
});

test("every post has one stand-in, who is somebody else with a post here", () => {
  const by = (account: string, post = idOf(10)) => ({ standIns: [{ post, account }, standIns[1]] });
  assert.deepEqual(refusal(begin({ standIns: standIns.slice(1) })), ["stand-in-needed", "standIns"]);
  assert.deepEqual(refusal(begin({ standIns: [...standIns, standIns[0]] })), ["stand-in-needed", "standIns"]);
  assert.deepEqual(refusal(begin(by(other.id, idOf(12)))), ["unknown-post", "standIns.0.post"]);
  assert.deepEqual(refusal(begin(by(idOf(404)))), ["unknown-stand-in", "standIns.0.account"]);
  assert.deepEqual(refusal(begin(by(worker.id))), ["own-stand-in", "standIns.0.account"]);
  const gone = staffOf(2, [{ until: "2021-03-09" }]);
  assert.deepEqual(refusal(begin({}, [worker, gone])), ["unknown-stand-in", "standIns.0.account"]);
});

test("a body of its own does not come to an inside role by standing in; one outside role may for another", () => {
  const doctor = staffOf(2, [{ role: "health-centre" }]);
  assert.deepEqual(refusal(begin({}, [worker, doctor])), ["outside-stand-in", "standIns.0.account"]);
  const nurse = staffOf(1, [{ role: "health-centre" }]);
  assert.equal(refusal(begin({ standIns: standIns.slice(0, 1) }, [nurse, doctor])), undefined);
});
