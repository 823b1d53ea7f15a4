import type { Plan } from "./community.ts";
import type { Hands } from "./diary.ts";

/** A made-up office: who works in it, how large it is, and the seed all its chances grow from. */
export interface Office {
  id: string;
  title: { zh: string; en: string };
  prefix: string;
  seed: number;
  spoil: boolean;
  areas: { id: string; title: { zh: string; en: string } }[];
  secretary: Account;
  accounts: Account[];
  plan: Plan;
  hands: Hands;
}

interface Account {
  username: string;
  name: string;
  role: string;
  area?: string;
}

const grids = ["第一网格", "第二网格", "第三网格", "第四网格", "第五网格", "第六网格"];
const workers = [
  ["jiang", "蒋知秋"],
  ["ouyang", "欧阳小满"],
  ["he", "何清和"],
  ["luo", "罗半夏"],
  ["tan", "谭谷雨"],
  ["peng", "彭立冬"],
] as const;
const leaders = [
  ["deng", "邓白露"],
  ["xie", "谢寒露"],
  ["zeng", "曾惊蛰"],
  ["wen", "文春分"],
  ["long", "龙小暑"],
  ["kuang", "匡芒种"],
] as const;

export const offices: Office[] = [
  {
    id: "qingquanjing",
    title: { zh: "清泉井社区", en: "Qingquanjing Community" },
    prefix: "",
    seed: 20_211_174,
    spoil: true,
    areas: grids.map((zh, index) => ({ id: `grid-${index + 1}`, title: { zh, en: `Grid ${index + 1}` } })),
    secretary: { username: "lin", name: "林晚照", role: "secretary" },
    accounts: [
      ...workers.map(([username, name], index) => ({
        username,
        name,
        role: "worker",
        area: `grid-${index + 1}`,
      })),
      ...leaders.map(([username, name], index) => ({
        username,
        name,
        role: "group-leader",
        area: `grid-${index + 1}`,
      })),
      { username: "yi", name: "易青黛", role: "health-centre" },
      { username: "fan", name: "樊秋分", role: "street" },
      { username: "mao", name: "毛大雪", role: "county" },
    ],
    plan: {
      areas: 6,
      roads: ["井台路", "井台巷", "清泉街", "清泉里", "柳荫路", "书院坪"],
      numbers: (area) => `0734-555 0132、0734-555 010${area}`,
      households: {
        "elder alone": 44,
        "young elder alone": 42,
        elders: 190,
        "three generations": 150,
        family: 340,
        couple: 118,
        single: 116,
        "migrant family": 122,
        "migrant workers": 75,
        "migrant elder": 3,
      },
      mentalCare: 19,
      mentalCareWithAllowance: 6,
      allowanceFamilies: 12,
      jobSeekers: 31,
      membersAway: 24,
      volunteers: 42,
      releases: ["2021-03-12", "2021-05-21", "2021-07-30", "2021-09-17", "2021-12-02"],
      units: { shops: 70, enterprises: 8, institutions: 7, coBuilt: 13 },
      places: [
        { name: "清泉井老年人活动室", kind: "activity-room", area: 3, seats: 60 },
        { name: "清泉井新时代文明实践站", kind: "practice-station", area: 3, seats: 90 },
        { name: "井台广场", kind: "square", area: 1, seats: null },
        { name: "清泉井阅览室", kind: "reading-room", area: 5, seats: 32 },
      ],
    },
    hands: {
      areaIds: grids.map((_, index) => `grid-${index + 1}`),
      workers: workers.map(([username]) => username),
      leaders: leaders.map(([username]) => username),
      centre: "yi",
      street: "fan",
      county: "mao",
      requests: { holidays: 193, holidayNights: 11, nights: 23, workdays: 146 },
      relief: 5,
      newNumbers: [
        { area: 5, from: "2021-06-15", numbers: "0734-555 0132、0734-555 0115" },
        { area: 3, from: "2021-09-06", numbers: "0734-555 0132、0734-555 0113" },
        { area: 2, from: "2021-11-26", numbers: "0734-555 0132、0734-555 0112" },
      ],
      newcomers: 58,
      reports: { by: "lin", months: ["2021-09", "2021-10"] },
      newlyAllowed: [1, 1, 2, 2, 2],
      placed: ["hardship", "hardship", "illness", "hardship", "hardship"],
    },
  },
  {
    id: "liudi",
    title: { zh: "柳堤社区", en: "Liudi Community" },
    prefix: "liudi-",
    seed: 4_021,
    spoil: false,
    areas: [
      { id: "east", title: { zh: "东片", en: "East" } },
      { id: "west", title: { zh: "西片", en: "West" } },
    ],
    secretary: { username: "bai", name: "柏山月", role: "secretary" },
    accounts: [
      { username: "su", name: "苏白芷", role: "worker" },
      { username: "pan", name: "潘小雪", role: "group-leader" },
      { username: "cao", name: "曹半枝", role: "health-centre" },
      { username: "qin", name: "秦小寒", role: "street" },
    ],
    plan: {
      areas: 2,
      roads: ["柳堤东路", "柳堤西路"],
      numbers: (area) => `0734-555 020${area}`,
      households: {
        "elder alone": 3,
        "young elder alone": 1,
        elders: 4,
        "three generations": 3,
        family: 7,
        couple: 2,
        single: 1,
        "migrant family": 2,
        "migrant workers": 1,
        "migrant elder": 0,
      },
      mentalCare: 1,
      mentalCareWithAllowance: 1,
      allowanceFamilies: 1,
      jobSeekers: 2,
      membersAway: 1,
      volunteers: 3,
      releases: [],
      units: { shops: 5, enterprises: 0, institutions: 1, coBuilt: 1 },
      places: [{ name: "柳堤老年人活动室", kind: "activity-room", area: 1, seats: 24 }],
    },
    hands: {
      areaIds: ["east", "west"],
      workers: ["su", "su"],
      leaders: ["pan", "pan"],
      centre: "cao",
      street: "qin",
      requests: { holidays: 3, holidayNights: 0, nights: 1, workdays: 8 },
      relief: 0,
      newNumbers: [],
      newcomers: 2,
      newlyAllowed: [],
      placed: [],
    },
  },
];
