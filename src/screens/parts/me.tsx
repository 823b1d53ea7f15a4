import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { Me, OfficeLanguage } from "#record/views/me.ts";

interface Here {
  me: Me;
  /** When the answer came, so that the clock can be run on from it. */
  readAt: number;
  promises: Map<string, OfficeLanguage["promises"][number]>;
  lines: Map<string, OfficeLanguage["lines"][number]>;
  records: Map<string, OfficeLanguage["records"][number]>;
  roles: Map<string, OfficeLanguage["roles"][number]>;
  colours: Map<string, OfficeLanguage["colours"][number]>;
  areas: Map<string, Me["office"]["areas"][number]>;
  may: (command: string) => boolean;
  /** As the command says: an inside body records anything, an outside one only what keeps a promise that it owes. */
  mayRecord: (kind: string) => boolean;
  /** Holds the built-in role of the secretary here. */
  manages: boolean;
}

const HereContext = createContext<Here | undefined>(undefined);

export function MeProvider({ me, readAt, children }: { me: Me; readAt: number; children: ReactNode }) {
  const here = useMemo<Here>(
    () => ({
      me,
      readAt,
      promises: byId(me.language.promises),
      lines: byId(me.language.lines),
      records: byId(me.language.records),
      roles: byId(me.language.roles),
      colours: byId(me.language.colours),
      areas: byId(me.office.areas),
      may: (command) => me.may.includes(command),
      mayRecord: (kind) =>
        me.may.includes("duty.excuse") ||
        me.language.promises.some(
          ({ by, keptBy }) => keptBy.includes(kind) && me.posts.some(({ role }) => role === by),
        ),
      manages: me.posts.some((post) => post.role === "secretary"),
    }),
    [me, readAt],
  );
  return <HereContext value={here}>{children}</HereContext>;
}

/** Who is signed in, in which office, and the words that its standards declare. */
export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error("outside a MeProvider");
  return here;
}

function byId<T extends { id: string }>(things: T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
