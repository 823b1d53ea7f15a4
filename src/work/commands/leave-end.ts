import { z } from "zod";
import { dayOf, dayText } from "#basics/day.ts";
import { refuse } from "#basics/refusal.ts";
import { command, dayInput, idInput, openPart } from "../command.ts";

/** Somebody is back earlier than they said: from that day nobody stands in for them any more. */
export const leaveEnd = command({
  name: "leave.end",
  title: { zh: "提前销假", en: "Back early" },
  about: {
    zh: "比原定早回来：从回来那天起代岗结束。还没开始的假，写开始那天就是取消。",
    en: "When somebody is back early: from that day nobody stands in. For a leave that has not begun, its first day cancels it.",
  },
  may: "secretary",
  input: z.object({ leave: idInput, back: dayInput }),
  needs: () => ({ staff: {} }),
  decide: ({ staff }, { leave: id, back }, { today }) => {
    const who = [...staff.values()].find(({ leaves }) => leaves.some((each) => each.id === id));
    const leave = who?.leaves.find((each) => each.id === id);
    if (who === undefined || leave === undefined)
      return refuse("unknown-leave", { zh: "没有这次请假。", en: "There is no such leave." }, "leave");
    if (leave.until < dayText(today) || leave.until < leave.from)
      return refuse("over-already", { zh: "这次假已经结束了。", en: "This leave is over already." }, "leave");
    if (back < dayText(today) || back > leave.until)
      return refuse(
        "wrong-day-back",
        {
          zh: `回来的那天要在今天到 ${leave.until} 之间。`,
          en: `The day back lies between today and ${leave.until}.`,
        },
        "back",
      );
    const first = back < leave.from ? leave.from : back;
    const until = dayText(dayOf(first) - 1);
    return [
      { kind: "leave-ended", parts: [openPart({ leave: id, account: who.id, name: who.name, until })] },
    ];
  },
});
