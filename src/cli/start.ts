import { parseArgs } from "node:util";
import { startServer } from "#server/start.ts";
import { readSettings } from "#server/settings.ts";
import { sayBoth } from "./cli-command.ts";
import type { CliCommand } from "./cli-command.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export const start: CliCommand = {
  name: "start",
  usage: "start [--production] [--clock-is-right]",
  about: {
    zh: "启动数据库和网页；首次启动装入样例社区。--production：有演示账号就拒绝启动。",
    en: "Starts the database and the pages; a first start loads the sample community. --production refuses to start with demonstration accounts.",
  },
  options: {
    "--clock-is-right": {
      zh: "以前时钟快了、现在是对的：从现在的时间接着记",
      en: "the clock was fast before and is right now: go on recording by the time it shows",
    },
  },
  run: async (args) => {
    parseArgs({ args, options: { production: { type: "boolean" }, "clock-is-right": { type: "boolean" } } });
    const began = performance.now();
    // Asked to stop while still starting: the database's guard ends it, and the next start takes up where this one was.
    const leave = () => process.exit(130);
    for (const signal of signals) process.once(signal, leave);
    const running = await startServer(readSettings(process.env, args), (say) => console.log(sayBoth(say)));
    const stopped = new Promise<void>((resolve) => {
      // `on`, not `once`: a terminal's Ctrl-C can reach us twice, and the second must not cut the stopping short.
      for (const signal of signals) process.off(signal, leave).on(signal, () => resolve());
    });
    console.log(`井台 Wellside  ${running.address}  (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    await stopped;
    await running.stop();
    return 0;
  },
};
