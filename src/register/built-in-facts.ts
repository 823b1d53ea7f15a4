import type { Text } from "#basics/text.ts";
import type { SubjectKind } from "./subject.ts";

/** What the register knows of anybody without a standard having to ask for it. Shaped like a declared fact. */
export interface BuiltInFact {
  id: string;
  of: SubjectKind;
  label: Text;
  type: "text" | "date" | "choice" | "identity" | "phone";
  choices?: { id: string; title: Text }[];
  guard?: "identity" | "contact";
  /** Other heads under which ledgers carry it. */
  alsoCalled: string[];
}

const area = {
  id: "area",
  label: { zh: "网格", en: "Area" },
  type: "text",
  alsoCalled: ["片区", "所属网格", "网格名称", "村组"],
} as const;
const address = {
  id: "address",
  label: { zh: "住址", en: "Address" },
  type: "text",
  alsoCalled: ["地址", "家庭住址", "家庭地址", "现住址", "详细地址", "经营地址"],
} as const;

export const residences = [
  { id: "resident", title: { zh: "常住", en: "Resident" } },
  { id: "migrant", title: { zh: "流动人口", en: "Migrant" } },
  { id: "away", title: { zh: "外出", en: "Away" } },
  { id: "moved", title: { zh: "已迁出", en: "Moved" } },
  { id: "deceased", title: { zh: "已故", en: "Deceased" } },
];

export const builtInFacts: readonly BuiltInFact[] = [
  {
    id: "sex",
    of: "person",
    label: { zh: "性别", en: "Sex" },
    type: "choice",
    alsoCalled: [],
    choices: [
      { id: "female", title: { zh: "女", en: "Female" } },
      { id: "male", title: { zh: "男", en: "Male" } },
    ],
  },
  {
    id: "birthDate",
    of: "person",
    label: { zh: "出生日期", en: "Date of birth" },
    type: "date",
    alsoCalled: ["出生年月日", "生日", "出生年月"],
  },
  {
    id: "residence",
    of: "person",
    label: { zh: "居住状态", en: "Residence" },
    type: "choice",
    choices: residences,
    alsoCalled: ["居住情况", "人员类别", "人口类型"],
  },
  {
    id: "relation",
    of: "person",
    label: { zh: "与户主关系", en: "Relation to head" },
    type: "text",
    alsoCalled: ["关系", "户主关系"],
  },
  { ...area, alsoCalled: [...area.alsoCalled], of: "person" },
  { ...address, alsoCalled: [...address.alsoCalled], of: "person" },
  {
    id: "identityNumber",
    of: "person",
    label: { zh: "身份证号", en: "Identity number" },
    type: "identity",
    guard: "identity",
    alsoCalled: ["身份证号码", "公民身份号码", "身份证", "证件号码"],
  },
  {
    id: "phone",
    of: "person",
    label: { zh: "联系电话", en: "Phone" },
    type: "phone",
    guard: "contact",
    alsoCalled: ["电话", "手机", "手机号", "手机号码", "联系方式"],
  },
  // Of a household: whether it is lived in, or was given up.
  {
    id: "residence",
    of: "household",
    label: { zh: "居住状态", en: "Residence" },
    type: "choice",
    choices: residences,
    alsoCalled: [],
  },
  { ...area, alsoCalled: [...area.alsoCalled], of: "household" },
  { ...address, alsoCalled: [...address.alsoCalled], of: "household" },
  { ...area, alsoCalled: [...area.alsoCalled], of: "unit" },
  { ...address, alsoCalled: [...address.alsoCalled], of: "unit" },
  { ...area, alsoCalled: [...area.alsoCalled], of: "place" },
  { ...address, alsoCalled: [...address.alsoCalled], of: "place" },
];
