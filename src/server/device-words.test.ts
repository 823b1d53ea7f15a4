import assert from "node:assert/strict";
import { test } from "node:test";
import { deviceWords } from "./device-words.ts";

test("a browser and a kind of device, in words; the more particular name counts", () => {
  for (const [agent, zh, en] of [
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
      "Edge，Windows 电脑",
      "Edge, a Windows computer",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; ELP-AN00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.47",
      "微信，安卓手机",
      "WeChat, an Android telephone",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
      "Safari，iPhone",
      "Safari, iPhone",
    ],
    ["curl/8.5.0", "不认得的设备", "An unknown device"],
    ["", "不认得的设备", "An unknown device"],
  ] as const)
    assert.deepEqual(deviceWords(agent), { zh, en });
});
