import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { chanceFrom } from "#basics/chance.ts";
import { newFolder } from "../journeys/loaded-sample.ts";
import { newClient, nothingTold, work } from "./clients.ts";
import { beside, openOffice } from "./office.ts";
import { newService } from "./service.ts";
import { lookAtWhole } from "./whole.ts";

/** A disk of its own, 300 MB of memory: only root may mount one. */
const place = await newFolder("wellside-disk-");
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=300m", "tmpfs", place]).status === 0;

test(
  "a full disk is told of and loses nothing; when there is room again work goes on by itself",
  { skip: mounted ? false : "a disk of its own cannot be mounted here: only root may" },
  async () => {
    chmodSync(place, 0o711);
    const service = await newService({}, [], place);
    const enough = new AbortController();
    try {
      await service.start();
      const looker = await beside(service);
      const people = await openOffice(looker, "full", 6);
      const clients = await Promise.all(people.map((person) => newClient(() => service.address, person)));
      const told = nothingTold();
      const chance = chanceFrom(3);
      const working = clients.map((client) =>
        work(() => service.address, client, told, chance, enough.signal),
      );
      await pause(300);
      // All but 200 KB; and again what PostgreSQL may give back meanwhile.
      const filling = Array.from({ length: 10 }, (_, number) => join(place, `filling-${number}`));
      for (const file of filling) {
        const { bavail, bsize } = statfsSync(place);
        try {
          writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - 200_000)));
        } catch (error) {
          assert.equal((error as NodeJS.ErrnoException).code, "ENOSPC"); // the database was quicker: full is full
        }
        await pause(300);
        if (told.unanswered.has("503 database-full")) break;
      }
      for (let tries = 0; told.unanswered.size === 0; tries++) {
        assert.ok(tries < 600, "nobody noticed that the disk is full");
        await pause(50);
      }
      await pause(1_000);
      for (const file of filling) rmSync(file, { force: true });
      await service.start(); // waits until it answers; the service itself has never been ended
      const before = told.acknowledged.size;
      await pause(500);
      enough.abort();
      await Promise.all(working);
      assert.ok(told.acknowledged.size > before, "work goes on");
      const kinds = [...told.unanswered.keys()];
      assert.deepEqual(
        kinds.filter((kind) => !/^503 database-(full|away|busy)$/.test(kind)),
        [],
      );
      const whole = await lookAtWhole(looker.keeper, "full", told);
      assert.deepEqual([told.wrong, whole.lost, whole.duplicated, whole.faults], [[], [], [], []]);
      await looker.close();
    } finally {
      enough.abort();
      await service.remove().catch(() => {}); // the mount's own folder stays
      execFileSync("umount", [place]);
      rmSync(place, { recursive: true, force: true });
    }
  },
);
if (!mounted) rmSync(place, { recursive: true, force: true });
