import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarWith, legalCalendar } from "./calendar.ts";
import { dayFrom, dayText } from "./day.ts";
import { readCalendarNotice } from "./read-calendar-notice.ts";

const of2021 = `国务院办公厅关于2021年
部分节假日安排的通知
国办发明电〔2020〕27号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2021年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：2021年1月1日至3日放假，共3天。
二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月12日至14日放假，共3天。
六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。`;

const of2025 = `国务院办公厅关于2025年部分节假日安排的通知 国办发明电〔2024〕12号
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`;

test("notices as they were published give the years that the program knows, day by day", () => {
  for (const [text, year, number] of [
    [of2021, 2021, "国办发明电〔2020〕27号"],
    [of2025, 2025, "国办发明电〔2024〕12号"],
  ] as const) {
    const read = readCalendarNotice(text);
    assert.ok(read);
    assert.deepEqual([read.year, read.number], [year, number]);
    const calendar = calendarWith([{ ...read, source: [] }]);
    for (let day = dayFrom(year, 1, 1); day < dayFrom(year + 1, 1, 1); day++) {
      assert.equal(calendar.isWorkday(day), legalCalendar.isWorkday(day), dayText(day));
      assert.equal(calendar.isLegalHoliday(day), legalCalendar.isLegalHoliday(day), dayText(day));
    }
  }
});

test("a New Year over the end of the year, days of one month in a row, and a text without its head", () => {
  const read = readCalendarNotice(
    "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、29日（星期日）上班。",
  );
  assert.deepEqual(read?.holidays, ["2022-12-31/2023-01-02", "2023-01-21/2023-01-27"]);
  assert.deepEqual(read.makeUpWorkdays, ["2023-01-28", "2023-01-29"]);
  assert.equal(read.number, undefined);
});

test("what is no such notice is none", () => {
  for (const text of ["", "今天天气好", "2021年部分节假日", "2月31日放假", "2021年1月1日开会。"])
    assert.equal(readCalendarNotice(text), undefined, text);
});
