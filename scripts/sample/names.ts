import type { Chance } from "./chance.ts";

/** Surnames with rough weights as they are heard in the south of Hunan. */
const surnames = (
  "刘 90 李 88 王 70 陈 68 张 62 罗 50 周 48 唐 40 谭 40 彭 38 蒋 36 邓 36 谢 34 何 34 曾 34 黄 33 肖 32 杨 32 吴 30 胡 28 " +
  "龙 24 欧阳 22 尹 22 曹 21 文 20 贺 20 易 19 廖 19 邹 18 阳 18 夏 17 袁 17 段 16 郭 16 宁 15 颜 15 凌 14 封 12 屈 12 申 12 " +
  "付 11 万 11 许 11 雷 10 莫 9 匡 9 资 8 梁 8 单 7 桂 7 管 6 成 6 言 5"
)
  .match(/\S+ \d+/g)!
  .map((pair) => {
    const [name, weight] = pair.split(" ") as [string, string];
    return [name, Number(weight)] as const;
  });

interface Given {
  until: number;
  men: [string, string];
  women: [string, string];
}

/** Characters of given names by the year of birth they were liked in; two are drawn, so the names are nobody's in particular. */
const givens: Given[] = [
  {
    until: 1955,
    men: ["国德长仁义福寿树炳桂", "生清云林祥和昌贵松年"],
    women: ["淑桂秀兰玉菊凤翠腊冬", "珍英莲香娥云姣秀菊贞"],
  },
  {
    until: 1972,
    men: ["建国志和新运跃卫忠湘", "华生强林文民国南清田"],
    women: ["秀春桂小玉爱湘美金运", "兰英香莲芝云玲清连娥"],
  },
  {
    until: 1988,
    men: ["晓海志文建伟小勇湘新", "峰斌华林伟勇亮兵球良"],
    women: ["艳小丽海晓雪红芳春玉", "芳丽霞燕娟梅琴华玲娜"],
  },
  {
    until: 2005,
    men: ["子俊宇浩文思天晨志逸", "豪杰涛轩鹏龙阳林洋帆"],
    women: ["思雨欣佳雅诗慧梦晓紫", "婷怡琪雯颖妮彤洁莹琳"],
  },
  {
    until: 9999,
    men: ["梓一奕沐宸景泽亦书屿", "轩辰泽宸然熙航言川安"],
    women: ["梓一沐语若芷星念书可", "涵萱桐晨汐然妍诺夏宁"],
  },
];

export function surname(chance: Chance): string {
  return chance.weigh(surnames);
}

/** A given name of two characters such as children of that year were given. */
export function givenName(sex: "男" | "女", year: number, chance: Chance): string {
  const cohort = givens.find(({ until }) => year <= until)!;
  const [first, second] = sex === "男" ? cohort.men : cohort.women;
  for (;;) {
    const name = chance.pick([...first]) + chance.pick([...second]);
    if (name[0] !== name[1]) return name;
  }
}
