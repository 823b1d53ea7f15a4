import { useState } from "react";
import { Input } from "antd";
import { caseWords } from "../words/cases.ts";
import { recordWords } from "../words/record.ts";
import { CaseFormRows, lackingOf, writtenOf } from "./case-form.tsx";
import { FormDrawer, Row } from "./drawer.tsx";
import { useReading, useSay, useWords } from "./language.tsx";
import type { CaseStepDraft } from "./recording.tsx";
import { faultsByField } from "./say-error.ts";
import { useSend } from "./send.ts";
import { useToast } from "./toast.tsx";

/** A step of a case: the fields that it asks for, and where it sends back the reason. */
export default function CaseStepDrawer({ draft: step }: { draft: CaseStepDraft }) {
  const words = useWords(caseWords);
  const record = useWords(recordWords);
  const say = useSay();
  const { language } = useReading();
  const toast = useToast();
  const send = useSend();
  const [open, setOpen] = useState(true);
  const [values, setValues] = useState(step.values);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>();
  const [lacking, setLacking] = useState<Record<string, string>>({});

  const save = () => {
    const missing = lackingOf(step.fields, values, record.needed);
    if (step.reason === "needed" && reason.trim() === "") missing.reason = record.needReason;
    setLacking(missing);
    if (Object.keys(missing).length > 0) return;
    const fields = writtenOf(step.fields, values, step.values);
    setError(undefined);
    setOpen(false);
    const sent = step.move
      ? send("case.move", {
          case: step.case,
          stage: step.stage,
          move: step.move,
          fields,
          ...(reason.trim() && { reason: reason.trim() }),
        })
      : send("case.fill", { case: step.case, fields });
    sent.then(
      () => {
        toast({ say: step.move ? words.moved(say(step.title)) : words.filled });
      },
      (caught: unknown) => {
        setError(caught);
        setOpen(true);
      },
    );
  };

  const faults = {
    ...faultsByField(error, ["reason", ...step.fields.map(({ id }) => id)], language),
    ...lacking,
  };
  const [firstField] = step.fields;
  const why = (
    <Row
      label={step.reason === "needed" ? words.whyReturned : `${words.reason} · ${record.optional}`}
      htmlFor="case-reason"
      fault={faults.reason}
    >
      <Input.TextArea
        id="case-reason"
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Row>
  );
  return (
    <FormDrawer
      title={say(step.title)}
      open={open}
      close={() => setOpen(false)}
      save={save}
      caught={error}
      first={step.reason === "needed" || !firstField ? "case-reason" : `field-${firstField.id}`}
      error={error !== undefined ? [record.notSaved, faults[""]].filter(Boolean).join(" ") : undefined}
    >
      {step.reason === "needed" && why}
      <CaseFormRows fields={step.fields} values={values} faults={faults} change={setValues} />
      {step.reason === "optional" && why}
    </FormDrawer>
  );
}
