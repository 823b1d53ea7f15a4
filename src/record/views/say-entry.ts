import type { Text } from "#basics/text.ts";
import { sayParameter } from "#standard/parameters.ts";
import type { FactValue, SubjectKind } from "#register/subject.ts";
import type { Step } from "#work/case/case.ts";
import { sayCondition } from "#standard/say.ts";
import { readQuestion } from "#work/ask/question.ts";
import type { Question } from "#work/ask/question.ts";
import { courseOf } from "#work/case/course.ts";
import { askedWords, erasureGrounds } from "#work/requests/requests.ts";
import type { Asked } from "#work/requests/requests.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { sayIssue } from "#work/report.ts";
import { sayPost } from "#work/staff.ts";
import type { casesSeen } from "./cases-seen.ts";

/** Which step was taken in which case; what was said in it stands on the page of the case. */
export function sayCaseEntry(
  rules: OfficeRules,
  body: Record<string, unknown> | null,
  cases: Awaited<ReturnType<typeof casesSeen>>,
): Text {
  const known = cases.get(String(body?.["case"]));
  if (body === null || known === undefined) return erased;
  const procedure = courseOf(rules, known.procedure, known.version)?.procedure;
  const { zh, en = zh } = procedure?.title ?? { zh: known.procedure };
  const step = body["step"] as Step;
  switch (step.step) {
    case "opened":
      return step.told === undefined
        ? { zh: `登记事项：${zh}`, en: `Opened a case: ${en}` }
        : { zh: `由台账导入事项：${zh}`, en: `A case from an imported ledger: ${en}` };
    case "filled":
      return { zh: `事项补填：${zh}`, en: `Filled in a case: ${en}` };
    case "moved": {
      const made = procedure?.stages.flatMap(({ moves }) => moves).find(({ id }) => id === step.move)?.title;
      return {
        zh: `办事项：${zh}，${made?.zh ?? step.move}${step.reason === null ? "" : `（${step.reason}）`}`,
        en: `Moved a case on: ${en}, ${made?.en ?? made?.zh ?? step.move}${step.reason === null ? "" : ` (${step.reason})`}`,
      };
    }
    case "extended":
      return { zh: `事项延期：${zh}，${step.reason}`, en: `Extended a case: ${en}, ${step.reason}` };
    case "reopened":
      return { zh: `重新打开事项：${zh}，${step.reason}`, en: `Reopened a case: ${en}, ${step.reason}` };
  }
}

const erased: Text = { zh: "内容已抹去", en: "Its content has been erased" };
export const restricted: Text = { zh: "受限记录", en: "A guarded record" };

/** What an entry of any other kind says; of what is guarded only that it is. */
export function sayEntry(
  rules: OfficeRules,
  kind: string,
  body: Record<string, unknown> | null,
  subjectKind: SubjectKind,
): Text {
  if (body === null) return erased;
  switch (kind) {
    case "office-opened":
      return { zh: "设立机构", en: "Opened the office" };
    case "post-given": {
      const { account, role, opened } = body as {
        account: { name: string; username: string };
        role: string;
        opened?: true;
      };
      const title = rules.roles.get(role)?.title;
      return {
        zh: `${opened ? `为${account.name}开账号（${account.username}），` : account.name}任${title?.zh ?? role}`,
        en: `${opened ? `Opened an account for ${account.name} (${account.username}), with` : `Gave ${account.name}`} the post of ${title?.en ?? title?.zh ?? role}`,
      };
    }
    case "password-given":
      return {
        zh: `给${String(body["name"])}发了一次性密码`,
        en: `Gave ${String(body["name"])} a one-time password`,
      };
    case "second-factor-removed":
      return {
        zh: `撤去${String(body["name"])}的两步验证`,
        en: `Removed ${String(body["name"])}'s second step`,
      };
    case "recovery-asked":
      return {
        zh: `${String(body["name"])}丢了手机，申请恢复登录`,
        en: `${String(body["name"])} lost their telephone and asked to be let in again`,
      };
    case "recovery-confirmed":
      return {
        zh: `确认${String(body["name"])}恢复登录`,
        en: `Confirmed that ${String(body["name"])} is let in again`,
      };
    case "account-closed": {
      const { name, posts } = body as { name: string; posts: { role: string; area: string | null }[] };
      const said = posts.map((post) => sayPost(rules, post));
      return {
        zh: `停用${name}的账号，免去${said.map(({ zh }) => zh).join("、")}`,
        en: `Closed ${name}'s account, ending: ${said.map(({ en }) => en).join("; ")}`,
      };
    }
    case "notification-added": {
      const { title, at } = body as { title: string; at: string };
      return {
        zh: `添加每日提醒：${title}，${at}`,
        en: `Added a daily notification: ${title}, at ${at}`,
      };
    }
    case "notification-removed":
      return { zh: "撤去每日提醒", en: "Removed a daily notification" };
    case "post-ended": {
      const { name, until } = body as { name: string; until: string };
      const post = sayPost(rules, body as { role: string; area: string | null });
      return {
        zh: `${name}任${post.zh}到 ${until} 为止`,
        en: `Ended the post of ${name} as ${post.en}, on ${until}`,
      };
    }
    case "posts-handed-over": {
      const { by, to, from, posts } = body as {
        by: { name: string };
        to: { name: string };
        from: string;
        posts: { role: string; area: string | null }[];
      };
      const said = posts.map((post) => sayPost(rules, post));
      return {
        zh: `自 ${from} 起，${by.name}的${said.map(({ zh }) => zh).join("、")}由${to.name}接`,
        en: `From ${from}, ${to.name} takes over from ${by.name}: ${said.map(({ en }) => en).join("; ")}`,
      };
    }
    case "leave-begun": {
      const { name, from, until, standIns } = body as {
        name: string;
        from: string;
        until: string;
        standIns: { name: string }[];
      };
      const names = [...new Set(standIns.map((each) => each.name))];
      return {
        zh: `${name}请假，${from} 至 ${until}，由${names.join("、")}代`,
        en: `${name} is away from ${from} until ${until}; ${names.join(", ")} standing in`,
      };
    }
    case "leave-ended": {
      const { name, until } = body as { name: string; until: string };
      return { zh: `${name}销假，代岗到 ${until} 为止`, en: `${name} is back; stood in for until ${until}` };
    }
    case "grant-given": {
      const { to, role, until } = body as { to: { title: Text }; role: string; until: string | null };
      const title = rules.roles.get(role)?.title ?? { zh: role };
      return {
        zh: `授权${to.title.zh}以“${title.zh}”在本机构办事${until === null ? "" : `，到 ${until} 为止`}`,
        en: `Let ${to.title.en ?? to.title.zh} act here as ${title.en ?? title.zh}${until === null ? "" : ` until ${until}`}`,
      };
    }
    case "grant-ended": {
      const { to, until } = body as { to: { title: Text }; until: string };
      return {
        zh: `收回对${to.title.zh}的授权，到 ${until} 为止`,
        en: `Ended the grant to ${to.title.en ?? to.title.zh}, on ${until}`,
      };
    }
    case "calendar-announced": {
      const { year, notice } = body as { year: number; notice: string };
      return {
        zh: `登记 ${year} 年放假安排（${notice}）`,
        en: `Entered the working days of ${year} (${notice})`,
      };
    }
    case "standard-adopted": {
      const { document, from } = body as { document: { title: Text; version: string }; from: string };
      return {
        zh: `自 ${from} 起采用《${document.title.zh}》${document.version} 版`,
        en: `Adopted “${document.title.en ?? document.title.zh}”, version ${document.version}, from ${from}`,
      };
    }
    case "standard-tuned": {
      const { standard, version, from, parameters } = body as {
        standard: string;
        version: string;
        from: string;
        parameters: Record<string, string | number>;
      };
      const tuned = rules.standards.find(({ id }) => id === standard);
      const said = Object.entries(parameters).map(([id, value]): { zh: string; en: string } => {
        const { zh, en = zh } = tuned?.document.parameters[id]?.title ?? { zh: id };
        const much = sayParameter(value);
        return { zh: `${zh} ${much.zh}`, en: `${en} ${much.en}` };
      });
      const { zh, en = zh } = tuned?.title ?? { zh: standard };
      return {
        zh: `自 ${from} 起调整《${zh}》${version} 版的参数：${said.map((each) => each.zh).join("，") || "恢复标准原定"}`,
        en: `Tuned “${en}”, version ${version}, from ${from}: ${said.map((each) => each.en).join(", ") || "back to the standard's own"}`,
      };
    }
    case "subject-entered":
      return {
        zh: body["import"] === null ? "登记入册" : "由台账导入入册",
        en: body["import"] === null ? "Entered into the register" : "Entered from an imported ledger",
      };
    case "facts-changed": {
      const labels = Object.keys((body as { facts: Record<string, FactValue> }).facts).map((id): Text => {
        const fact = rules.fact(subjectKind, id);
        return fact === undefined || fact.guard !== undefined
          ? { zh: "受限信息", en: "a guarded fact" }
          : fact.label;
      });
      return {
        zh: `更新${labels.map(({ zh }) => zh).join("、")}`,
        en: `Changed ${labels.map(({ zh, en }) => en ?? zh).join(", ")}`,
      };
    }
    case "person-moved":
      return (body["stay"] as { household: string | null } | undefined)?.household === null
        ? { zh: `自 ${String(body["from"])} 迁出`, en: `Moved away on ${String(body["from"])}` }
        : { zh: `自 ${String(body["from"])} 搬家`, en: `Moved house on ${String(body["from"])}` };
    case "person-died":
      return {
        zh: `登记去世（${String(body["from"])}）`,
        en: `Registered a death (${String(body["from"])})`,
      };
    case "person-erased": {
      const { zh, en = zh } = erasureGrounds[String(body["ground"])] ?? erased;
      return { zh: `删除个人信息（${zh}）`, en: `Erased a person (${en})` };
    }
    case "erasure-refused": {
      const { article, reason } = body as { article: string; reason: string };
      return {
        zh: `答复不予删除：${article}，${reason}`,
        en: `Refused to erase: ${article}, ${reason}`,
      };
    }
    case "rights-code-given":
      return {
        zh: `发查阅码，有效到 ${String(body["until"])}`,
        en: `Gave a code to look, open until ${String(body["until"])}`,
      };
    case "rights-code-ended":
      return { zh: "作废查阅码", en: "Ended a code to look" };
    case "rights-opened":
      return body["copy"] === true
        ? { zh: "本人凭查阅码取走一份", en: "They took a copy by their code" }
        : { zh: "本人凭查阅码查看", en: "They looked by their code" };
    case "right-asked": {
      const { zh, en = zh } = askedWords[body["what"] as Asked];
      const due = String(body["due"]);
      return { zh: `本人要求${zh}，${due} 前答复`, en: `They asked for ${en.toLowerCase()}; due by ${due}` };
    }
    case "right-answered":
      return body["outcome"] === "granted"
        ? { zh: "答复本人要求：已办理", en: "Answered their request: granted" }
        : {
            zh: `答复本人要求：不予办理（${String(body["article"])}）`,
            en: `Answered their request: refused (${String(body["article"])})`,
          };
    case "household-split":
      return {
        zh: `分户（${String(body["from"])} 起）`,
        en: `Split a household, from ${String(body["from"])}`,
      };
    case "households-merged":
      return {
        zh: `并户（${String(body["from"])} 起）`,
        en: `Merged two households, from ${String(body["from"])}`,
      };
    case "subjects-merged":
      return { zh: "合并重复的登记", en: "Merged doubles" };
    case "merge-undone":
      return {
        zh: `撤回合并：${String(body["reason"])}`,
        en: `Undid a merge: ${String(body["reason"])}`,
      };
    case "record-made": {
      const title = rules.records.get(String(body["kind"]))?.title;
      return {
        zh: `记${title?.zh ?? ""}（${String(body["on"])}）`,
        en: `Recorded: ${title?.en ?? title?.zh ?? ""} (${String(body["on"])})`,
      };
    }
    case "record-struck":
      return {
        zh: `划去一条记录：${String(body["reason"])}`,
        en: `Struck a record: ${String(body["reason"])}`,
      };
    case "read-case": {
      const { procedure } = body as { procedure: string };
      const title = rules.everyProcedure.find((each) => each.procedure.id === procedure)?.procedure.title;
      return {
        zh: `看过受限事项：${title?.zh ?? procedure}`,
        en: `Read a guarded case: ${title?.en ?? title?.zh ?? procedure}`,
      };
    }
    case "read-records": {
      const titles = (body as { kinds: string[] }).kinds.map(
        (kind) => rules.records.get(kind)?.title ?? { zh: kind },
      );
      return {
        zh: `看过受限记录：${titles.map(({ zh }) => zh).join("、")}`,
        en: `Read guarded records: ${titles.map(({ zh, en }) => en ?? zh).join(", ")}`,
      };
    }
    case "fact-opened":
      return {
        zh: `查看了一项受限信息，用途：${String(body["purpose"])}`,
        en: `Opened a guarded fact, for: ${String(body["purpose"])}`,
      };
    // No more: it tells of a third person.
    case "contact-set":
      return { zh: "登记联系人", en: "Set a contact" };
    case "contact-ended":
      return { zh: "取消联系人", en: "Ended a contact" };
    case "journal-exported":
      return { zh: "导出整本日志", en: "Exported the whole journal" };
    case "register-exported": {
      const { of, when, count } = body as { of: Question["of"]; when: string; count: number };
      const read = readQuestion(rules, { of, when });
      const { zh, en = zh } = "fault" in read ? { zh: when } : sayCondition(read.condition);
      return {
        zh: `导出名单：${zh}，${count} 条`,
        en: `Exported a list: ${en}, ${count} ${count === 1 ? "line" : "lines"}`,
      };
    }
    case "import-made":
      return {
        zh: `导入“${String(body["file"])}”：${String(body["accepted"])} 行，未读入 ${String(body["rejected"])} 行`,
        en: `Imported “${String(body["file"])}”: ${String(body["accepted"])} rows, ${String(body["rejected"])} rejected`,
      };
    case "import-continued":
      return {
        zh: `继续导入：第 ${String(body["part"])} 部分，${String(body["accepted"])} 行`,
        en: `Went on importing: part ${String(body["part"])}, ${String(body["accepted"])} rows`,
      };
    case "import-undone":
      return { zh: `撤回导入：${String(body["reason"])}`, en: `Undid an import: ${String(body["reason"])}` };
    case "report-issued":
    case "report-corrected": {
      const { title, say, changed, ...issue } = body as {
        title: Text;
        say: Text;
        changed: number;
        year: number;
        issue: number;
      };
      const number = sayIssue(issue);
      const en = `“${title.en ?? title.zh}”, ${say.en ?? say.zh} (${number.en})`;
      return kind === "report-issued"
        ? { zh: `签发《${title.zh}》${say.zh}（${number.zh}）`, en: `Issued ${en}` }
        : {
            zh: `更正《${title.zh}》${say.zh}，改动 ${changed} 处（${number.zh}）`,
            en: `Corrected ${en}, changed figures: ${changed}`,
          };
    }
    default:
      return { zh: kind, en: kind };
  }
}
