import { z } from "zod";
import { readCondition } from "#standard/condition.ts";
import type { ExpressionFault } from "#standard/expression.ts";
import type { Condition } from "#standard/standard.ts";
import type { OfficeRules } from "../office-rules.ts";
import { askable } from "./askable.ts";

/** What is asked of the register. The address of the page carries all of it, so that it can be kept and passed on. */
export const questionInput = z.object({
  of: z.enum(["person", "household", "unit", "place"]).default("person"),
  /** A condition of the standard language; empty: all of them. */
  when: z.string().trim().max(2000).default(""),
  by: z.enum(["none", "area", "building"]).default("none"),
  /** Columns beside the name, by the ids of facts. */
  show: z.array(z.string().max(80)).max(20).default([]),
});

export type Question = z.output<typeof questionInput>;

/** Reads the condition of a question by the office's own words; undefined holds for all. */
export function readQuestion(
  rules: OfficeRules,
  { of, when }: Pick<Question, "of" | "when">,
): { condition: Condition | undefined } | { fault: ExpressionFault } {
  if (when === "") return { condition: undefined };
  const read = readCondition(when, askable(rules, of));
  if ("condition" in read) return read;
  const { start, end } = read.fault;
  const named = rules.fact(of, when.slice(start, end));
  if (named?.guard === undefined) return read;
  return {
    fault: {
      say: {
        zh: `“${named.label.zh}”是受限信息，不能用来找人；要看请在本人页面上说明用途打开。`,
        en: `“${named.label.en ?? named.label.zh}” is guarded: nobody is found by it. Open it on the person's own page, for a stated purpose.`,
      },
      start,
      end,
    },
  };
}
