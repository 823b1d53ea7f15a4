import { Input, Segmented } from "antd";
import { useState } from "react";
import { newId } from "#basics/id.ts";
import { dayWords, daysAfter } from "../words/dates.ts";
import { recordWords } from "../words/record.ts";
import { DateField } from "./date-field.tsx";
import { FormDrawer, Row } from "./drawer.tsx";
import { useReading, useSay, useWords } from "./language.tsx";
import { useHere } from "./me.tsx";
import type { SetAsideDraft } from "./recording.tsx";
import { faultsByField } from "./say-error.ts";
import { useSend, useSettleAtOnce, useUndo } from "./send.ts";
import { useToast } from "./toast.tsx";

type Way = "excuse" | "decline";

/** What cannot be done: for now (with a reason, until a day), or by the person's own word. */
export default function SetAsideDrawer({ draft: { subject, promise } }: { draft: SetAsideDraft }) {
  const words = useWords(recordWords);
  const say = useSay();
  const { language } = useReading();
  const { me, promises } = useHere();
  const toast = useToast();
  const send = useSend();
  const settleAtOnce = useSettleAtOnce();
  const undo = useUndo();
  const reasons = [words.reasonHospital, words.reasonAway, words.reasonOther];
  const [open, setOpen] = useState(true);
  const [way, setWay] = useState<Way>("excuse");
  const [choice, setChoice] = useState<string>();
  const [typed, setTyped] = useState("");
  const [until, setUntil] = useState<string | undefined>(daysAfter(me.clock.today, 7));
  const [whole, setWhole] = useState(false);
  const [record] = useState(newId);
  const [error, setError] = useState<unknown>();
  const [missing, setMissing] = useState<Record<string, string>>({});
  const free = way === "decline" || choice === words.reasonOther;
  const reason = free ? typed.trim() : (choice ?? "");

  const save = () => {
    const lacking: Record<string, string> = {};
    if (!reason) lacking.reason = way === "excuse" ? words.needReason : words.needWord;
    if (!until) lacking.until = words.needUntil;
    setMissing(lacking);
    if (!reason || !until) return;
    setOpen(false);
    setError(undefined);
    const putBack = settleAtOnce(subject.id, way === "excuse" && whole ? [...promises.keys()] : [promise]);
    const day = dayWords(until, language, me.clock.today);
    const input =
      way === "excuse"
        ? { record, subject: subject.id, ...(whole ? {} : { promise }), reason, until }
        : { record, subject: subject.id, promise, reason, until };
    send(`duty.${way}`, input).then(
      () =>
        toast({
          say:
            way === "excuse" ? words.excusedUntil(subject.name, day) : words.declinedUntil(subject.name, day),
          detail: words.undoHonest,
          undo: () => undo(record),
        }),
      (caught: unknown) => {
        putBack();
        setError(caught);
        setOpen(true);
      },
    );
  };

  const faults = { ...faultsByField(error, ["reason", "until", "promise"], language), ...missing };
  return (
    <FormDrawer
      title={words.cannotTitle}
      open={open}
      close={() => setOpen(false)}
      save={save}
      caught={error}
      first="reason-0"
      error={
        error !== undefined
          ? [words.notSaved, faults[""], faults.promise].filter(Boolean).join(" ")
          : undefined
      }
    >
      <div className="form-subject">
        <strong>{subject.name}</strong>
        <span className="second">{say(promises.get(promise)?.title)}</span>
      </div>
      <Segmented<Way>
        block
        value={way}
        onChange={setWay}
        options={[
          { value: "excuse", label: words.excuse },
          { value: "decline", label: words.decline },
        ]}
      />
      <p className="second">{way === "excuse" ? words.excuseAbout : words.declineAbout}</p>
      {way === "excuse" && (
        <Row label={words.reason} fault={free ? undefined : faults.reason}>
          <div className="chips" role="radiogroup" aria-label={words.reason}>
            {reasons.map((each, at) => (
              <button
                key={each}
                id={`reason-${at}`}
                type="button"
                role="radio"
                className="chip"
                aria-checked={choice === each}
                onClick={() => setChoice(each)}
              >
                {each}
              </button>
            ))}
          </div>
        </Row>
      )}
      {free && (
        <Row label={way === "excuse" ? words.reasonSay : words.word} htmlFor="reason" fault={faults.reason}>
          <Input.TextArea
            id="reason"
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            placeholder={way === "decline" ? words.wordPlaceholder : ""}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Row>
      )}
      <Row label={words.until} htmlFor="until" fault={faults.until}>
        <div className="quick">
          {(
            [
              [words.oneWeek, 7],
              [words.twoWeeks, 14],
              [words.oneMonth, 30],
              [words.threeMonths, 90],
            ] as const
          ).map(([title, days]) => (
            <button
              key={days}
              type="button"
              className="chip"
              aria-pressed={until === daysAfter(me.clock.today, days)}
              onClick={() => setUntil(daysAfter(me.clock.today, days))}
            >
              {title}
            </button>
          ))}
          <DateField id="until" value={until} onChange={setUntil} earliest={me.clock.today} />
        </div>
      </Row>
      {way === "excuse" && (
        <Row label={words.scope}>
          <div className="chips" role="radiogroup" aria-label={words.scope}>
            {[false, true].map((each) => (
              <button
                key={String(each)}
                type="button"
                role="radio"
                className="chip"
                aria-checked={whole === each}
                onClick={() => setWhole(each)}
              >
                {each ? words.scopeAll : words.scopeThis}
              </button>
            ))}
          </div>
        </Row>
      )}
    </FormDrawer>
  );
}
