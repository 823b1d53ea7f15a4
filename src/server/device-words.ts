import type { Text } from "#basics/text.ts";

/** “Edge，Windows”: enough to tell one's own telephone from the computer at the counter. The address is nobody's concern. */
export function deviceWords(userAgent: string): Text {
  const browser = browsers.find(([sign]) => sign.test(userAgent))?.[1];
  const system = systems.find(([sign]) => sign.test(userAgent))?.[1];
  const known = [browser, system].filter((each) => each !== undefined);
  if (known.length === 0) return { zh: "不认得的设备", en: "An unknown device" };
  return { zh: known.map(({ zh }) => zh).join("，"), en: known.map(({ zh, en = zh }) => en).join(", ") };
}

/** Whoever builds upon another names it too: the more particular come first. */
const browsers: [RegExp, Text][] = [
  [/MicroMessenger\//, { zh: "微信", en: "WeChat" }],
  [/DingTalk\//, { zh: "钉钉", en: "DingTalk" }],
  [/HuaweiBrowser\//, { zh: "华为浏览器", en: "Huawei Browser" }],
  [/(?:QQBrowser|MQQBrowser)\//, { zh: "QQ 浏览器", en: "QQ Browser" }],
  [/(?:QihooBrowser|360SE|360EE)/, { zh: "360 浏览器", en: "360 Browser" }],
  [/Edg(?:A|iOS)?\//, { zh: "Edge" }],
  [/(?:Firefox|FxiOS)\//, { zh: "Firefox" }],
  [/(?:Chrome|CriOS|HeadlessChrome)\//, { zh: "Chrome" }],
  [/Safari\//, { zh: "Safari" }],
];

const systems: [RegExp, Text][] = [
  [/iPhone/, { zh: "iPhone" }],
  [/iPad/, { zh: "iPad" }],
  [/OpenHarmony|HarmonyOS/, { zh: "鸿蒙设备", en: "a HarmonyOS device" }],
  [/Android.*Mobile/, { zh: "安卓手机", en: "an Android telephone" }],
  [/Android/, { zh: "安卓平板", en: "an Android tablet" }],
  [/Windows/, { zh: "Windows 电脑", en: "a Windows computer" }],
  [/Mac OS X|Macintosh/, { zh: "苹果电脑", en: "a Mac" }],
  [/Linux|X11/, { zh: "Linux 电脑", en: "a Linux computer" }],
];
