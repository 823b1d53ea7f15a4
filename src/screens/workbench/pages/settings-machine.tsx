import type { Installation } from "#server/routes/installation.ts";
import { useAsk } from "../../parts/ask.ts";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { Loading, Trouble } from "../../parts/states.tsx";
import { dayWords } from "../../words/dates.ts";
import { machineWords } from "../../words/notifications.ts";

/** How the data are kept and reached: what a secretary has to see before it is too late. */
export default function MachineSection() {
  const machine = useAsk<Installation>("/api/installation");
  if (machine.isError) return <Trouble error={machine.error} retry={() => void machine.refetch()} />;
  if (!machine.data) return <Loading rows={3} />;
  return (
    <>
      <Backups backups={machine.data.backups} />
      <Phones authority={machine.data.authority} />
    </>
  );
}

function Backups({ backups }: { backups: Installation["backups"] }) {
  const words = useWords(machineWords);
  const say = useSay();
  const { language } = useReading();
  return (
    <section className="section" aria-label={words.backups}>
      <div className="section-head">
        <h2>{words.backups}</h2>
      </div>
      {backups === null ? (
        <p className="late section-note">{words.noBackups}</p>
      ) : (
        <>
          {backups.failed !== null && <p className="late">{say(backups.failed)}</p>}
          {backups.isOld && <p className="late">{words.old}</p>}
          <p className="section-note">
            {backups.last === null
              ? words.noBackupYet
              : words.lastBackup(timeWords(backups.last.at, language), sizeWords(backups.last.bytes))}
          </p>
          <p className={backups.isOnOtherDisk ? "second" : "late"}>
            {words.into} <code>{backups.folder}</code>
            {language === "zh" ? "，" : ", "}
            {backups.isOnOtherDisk ? words.otherDisk : words.sameDisk}
          </p>
        </>
      )}
    </section>
  );
}

function Phones({ authority }: { authority: Installation["authority"] }) {
  const words = useWords(machineWords);
  const { language } = useReading();
  return (
    <section className="section" aria-label={words.phones}>
      <div className="section-head">
        <h2>{words.phones}</h2>
      </div>
      {authority === null ? (
        <p className="second section-note">{words.noAuthority}</p>
      ) : (
        <>
          <p className="section-note">{words.authority(dayWords(authority.until, language))}</p>
          <p>
            <a className="button" href="/authority.crt" download>
              {words.download}
            </a>
          </p>
          <p className="second small">
            {words.fingerprint} <code className="fingerprint">{authority.fingerprint}</code>
          </p>
        </>
      )}
    </section>
  );
}

/** By this machine's own clock, which is the real one in a demonstration too. */
function timeWords(at: string, language: "zh" | "en"): string {
  return new Date(at).toLocaleString(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
  });
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
