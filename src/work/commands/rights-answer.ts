import { z } from "zod";
import { refuse } from "#basics/refusal.ts";
import { command, idInput, partAbout, reasonInput } from "../command.ts";

/** What the office says to it. That somebody was erased answers by itself (person.erase). */
export const rightsAnswer = command({
  name: "rights.answer",
  title: { zh: "答复本人要求", en: "Answer a request" },
  about: {
    zh: "居民要求更正、删除或说明，在期限内答复：办了，写办了什么；不能办，写依据和理由。本人凭同一个查阅码看得到。",
    en: "Answers what somebody asked by their code, in time: done, and what was done; or refused, by which article and why. They read it by the same code.",
  },
  may: "secretary",
  input: z.object({
    request: idInput,
    outcome: z.enum(["granted", "refused"]),
    /** The law or rule by which it is refused. */
    article: z.string().trim().max(100).default(""),
    reason: reasonInput,
  }),
  needs: (input) => ({ requests: [input.request] }),
  decide: (state, { request: id, outcome, article, reason }) => {
    const request = state.requests.get(id);
    if (request === undefined)
      return refuse(
        "unknown-request",
        { zh: "没有这一项要求。", en: "There is no such request." },
        "request",
      );
    if (request.answered)
      return refuse(
        "answered",
        { zh: "这一项已经答复过了。", en: "This has been answered already." },
        "request",
      );
    if (outcome === "refused" && article === "")
      return refuse(
        "no-article",
        { zh: "不予办理要写明依据哪一条。", en: "A refusal says by which article." },
        "article",
      );
    if (outcome === "granted" && request.what === "erasure")
      return refuse(
        "not-erased",
        {
          zh: "同意删除的，请直接“删除个人信息”，要求随之答复。",
          en: "To grant it, erase the person: that answers the request.",
        },
        "outcome",
      );
    return [
      {
        kind: "right-answered",
        parts: [partAbout(request.subject, { request: id, outcome, article, reason })],
      },
    ];
  },
});
