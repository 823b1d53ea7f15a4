import { html } from "hono/html";
import { newId } from "#basics/id.ts";
import { textIn } from "#basics/text.ts";
import type { Language, Text } from "#basics/text.ts";
import type { HeldAbout } from "#record/views/held-about.ts";
import { answerWithin, asked, askedWords } from "#work/requests/requests.ts";

const words = {
  heading: { zh: "社区登记了我什么", en: "What is held of me" },
  lead: {
    zh: "社区当面给过您一个查阅码。输入它，就能看到登记了您什么、谁看过，也可以要求更正、删除，取走一份。",
    en: "The office gave you a code in person. By it you see what is held of you and who read it, ask for correction or erasure, and take a copy.",
  },
  code: { zh: "查阅码", en: "Code" },
  codeHint: {
    zh: "四组，每组五个字母或数字，印在给您的纸条上。大小写都行。",
    en: "Four groups of five letters or digits, on the slip you were given. Small letters will do.",
  },
  open: { zh: "查看", en: "Look" },
  wrong: {
    zh: "这个查阅码打不开：可能输错了一位，也可能已经过期或作废。请再核对一遍，或到社区重新领一个。",
    en: "This code opens nothing: a letter may be wrong, or it has run out or was ended. Check it once more, or ask the office for another.",
  },
  slow: {
    zh: "错了太多次，请过十分钟再试，或到社区当面问。",
    en: "Too many wrong codes: try again in ten minutes, or ask at the office.",
  },
  none: { zh: "没有", en: "None" },
  facts: { zh: "关于您的信息", en: "Facts about you" },
  guarded: { zh: "受限，看一次记一次", en: "guarded: every look is recorded" },
  from: { zh: "起", en: "from" },
  duties: { zh: "社区该为您办的", en: "What is owed to you" },
  by: { zh: "前办", en: "due" },
  contacts: { zh: "有事找谁", en: "Whom to ring about you" },
  contactOf: { zh: "人把您登记为联系人", en: "people have you as their contact" },
  cases: { zh: "您的事项", en: "Your cases" },
  opened: { zh: "登记", en: "opened" },
  records: { zh: "走访和办理记录", en: "Visits and what was done" },
  shared: {
    zh: "这一条还关于别人，内容请到社区当面看。",
    en: "It is about others too; ask at the office to see what it says.",
  },
  struck: { zh: "已划去", en: "struck" },
  reads: { zh: "谁看过受限的信息", en: "Who read what is guarded" },
  ownLook: { zh: "凭查阅码查看", en: "A look by your code" },
  ownCopy: { zh: "凭查阅码取走一份", en: "A copy taken by your code" },
  requests: { zh: "您提的要求和答复", en: "What you asked, and the answers" },
  waiting: { zh: "等待答复，最迟", en: "waiting; answered by" },
  granted: { zh: "已办理", en: "Granted" },
  refused: { zh: "不予办理", en: "Refused" },
  basis: { zh: "依据", en: "By" },
  court: {
    zh: "不同意这个答复的，可以依法向人民法院起诉，也可以向网信部门投诉。",
    en: "If you do not accept this answer you may go to court, or complain to the cyberspace administration.",
  },
  ask: { zh: "提出要求", en: "Ask" },
  what: { zh: "要求什么", en: "What for" },
  say: { zh: "请写清楚：哪一项、应该是什么，或为什么", en: "Please say which, what it should be, or why" },
  send: { zh: "提交", en: "Send" },
  copy: { zh: "取走一份", en: "Take a copy" },
  copyJson: { zh: "下载（程序读的 JSON）", en: "Download as JSON" },
  copyHtml: { zh: "下载（可打印的网页）", en: "Download as a page to print" },
  erased: {
    zh: "您的信息已按要求删除，这里不再保存您的姓名、住址和任何文字。删除的日子：",
    en: "What was held of you has been erased: no name, no address and no word is kept here any more. On",
  },
  valid: { zh: "查阅码有效到", en: "The code opens until" },
  foot: {
    zh: "《个人信息保护法》第四十五至四十七条：您有权查阅、复制、更正、删除自己的信息。法律要求“及时”答复，没有规定天数；这里按 30 天内答复。每次凭码打开都记在日志里。",
    en: "By articles 45 to 47 of the Personal Information Protection Law you may see, copy, correct and erase what is held of you. The law asks for an answer “in time” and gives no number of days; here it is thirty. Every look by a code is recorded.",
  },
} satisfies Record<string, Text>;

const otherLanguage: Record<Language, string> = { zh: "English", en: "\u4e2d\u6587" };

/** Where a code is typed. */
export function codePage(office: Text, language: Language, said: "wrong" | "slow" | null) {
  const say = (text: Text) => textIn(text, language);
  return page(
    office,
    language,
    html`<p>${say(words.lead)}</p>
      <form method="post" autocomplete="off">
        <input type="hidden" name="language" value="${language}" />
        <label for="code">${say(words.code)}</label>
        <input
          id="code"
          name="code"
          required
          maxlength="60"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="hint${said === null ? "" : " fault"}"
          ${said === null ? "" : "aria-invalid=true"}
          autofocus
        />
        <p id="hint" class="second">${say(words.codeHint)}</p>
        ${said === null ? "" : html`<p id="fault" class="fault" role="alert">${say(words[said])}</p>`}
        <button>${say(words.open)}</button>
      </form>`,
  );
}

/** All that is held of somebody. The code goes along in each form: there is no session that could be left open. */
export function heldPage(held: HeldAbout, code: string, language: Language) {
  const say = (text: Text) => textIn(text, language);
  const hidden = html`<input type="hidden" name="code" value="${code}" /><input
      type="hidden"
      name="language"
      value="${language}"
    />`;
  const day = (instant: string) => instant.slice(0, 10);
  if (held.erased !== null)
    return page(
      held.office,
      language,
      html`<p class="answer">${say(words.erased)} ${held.erased}</p>
        ${requestsShown(held, say)}`,
    );
  return page(
    held.office,
    language,
    html`<p class="who">
        <strong>${held.name}</strong> ${held.code ?? ""} <small>${say(words.valid)} ${held.until}</small>
      </p>
      ${held.requests.length === 0 ? "" : requestsShown(held, say)}
      <section>
        <h2>${say(words.facts)}</h2>
        <dl>
          ${held.facts.map(
            ({ label, say: said, from, guarded }) =>
              html`<dt>${say(label)}${guarded ? html` <small>${say(words.guarded)}</small>` : ""}</dt>
                <dd>
                  ${say(said)}${from > held.since ? html` <small>${from} ${say(words.from)}</small>` : ""}
                </dd>`,
          )}
        </dl>
        ${held.facts.length === 0 ? html`<p class="second">${say(words.none)}</p>` : ""}
      </section>
      ${list(
        say(words.duties),
        held.duties.map(
          ({ title, by, due }) => html`${say(title)} <small>${say(by)} · ${due} ${say(words.by)}</small>`,
        ),
        say,
      )}
      ${list(
        say(words.contacts),
        [
          ...held.contacts.map(
            ({ name, relation, phone }) => html`${name} <small>${relation} ${phone ?? ""}</small>`,
          ),
          ...(held.contactOf === 0 ? [] : [html`${held.contactOf} ${say(words.contactOf)}`]),
        ],
        say,
      )}
      ${list(
        say(words.cases),
        held.cases.map(
          ({ title, openedOn, stands, end }) =>
            html`${say(title)}
              <small
                >${openedOn} ${say(words.opened)} ·
                ${end === null ? stands.map(say).join(" / ") : say(end)}</small
              >`,
        ),
        say,
      )}
      ${list(
        say(words.records),
        held.records.map(
          ({ title, on, by, shared, struck, fields }) =>
            html`${on} ${say(title)}
              <small>${by}${struck ? ` · ${say(words.struck)}` : ""}</small>
              ${shared ? html`<p class="second">${say(words.shared)}</p>` : ""}
              ${fields.map(({ label, say: said }) => html`<p>${say(label)}: ${say(said)}</p>`)}`,
        ),
        say,
      )}
      ${list(
        say(words.reads),
        held.reads.map(({ at, by, what, purpose, copy }) =>
          what === null
            ? html`${day(at)} <small>${say(copy ? words.ownCopy : words.ownLook)}</small>`
            : html`${day(at)} ${by} · ${say(what)} <small>${purpose ?? ""}</small>`,
        ),
        say,
      )}
      <section class="no-print">
        <h2>${say(words.ask)}</h2>
        <form method="post">
          ${hidden}<input type="hidden" name="request" value="${newId()}" />
          <fieldset>
            <legend>${say(words.what)}</legend>
            ${asked.map(
              (what, place) =>
                html`<label class="choice"
                  ><input type="radio" name="what" value="${what}" required ${place === 0 ? "checked" : ""} />
                  ${say(askedWords[what])}</label
                >`,
            )}
          </fieldset>
          <label for="words">${say(words.say)}</label>
          <textarea id="words" name="words" rows="4" maxlength="500" required></textarea>
          <button name="do" value="ask">${say(words.send)}</button>
        </form>
      </section>
      <section class="no-print">
        <h2>${say(words.copy)}</h2>
        <form method="post">
          ${hidden}
          <button name="do" value="json">${say(words.copyJson)}</button>
          <button name="do" value="page">${say(words.copyHtml)}</button>
        </form>
      </section>`,
  );
}

type Markup = ReturnType<typeof html>;

function list(title: string, items: Markup[], say: (text: Text) => string): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${
      items.length === 0
        ? html`<p class="second">${say(words.none)}</p>`
        : html`<ul>
            ${items.map((item) => html`<li>${item}</li>`)}
          </ul>`
    }
  </section>`;
}

function requestsShown(held: HeldAbout, say: (text: Text) => string): Markup {
  return html`<section>
    <h2>${say(words.requests)}</h2>
    <ul>
      ${held.requests.map(
        ({ what, at, due, outcome, said }) =>
          html`<li>
            ${at.slice(0, 10)} ${say(askedWords[what])} ${said === null ? "" : html`<p>${said.words}</p>`}
            ${
              outcome === null
                ? html`<p class="waiting">${say(words.waiting)} ${due}</p>`
                : html`<p class="answer">
                      <strong>${say(words[outcome])}</strong> ${said?.reason ?? ""}
                      ${said?.article ? html`<small>${say(words.basis)} ${said.article}</small>` : ""}
                    </p>
                    ${outcome === "refused" ? html`<p class="second">${say(words.court)}</p>` : ""}`
            }
          </li>`,
      )}
    </ul>
  </section>`;
}

function page(office: Text, language: Language, body: Markup) {
  const say = (text: Text) => textIn(text, language);
  const other: Language = language === "zh" ? "en" : "zh";
  return html`<!doctype html>
    <html lang="${language === "zh" ? "zh-CN" : "en"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <title>${say(words.heading)} · ${say(office)}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>
          <h1>${say(words.heading)} <small>${say(office)}</small></h1>
          <a
            class="language"
            href="?language=${other}"
            hreflang="${other}"
            lang="${other === "zh" ? "zh-CN" : "en"}"
            >${otherLanguage[language]}</a
          >
        </header>
        <main>${body}</main>
        <footer>${say(words.foot).replace("30", String(answerWithin))}</footer>
      </body>
    </html>`;
}

// As on the office's page: 18 px and more, lines of 1.6, targets of 60 px.
const style = `
:root{--ink:#20292c;--second:#566066;--line:#e6e1d7;--teal:#1d6b70;color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:24px;background:#fffefb;color:var(--ink);font:20px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
header{display:flex;justify-content:space-between;align-items:center;border-bottom:2px solid var(--ink);gap:16px}
h1,h2{font-family:"Songti SC","Noto Serif SC",serif;font-weight:600;line-height:1.4}
h1{font-size:30px;margin:0}h1 small{display:block}h2{font-size:24px;margin:36px 0 8px}
small{font-size:18px;color:var(--second);font-weight:400;font-family:"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
.language{display:flex;align-items:center;min-height:60px;min-width:60px;padding:0 16px;color:var(--teal)}
.who{font-size:22px;margin:24px 0 0}
p{margin:8px 0}ul{list-style:none;margin:0;padding:0}li{padding:12px 0;border-top:1px solid var(--line)}li p{margin:4px 0 0}
dl{display:grid;grid-template-columns:minmax(8rem,2fr) 3fr;margin:0}
dt,dd{margin:0;padding:10px 0;border-top:1px solid var(--line)}dt{color:var(--second);padding-right:16px}dd{overflow-wrap:anywhere}
form{margin:24px 0 0}
label,legend{display:block;font-weight:600;margin:16px 0 6px;padding:0}
fieldset{border:0;margin:0;padding:0}
label.choice{display:flex;align-items:center;gap:12px;min-height:60px;margin:0;font-weight:400}
input[type=radio]{width:24px;height:24px;accent-color:var(--teal)}
input:not([type]),textarea{width:100%;min-height:60px;padding:12px 16px;border:2px solid #8a9296;border-radius:6px;background:#fff;color:inherit;font:inherit}
#code{font:24px/1.4 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.06em;text-transform:uppercase}
button{min-height:60px;margin:20px 12px 0 0;padding:0 28px;border:0;border-radius:6px;background:var(--teal);color:#fff;font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid #d98526;outline-offset:2px}
.fault{color:#a32b1c;font-weight:600}.waiting{color:#8a5a00}.answer{padding:12px 16px;border-left:4px solid var(--teal);background:#f3f1ea}
.second{color:var(--second)}
footer{margin:40px 0 24px;padding-top:16px;border-top:1px solid var(--line);color:var(--second);font-size:18px}
@media (max-width:30rem){body{padding:16px}dl{grid-template-columns:1fr}dd{border:0;padding-top:0}dt{padding-bottom:0}}
@media print{.no-print,.language{display:none}}
`;
