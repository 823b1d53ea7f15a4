import { X509Certificate } from "node:crypto";
import { NotFound } from "#record/views/reader.ts";
import type { BackupState } from "../daily-backups.ts";
import { route } from "../route.ts";

/** The machine that the office's data stand on, for whoever looks after it. */
export interface Installation {
  /** null: no folder for them is set. */
  backups: BackupState | null;
  /** null: no authority of the office's own. */
  authority: { fingerprint: string; until: string } | null;
}

export const installationRoutes = [
  route({
    method: "get",
    path: "/api/installation",
    who: "secretary",
    about: {
      zh: "这台机器：每天的备份做到哪里，证书到哪天。",
      en: "This machine: how its daily backups stand, and until when its certificate is good.",
    },
    answer: async ({ context, house }) => {
      const held = house.authority === null ? undefined : new X509Certificate(house.authority);
      return context.json({
        backups: (await house.backups?.state()) ?? null,
        authority:
          held === undefined
            ? null
            : { fingerprint: held.fingerprint256, until: new Date(held.validTo).toISOString() },
      } satisfies Installation);
    },
  }),
  route({
    method: "get",
    path: "/authority.crt",
    who: "anyone",
    about: {
      zh: "本机签发的证书，装到手机和别的电脑上以后，它们就信任这里。",
      en: "The certificate of this machine's own authority: telephones and other computers that install it trust this place.",
    },
    answer: ({ context, house }) => {
      if (house.authority === null) throw new NotFound();
      context.header("content-disposition", 'attachment; filename="wellside-authority.crt"');
      return context.body(house.authority, 200, { "content-type": "application/x-x509-ca-cert" });
    },
  }),
];
