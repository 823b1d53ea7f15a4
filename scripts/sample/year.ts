import { dayFrom, dayOf, dayParts } from "#basics/day.ts";
import { chanceFrom } from "./chance.ts";
import type { Community } from "./community.ts";
import type { DiaryLine, Hands } from "./diary.ts";
import { Diary, monthlyReport } from "./diary.ts";
import { allowance, checkUpsInCare, mentalCare, released, yearlyReviews } from "./year-caring.ts";
import { changes } from "./year-changes.ts";
import { callsToElders, checkUps, oneKeyCalls, visitsToTheVeryOld } from "./year-elders.ts";
import { discharges, migrants, schoolChildren } from "./year-neighbours.ts";
import { doneTogether, membersAway, placesOpen, placesUsed, unitsOfTheDistrict } from "./year-places.ts";
import { allowanceCases, requests, urgentRelief } from "./year-requests.ts";
import { volunteersCaredFor } from "./year-volunteers.ts";
import { placements, work } from "./year-work.ts";

/**
 * The year 2021 up to the morning of 30 November, as the commands that the office's people sent. It is lived through
 * promise by promise: mostly kept, sometimes late, now and then missed, a little worse at Spring Festival and in the
 * heat of August.
 */
export function year(community: Community, hands: Hands, seed: number): DiaryLine[] {
  const diary = new Diary(hands, seed);
  changes(community, diary, hands, chanceFrom(seed + 1));
  callsToElders(community.people, diary, chanceFrom(seed + 2));
  visitsToTheVeryOld(community.people, diary, chanceFrom(seed + 3));
  checkUps(community.people, diary, hands, chanceFrom(seed + 4));
  oneKeyCalls(community.people, diary, hands, chanceFrom(seed + 5));
  migrants(community.people, diary, chanceFrom(seed + 6));
  schoolChildren(community.people, diary, chanceFrom(seed + 7));
  discharges(community.people, diary, chanceFrom(seed + 15));
  work(community.people, diary, chanceFrom(seed + 8));
  mentalCare(community.people, diary, hands, chanceFrom(seed + 9));
  const granted = allowance(community.people, diary, hands, chanceFrom(seed + 10));
  released(community.people, diary, chanceFrom(seed + 11));
  membersAway(community.people, diary, chanceFrom(seed + 12));
  unitsOfTheDistrict(community.units, diary, chanceFrom(seed + 13));
  placesOpen(community, diary, chanceFrom(seed + 14));
  placesUsed(community, diary, chanceFrom(seed + 16));
  doneTogether(community.units, diary, chanceFrom(seed + 17));
  checkUpsInCare(community.people, diary, hands, chanceFrom(seed + 18));
  yearlyReviews(community.people, diary, chanceFrom(seed + 19));
  placements(community.people, diary, hands, chanceFrom(seed + 20));
  volunteersCaredFor(community.people, diary, chanceFrom(seed + 21));
  requests(community.people, diary, hands, chanceFrom(seed + 22));
  allowanceCases(diary, hands, chanceFrom(seed + 23), granted);
  urgentRelief(community.people, diary, hands, chanceFrom(seed + 24));
  reports(diary, hands);
  return diary.lines();
}

/** The report of a month is issued on the morning after it. */
function reports(diary: Diary, { reports: issued }: Hands): void {
  for (const period of issued?.months ?? []) {
    const { year: of, month } = dayParts(dayOf(`${period}-01`));
    const after = month === 12 ? dayFrom(of + 1, 1, 1) : dayFrom(of, month + 1, 1);
    diary.write(after, issued?.by ?? "", "report.issue", { report: monthlyReport, period }, 9 * 60 + 10);
  }
}
