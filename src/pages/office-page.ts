import { html } from "hono/html";
import { textIn } from "#basics/text.ts";
import type { Language, Text } from "#basics/text.ts";
import { percentText } from "#basics/percent.ts";
import type { PublicFigures, ShownRate } from "#publish/public-figures.ts";
import type { Root } from "#record/root.ts";
import type { ShownFigure } from "#publish/public-indicators.ts";

const words = {
  heading: { zh: "我们承诺的，办到了多少", en: "What we promised, and how much of it was kept" },
  asOf: { zh: "截至", en: "As of" },
  version: { zh: "版", en: "version" },
  nothing: { zh: "本月没有到期的", en: "Nothing fell due this month" },
  few: { zh: "本月不足三件，不单列", en: "Fewer than three this month: not shown alone" },
  guarded: { zh: "涉及隐私，不公布数字", en: "Private to those concerned: no figure" },
  counted: { zh: "办了多少", en: "How much was done" },
  foot: {
    zh: "每个数字都由登记的走访、电话和开放记录算出，机构内可逐件核对；这里不出现任何个人。",
    en: "Every figure is worked out from recorded visits, calls and openings, and can be followed to each of them inside the office. No person appears here.",
  },
} satisfies Record<string, Text>;

/** Each language is offered in its own name. */
const otherLanguage: Record<Language, string> = { zh: "English", en: "\u4e2d\u6587" };

/** What a resident sees without signing in: the standard in plain words, and how well each promise was kept. One page, no script. */
export function officePage(figures: PublicFigures, language: Language, root?: Root) {
  const say = (text: Text) => textIn(text, language);
  const other: Language = language === "zh" ? "en" : "zh";
  return html`<!doctype html>
    <html lang="${language === "zh" ? "zh-CN" : "en"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${say(figures.office)}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>
          <h1>${say(figures.office)}</h1>
          <a
            class="language"
            href="?language=${other}"
            hreflang="${other}"
            lang="${other === "zh" ? "zh-CN" : "en"}"
            >${otherLanguage[language]}</a
          >
        </header>
        <main>
          <h2>${say(words.heading)} <small>${figures.month} · ${say(words.asOf)} ${figures.asOf}</small></h2>
          ${figures.standards.map(
            (standard) =>
              html`<section>
                <h3>${say(standard.title)} <small>${standard.version} ${say(words.version)}</small></h3>
                ${standard.lines.map(
                  (line) =>
                    html`<h4>${say(line.title)}</h4>
                      <ol>
                        ${line.promises.map(
                          (promise) =>
                            html`<li value="${promise.number}" class="${line.colour}">
                              <p>${say(promise.clause)}</p>
                              ${rateShown(promise.shown, say)}
                            </li>`,
                        )}
                      </ol>`,
                )}
              </section>`,
          )}
          ${figures.indicators.figures.length === 0 ? "" : indicatorsShown(figures.indicators, say)}
        </main>
        <footer>
          <p>${say(words.foot)}</p>
          ${root === undefined ? "" : html`<p>${say(sayRoot(root))}<br /><code>${root.head}</code></p>`}
        </footer>
      </body>
    </html>`;
}

function sayRoot({ month, number }: Root): Text {
  return {
    zh: `${month} 月末日志的根：第 ${number} 条，指纹如下。抄下它，以后就能核对日志有没有被换过。`,
    en: `Root of the journal at the end of ${month}: entry ${number}, with this hash. Whoever notes it down can tell later whether the journal was replaced.`,
  };
}

function rateShown(shown: ShownRate, say: (text: Text) => string) {
  if (typeof shown === "string") return html`<p class="none">${say(words[shown])}</p>`;
  const percent = percentText(shown.rate);
  return html`<p class="rate">
    <strong>${percent}</strong> <span aria-hidden="true"><i style="width:${percent}"></i></span>
  </p>`;
}

function indicatorsShown({ period, figures }: PublicFigures["indicators"], say: (text: Text) => string) {
  return html`<section>
    <h2>${say(words.counted)} <small>${say(period)}</small></h2>
    <dl>
      ${figures.map(
        ({ title, shown, groups }) =>
          html`<dt>${say(title)}</dt>
            <dd>${figureShown(shown, say)}</dd>
            ${groups.map(
              (group) =>
                html`<dt class="part">${group.titles.map(say).join(" · ")}</dt>
                  <dd>${figureShown(group.shown, say)}</dd>`,
            )}`,
      )}
    </dl>
  </section>`;
}

/** Why a counted figure is not there, said shortly: many stand under one another. */
const figureWords = {
  nothing: { zh: "无", en: "none" },
  few: { zh: "<3", en: "<3" },
  hidden: { zh: "不单列", en: "not shown alone" },
  guarded: { zh: "不公布", en: "not published" },
} satisfies Record<string, Text>;

function figureShown(shown: ShownFigure, say: (text: Text) => string) {
  if (typeof shown === "string") return html`<span class="none">${say(figureWords[shown])}</span>`;
  return say(shown.say);
}

// The figures of the national norm for ageing-friendly pages: 18 px and more, lines of 1.5, targets of 60 px.
const style = `
:root{--ink:#20292c;--second:#566066;--line:#e6e1d7;color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:24px;background:#fffefb;color:var(--ink);font:18px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
header{display:flex;justify-content:space-between;align-items:center;border-bottom:2px solid var(--ink);gap:16px}
h1,h2,h3,h4{font-family:"Songti SC","Noto Serif SC",serif;font-weight:600;line-height:1.4}
h1{font-size:30px;margin:0}h2{font-size:24px;margin:28px 0 8px}h3{font-size:21px;margin:24px 0 0}h4{font-size:19px;margin:24px 0 0}
small{font:16px/1.5 sans-serif;color:var(--second)}
.language{display:flex;align-items:center;min-height:60px;min-width:60px;padding:0 16px;color:#1d6b70}
ol{margin:0;padding:0 0 0 2.2em}
li{padding:12px 0;border-bottom:1px solid var(--line)}
li::marker{color:var(--c,var(--second));font-family:serif}
p{margin:0}
.rate{display:flex;align-items:center;gap:16px}.rate strong{min-width:5ch;font-variant-numeric:tabular-nums}
.rate span{flex:1;max-width:240px;height:10px;border-radius:5px;background:var(--line)}
.rate i{display:block;height:100%;border-radius:5px;background:var(--c,var(--second))}
.none{color:var(--second)}
dl{display:grid;grid-template-columns:1fr auto;margin:0}
dt,dd{margin:0;padding:8px 0;border-top:1px solid var(--line)}dt.part{padding-left:1.5em}dt.part,dt.part+dd{border:0;padding-block:0 8px;color:var(--second)}
dd{padding-left:24px;text-align:right;font-variant-numeric:tabular-nums}
.red{--c:#c23f2e}.blue{--c:#2f6cb3}.orange{--c:#d98526}.green{--c:#3b8a58}.pink{--c:#cf6488}
footer{margin:28px 0;color:var(--second)}code{overflow-wrap:anywhere}
`;
