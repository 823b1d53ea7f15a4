/** A small standard as its file would hold it (JSON is YAML), with whatever a test wants otherwise. */
export function smallStandard(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    standard: "t",
    version: "1",
    title: { zh: "例", en: "An example" },
    effective: "2020-01-01",
    roles: { worker: { title: { zh: "社工", en: "Worker" } } },
    facts: {
      person: {
        livesAlone: { label: { zh: "独居", en: "Lives alone" }, type: "boolean" },
        shoes: { label: { zh: "鞋码", en: "Size of shoes" }, type: "integer" },
      },
    },
    lines: [{ id: "l", title: { zh: "线", en: "Line" }, serves: "person" }],
    records: { visit: { title: { zh: "走访", en: "Visit" }, about: ["person"] } },
    promises: [promise({ id: "weekly", when: "livesAlone && shoes > 0", every: "P7D" })],
    ...more,
  };
}

export function promise(more: Record<string, unknown>): Record<string, unknown> {
  return {
    line: "l",
    title: { zh: "问候", en: "A greeting" },
    clause: { zh: "每周问候一次。", en: "A greeting every week." },
    to: "person",
    by: "worker",
    keptBy: ["visit"],
    ...more,
  };
}

/** It says what the promise `weekly` means, rightly where it is due on 8 January. */
export function exampleDue(due: string): Record<string, unknown>[] {
  return [
    {
      name: { zh: "头一周", en: "The first week" },
      given: { person: { livesAlone: true, shoes: 40, since: "2020-01-01" } },
      on: "2020-01-03",
      expect: [{ promise: "weekly", due, state: "due" }],
    },
  ];
}

export const people = ["a", "b"].map((id, place) => ({
  id,
  kind: "person",
  since: "2020-01-01",
  facts: { livesAlone: place === 0, shoes: 40 },
}));
