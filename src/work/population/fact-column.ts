import type { Day } from "#basics/day.ts";
import { dayParts } from "#basics/day.ts";
import type { FactValue } from "#register/subject.ts";
import { readings, valueTypes } from "#standard/operations.ts";
import type { FieldType, RowOnDay, Value } from "#standard/standard.ts";

/** One fact of a whole population, a row for each of them. What a condition would not know is unknown here too. */
export interface FactColumn {
  put: (row: number, value: FactValue | undefined) => void;
  read: (at: RowOnDay) => Value;
  bytes: () => number;
}

/** A day that none is: no date, no record, no window. */
export const never = -0x8000_0000;

/** 4 bytes a date, 1 a yes or no, 8 a number, and of texts (choices among them) 2, each text kept once. */
export function factColumn(type: FieldType, size: number): FactColumn {
  const valueType = valueTypes[type];
  const read = (value: FactValue | undefined) => readings[valueType].read(value);
  switch (valueType) {
    case "date":
      return dayColumn(new Int32Array(size).fill(never), (value) => read(value) as Day | undefined);
    case "bool":
      return boolColumn(new Uint8Array(size), (value) => read(value) as boolean | undefined);
    case "int":
    case "double":
      return numberColumn(new Float64Array(size).fill(NaN), (value) => read(value) as number | undefined);
    case "string":
    case "list":
      return textColumn(size, read);
  }
}

export function dayColumn(
  days: Int32Array,
  read: (value: FactValue | undefined) => Day | undefined,
): FactColumn {
  return {
    put: (row, value) => void (days[row] = read(value) ?? never),
    read: ({ row }) => {
      const day = days[row];
      return day === never ? undefined : day;
    },
    bytes: () => days.byteLength,
  };
}

function boolColumn(
  answers: Uint8Array,
  read: (value: FactValue | undefined) => boolean | undefined,
): FactColumn {
  const [unknown, no, yes] = [0, 1, 2];
  return {
    put: (row, value) => {
      const answer = read(value);
      answers[row] = answer === undefined ? unknown : answer ? yes : no;
    },
    read: ({ row }) => {
      const answer = answers[row];
      return answer === unknown ? undefined : answer === yes;
    },
    bytes: () => answers.byteLength,
  };
}

function numberColumn(
  numbers: Float64Array,
  read: (value: FactValue | undefined) => number | undefined,
): FactColumn {
  return {
    put: (row, value) => void (numbers[row] = read(value) ?? NaN),
    read: ({ row }) => {
      const number = numbers[row];
      return number === number ? number : undefined;
    },
    bytes: () => numbers.byteLength,
  };
}

function textColumn(size: number, read: (value: FactValue | undefined) => Value): FactColumn {
  let codes: Uint16Array | Uint32Array = new Uint16Array(size);
  const values: Value[] = [undefined];
  const known = new Map<string, number>();
  const codeOf = (value: Value): number => {
    if (value === undefined) return 0;
    const key = JSON.stringify(value);
    const code = known.get(key) ?? values.push(value) - 1;
    known.set(key, code);
    return code;
  };
  return {
    put: (row, value) => {
      const code = codeOf(read(value));
      if (code > 0xffff && codes instanceof Uint16Array) codes = Uint32Array.from(codes);
      codes[row] = code;
    },
    read: ({ row }) => values[codes[row] ?? 0],
    bytes: () => codes.byteLength + 48 * values.length,
  };
}

/** 2021-11-30 as 20211130: two dates as old as this differ by years × 10,000. */
export function written(day: Day): number {
  const { year, month, date } = dayParts(day);
  return (year * 100 + month) * 100 + date;
}

/** The same, the last day asked for kept: a whole population is asked about one. */
export function writtenDays(): (day: Day) => number {
  let [known, now] = [-1, written(-1)];
  return (day) => {
    if (day !== known) {
      known = day;
      now = written(day);
    }
    return now;
  };
}
