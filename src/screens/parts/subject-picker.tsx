import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import type { FoundSubjects } from "#record/views/find-subjects.ts";
import type { SubjectBrief } from "#record/views/brief.ts";
import { recordWords } from "../words/record.ts";
import { registerWords } from "../words/register.ts";
import { shellWords } from "../words/shell.ts";
import { useAsk } from "./ask.ts";
import { useWords } from "./language.tsx";

/** Finds one subject of the register by name, pinyin initials, code, address or the end of a telephone number. */
export function SubjectPicker({
  id,
  kind,
  value,
  onChange,
}: {
  id: string;
  /** Only subjects of this kind. */
  kind?: string;
  value: SubjectBrief | undefined;
  onChange: (subject: SubjectBrief | undefined) => void;
}) {
  const words = useWords(recordWords);
  const shell = useWords(shellWords);
  const register = useWords(registerWords);
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed.trim());
  const found = useAsk<FoundSubjects>("/api/subjects", { text, kind }, { keep: true, enabled: text !== "" });
  const rows = text ? (found.data?.rows ?? []) : [];
  const rung = new Set(rows.filter(({ byPhone }) => byPhone).map((row) => row.id));
  const options = value && !rows.some((row) => row.id === value.id) ? [value, ...rows] : rows;
  return (
    <Select
      id={id}
      allowClear
      style={{ width: "100%" }}
      placeholder={words.chooseSubject}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      notFoundContent={text ? words.nobody : null}
      value={value?.id}
      options={options.map((row) => ({ value: row.id, label: row.name, row }))}
      optionRender={({ data }) => (
        <span>
          {data.row.name}
          <span className="third">
            {data.row.age !== null && ` ${shell.age(data.row.age)}`} {data.row.address}
            {rung.has(data.row.id) && ` ${register.byPhone}`}
          </span>
        </span>
      )}
      onChange={(chosen: string | undefined) => {
        onChange(options.find((row) => row.id === chosen));
        setTyped("");
      }}
    />
  );
}
