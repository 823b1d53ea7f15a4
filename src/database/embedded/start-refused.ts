import type { Refusal } from "#basics/refusal.ts";
import type { Text } from "#basics/text.ts";

/** The embedded database cannot or must not be started; `refusal.say` tells a person why and what to do. */
export class StartRefused extends Error {
  readonly refusal: Refusal;

  constructor(code: string, say: Text) {
    super(say.en ? `${say.zh} · ${say.en}` : say.zh);
    this.name = "StartRefused";
    this.refusal = { code, say };
  }
}

/** Another living Wellside process serves this data. */
export class AlreadyRunning extends StartRefused {
  constructor(folder: string) {
    super("already-running", {
      zh: `已有一个 Wellside 正在使用 ${folder}，本次不再启动。请先停止它，或用 WELLSIDE_DATA 另选文件夹。`,
      en: `Another Wellside is already running on ${folder}; this one stops here. Stop the other first, or choose another folder with WELLSIDE_DATA.`,
    });
    this.name = "AlreadyRunning";
  }
}
