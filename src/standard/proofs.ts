/**
 * The proofs that a community must not issue: the twenty in the annex to 民发〔2020〕20号, each with words by which a
 * title or a label asks for it.
 */
export const proofsNotIssued: readonly { title: { zh: string; en: string }; words: RegExp }[] = [
  { title: { zh: "亲属关系证明", en: "kinship" }, words: /亲属|亲子|父子|母子/ },
  { title: { zh: "居民身份信息证明", en: "identity" }, words: /身份/ },
  {
    title: { zh: "户口登记项目变更证明", en: "a changed entry in the household register" },
    words: /户口|户籍/,
  },
  { title: { zh: "养犬证明", en: "keeping a dog" }, words: /养犬|养狗|犬只/ },
  { title: { zh: "无犯罪记录证明", en: "no criminal record" }, words: /犯罪|前科/ },
  {
    title: { zh: "社区戒毒、社区康复表现证明", en: "conduct in community drug rehabilitation" },
    words: /戒毒|康复/,
  },
  { title: { zh: "失踪证明", en: "being missing" }, words: /失踪|下落不明/ },
  { title: { zh: "婚姻状况证明", en: "marital status" }, words: /婚姻|单身|未婚|已婚|离异|丧偶/ },
  { title: { zh: "出生证明", en: "birth" }, words: /出生/ },
  { title: { zh: "健在证明", en: "being alive" }, words: /健在|生存|在世/ },
  { title: { zh: "死亡证明", en: "death" }, words: /死亡|去世/ },
  { title: { zh: "疾病状况证明", en: "an illness" }, words: /疾病|病情|患病|健康/ },
  { title: { zh: "残疾状况证明", en: "a disability" }, words: /残疾/ },
  { title: { zh: "婚育状况证明", en: "marriage and children" }, words: /婚育|生育|计生|计划生育/ },
  { title: { zh: "就业状况证明", en: "employment" }, words: /就业|失业|无业|待业|工作/ },
  { title: { zh: "个人档案证明", en: "a personal file" }, words: /档案/ },
  { title: { zh: "财产证明", en: "property" }, words: /财产|收入|房产|资产/ },
  { title: { zh: "遗产继承权证明", en: "inheritance" }, words: /遗产|继承/ },
  {
    title: { zh: "市场主体住所证明", en: "a business address" },
    words: /市场主体|经营场所|经营地|营业场所|住所/,
  },
  { title: { zh: "证件遗失证明", en: "a lost document" }, words: /遗失|丢失|挂失/ },
];

/** Does a label ask for a proof at all? Not where it says that none is needed, or names who bears witness. */
export function asksForProof(label: string): boolean {
  return label.includes("证明") && !/(?:无需|不必|不用|免).{0,4}证明|证明人/.test(label);
}
