import type { FactValue } from "#register/subject.ts";
import type { OfficeRules } from "#work/office-rules.ts";
import { isSetAside } from "#work/set-aside.ts";

/** What a record says, parted: guarded fields, and all of a record that keeps a guarded promise, are sealed. */
export function partFields(
  rules: OfficeRules,
  kind: string,
  fields: Record<string, FactValue>,
  hasKey: boolean,
): { open: Record<string, FactValue>; sealed: Record<string, FactValue> | null } {
  if (!hasKey) return { open: fields, sealed: null };
  if (rules.keepsGuarded(kind) || isSetAside(kind)) return { open: {}, sealed: fields };
  const guarded = new Set(
    rules.records.get(kind)?.fields.flatMap(({ id, guard }) => (guard === undefined ? [] : id)),
  );
  const entries = Object.entries(fields);
  const sealed = Object.fromEntries(entries.filter(([id]) => guarded.has(id)));
  return {
    open: Object.fromEntries(entries.filter(([id]) => !guarded.has(id))),
    sealed: Object.keys(sealed).length === 0 ? null : sealed,
  };
}
