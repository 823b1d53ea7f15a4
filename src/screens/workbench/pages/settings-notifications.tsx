import { useState } from "react";
import { newId } from "#basics/id.ts";
import type { Text } from "#basics/text.ts";
import type { ChannelShown } from "#server/routes/notifications.ts";
import { channelKinds, type ChannelKind } from "#work/channel.ts";
import { post } from "../../parts/api.ts";
import { useAsk } from "../../parts/ask.ts";
import { FormDrawer, Row } from "../../parts/drawer.tsx";
import { useReading, useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { sayError } from "../../parts/say-error.ts";
import { useSend } from "../../parts/send.ts";
import { Empty, Loading, Trouble } from "../../parts/states.tsx";
import { useToast } from "../../parts/toast.tsx";
import { dayWords } from "../../words/dates.ts";
import { notificationsWords } from "../../words/notifications.ts";

/** Where the morning's figures go. */
export default function NotificationsSection() {
  const words = useWords(notificationsWords);
  const [adding, setAdding] = useState(false);
  const channels = useAsk<ChannelShown[]>("/api/notifications");
  if (channels.isError) return <Trouble error={channels.error} retry={() => void channels.refetch()} />;
  if (!channels.data) return <Loading rows={3} />;
  const add = (
    <button type="button" className="button primary" onClick={() => setAdding(true)}>
      {words.add}
    </button>
  );
  return (
    <section className="section" aria-label={words.heading}>
      <div className="section-head">
        <h2>{words.heading}</h2>
        {channels.data.length > 0 && add}
      </div>
      <p className="section-note second">{words.lead}</p>
      {channels.data.length === 0 ? (
        <Empty title={words.none} next={words.noneNext}>
          {add}
        </Empty>
      ) : (
        <ul className="people">
          {channels.data.map((channel) => (
            <ChannelRow key={channel.channel} channel={channel} />
          ))}
        </ul>
      )}
      {adding && <AddDrawer close={() => setAdding(false)} />}
    </section>
  );
}

function ChannelRow({ channel }: { channel: ChannelShown }) {
  const words = useWords(notificationsWords);
  const say = useSay();
  const { me } = useHere();
  const { language } = useReading();
  const send = useSend();
  const toast = useToast();
  const [trying, setTrying] = useState(false);
  const { title, at, last } = channel;
  const tryIt = async () => {
    setTrying(true);
    try {
      const { failed } = await post<{ failed: Text | null }>("/api/notifications/try", {
        channel: channel.channel,
      });
      toast(failed === null ? { say: words.tried(title) } : { say: say(failed), tone: "trouble" });
    } catch (error) {
      toast({ say: sayError(error, language), tone: "trouble" });
    }
    setTrying(false);
  };
  const remove = () =>
    send("notification.remove", { channel: channel.channel }).then(
      () => toast({ say: words.removed(title) }),
      (error: unknown) => toast({ say: sayError(error, language), tone: "trouble" }),
    );
  return (
    <li className="person">
      <div className="person-who">
        <span className="name">{title}</span>
        <span className="second small">{at}</span>
      </div>
      <div className="person-posts">
        <span>
          {say(channelKinds[channel.kind])} <span className="third small">{channel.to}</span>
        </span>
        <span className={last?.failed ? "late small" : "third small"}>
          {last === null
            ? words.notYet
            : last.failed === null
              ? words.lastSent(dayWords(last.day, language, me.clock.today))
              : say(last.failed)}
        </span>
      </div>
      <div className="person-acts">
        <button type="button" className="button" disabled={trying} onClick={() => void tryIt()}>
          {trying ? words.trying : words.tryIt}
        </button>
        <button
          type="button"
          className="button"
          aria-label={words.removeOf(title)}
          onClick={() => void remove()}
        >
          {words.remove}
        </button>
      </div>
    </li>
  );
}

function AddDrawer({ close }: { close: () => void }) {
  const words = useWords(notificationsWords);
  const say = useSay();
  const { language } = useReading();
  const send = useSend();
  const toast = useToast();
  const [channel] = useState(newId);
  const [title, setTitle] = useState("");
  const [kind, setKind] = useState<ChannelKind>("wecom");
  const [to, setTo] = useState("");
  const [at, setAt] = useState("08:00");
  const [missing, setMissing] = useState<{ title?: string; to?: string }>({});
  const [caught, setCaught] = useState<unknown>();
  const save = () => {
    const lacking = {
      ...(title.trim() ? {} : { title: words.needTitle }),
      ...(to.trim() ? {} : { to: words.needTo }),
    };
    setMissing(lacking);
    if (Object.keys(lacking).length > 0) return;
    setCaught(undefined);
    send("notification.add", { channel, title: title.trim(), kind, to: to.trim(), at, language }).then(() => {
      toast({ say: words.added(title.trim()) });
      close();
    }, setCaught);
  };
  const isMail = kind === "mail";
  return (
    <FormDrawer
      title={words.add}
      open
      close={close}
      save={save}
      error={caught === undefined ? undefined : sayError(caught, language)}
      caught={caught}
      first="channel-title"
    >
      <p className="second">{words.lead}</p>
      <Row label={words.title} htmlFor="channel-title" fault={missing.title}>
        <input
          id="channel-title"
          className="field"
          value={title}
          maxLength={60}
          placeholder={words.titleHint}
          onChange={({ target }) => setTitle(target.value)}
        />
      </Row>
      <Row label={words.kind} htmlFor="channel-kind">
        <select
          id="channel-kind"
          className="field"
          value={kind}
          onChange={({ target }) => setKind(target.value as ChannelKind)}
        >
          {Object.entries(channelKinds).map(([each, name]) => (
            <option key={each} value={each}>
              {say(name)}
            </option>
          ))}
        </select>
      </Row>
      <Row label={isMail ? words.mailAddress : words.robotAddress} htmlFor="channel-to" fault={missing.to}>
        <input
          id="channel-to"
          className="field"
          type={isMail ? "email" : "url"}
          autoComplete="off"
          spellCheck={false}
          value={to}
          placeholder={isMail ? "name@example.cn" : "https://"}
          onChange={({ target }) => setTo(target.value)}
        />
        {!isMail && <p className="third small">{words.robotHint}</p>}
      </Row>
      <Row label={words.at} htmlFor="channel-at">
        <input
          id="channel-at"
          className="field"
          type="time"
          value={at}
          onChange={({ target }) => setAt(target.value || "08:00")}
        />
      </Row>
    </FormDrawer>
  );
}
