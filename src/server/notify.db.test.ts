import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { SMTPServer } from "smtp-server";
import { newId } from "#basics/id.ts";
import { dailyPass } from "#record/daily-pass.ts";
import { noon, testOffice } from "#record/test-office.ts";
import type { Channel } from "#work/channel.ts";
import { tell, tellOffices } from "./notify.ts";
import type { House } from "./route.ts";

const here = await testOffice();
const house = { keeper: here.keeper, mail: undefined } as unknown as House;
after(() => here.keeper.database.close());

const channel: Channel = {
  channel: newId(),
  title: "工作群",
  kind: "wecom",
  to: "",
  at: "08:00",
  language: "zh",
};

/** A robot, or what else answers at an address; resolves with what it was sent. */
async function robot(answer: object, status = 200) {
  const bodies: unknown[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      bodies.push(JSON.parse(text));
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { to: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`, bodies, server };
}

/** A post office that takes everything. */
async function postOffice() {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (part: Buffer) => (text += part.toString()));
      stream.on("end", () => {
        letters.push(text);
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, letters, server };
}

test("a group is told how much there is to do, area by area, and nobody's name", async () => {
  await here.enter("不该出现的名字", { livesAlone: true, area: "east" }, "2021-01-05");
  await dailyPass(here.keeper, here.office, noon("2021-01-20"), true);
  const { to, bodies, server } = await robot({ errcode: 0 });
  assert.equal(await tell(house, here.office, { ...channel, to }, noon("2021-01-20")), null);
  assert.equal(
    await tell(house, here.office, { ...channel, to, kind: "feishu", language: "en" }, noon("2021-01-20")),
    null,
  );
  server.close();
  const [first, second] = bodies as [
    { msgtype: string; text: { content: string } },
    { content: { text: string } },
  ];
  assert.equal(first.msgtype, "text");
  assert.match(
    first.text.content,
    /2021年1月20日\n今天到期 0 件，逾期 1 件，七日内到期 0 件\n.*：今天 0，逾期 1\n在办事项 0 件/,
  );
  assert.match(second.content.text, /^\[Wellside\] .*20 January 2021\ndue today 0, late 1/);
  assert.doesNotMatch(JSON.stringify(bodies), /不该出现/);
});

test("what did not arrive is told in a sentence: refused, unreachable, or no way out set", async () => {
  const { to, server } = await robot({ errcode: 93000, errmsg: "invalid webhook url" });
  assert.match((await tell(house, here.office, { ...channel, to }, noon("2021-01-20")))?.zh ?? "", /93000/);
  server.close();
  const gone = await tell(house, here.office, { ...channel, to }, noon("2021-01-20"));
  assert.match(gone?.zh ?? "", /没有应答/);
  const letter = { ...channel, kind: "mail" as const, to: "office@example.cn" };
  assert.match((await tell(house, here.office, letter, noon("2021-01-20")))?.zh ?? "", /WELLSIDE_MAIL/);
});

test("letters go out once on a working day, from the time on, and not on a day off", async () => {
  const { url, letters, server } = await postOffice();
  const posting = { ...house, mail: { server: url, from: "wellside@example.cn" } };
  const added = { ...channel, kind: "mail", to: "office@example.cn" };
  await here.must(here.secretary, "notification.add", added, "2021-01-18");
  const at = (text: string) => new Date(`${text}+08:00`);
  assert.equal(await tellOffices(posting, at("2021-01-20T07:59:00")), 0);
  assert.equal(await tellOffices(posting, at("2021-01-20T08:00:30")), 1);
  assert.equal(await tellOffices(posting, at("2021-01-20T08:01:00")), 0, "once");
  assert.equal(await tellOffices(posting, at("2021-01-21T12:30:00")), 0, "too late to be news");
  assert.equal(await tellOffices(posting, at("2021-01-23T08:01:00")), 0, "a Saturday");
  assert.equal(letters.length, 1);
  assert.match(letters[0] ?? "", /To: office@example\.cn/);
  server.close();
  // The post office is closed: it is tried again, but not at once.
  assert.equal(await tellOffices(posting, at("2021-01-25T08:00:30")), 0);
  await here.must(here.secretary, "notification.remove", { channel: channel.channel }, "2021-01-26");
  assert.equal(await tellOffices(posting, at("2021-01-26T08:00:30")), 0);
});
