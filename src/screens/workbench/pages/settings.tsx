import { lazy } from "react";
import { Link } from "wouter";
import { useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { settingsWords } from "../../words/settings.ts";
import "./settings.css";
import "./table.css";

const People = lazy(() => import("./settings-people.tsx"));
const CalendarSection = lazy(() => import("./settings-calendar.tsx"));
const RightsSection = lazy(() => import("./settings-rights.tsx"));
const NotificationsSection = lazy(() => import("./settings-notifications.tsx"));
const MachineSection = lazy(() => import("./settings-machine.tsx"));
const OfficeSection = lazy(() => import("./settings-office.tsx"));

const OwnAccountSection = lazy(() => import("./settings-me.tsx"));

const SECTIONS = ["people", "calendar", "rights", "notifications", "office", "machine", "me"] as const;
type Section = (typeof SECTIONS)[number];

/** Whoever else looks in finds the calendar first. */
const secretarys: Section[] = ["people", "notifications", "machine"];

/** One place for what the secretary arranges, and for one's own account. A section more is a name in `SECTIONS`, its words and its component. */
export default function SettingsPage({ section }: { section?: string }) {
  const words = useWords(settingsWords);
  const { may } = useHere();
  const open = SECTIONS.filter((each) =>
    each === "rights" ? may("register.enter") : !secretarys.includes(each) || may("leave.begin"),
  );
  const shown: Section = open.find((each) => each === section) ?? open[0] ?? "calendar";
  return (
    <div className="page settings">
      <div className="page-head">
        <h1>{words.heading}</h1>
      </div>
      <nav className="chips settings-sections" aria-label={words.sections}>
        {open.map((each) => (
          <Link
            key={each}
            className="chip"
            href={each === open[0] ? "/settings" : `/settings/${each}`}
            aria-current={each === shown ? "page" : undefined}
          >
            {words[each]}
          </Link>
        ))}
      </nav>
      {
        {
          people: <People />,
          rights: <RightsSection />,
          calendar: <CalendarSection />,
          notifications: <NotificationsSection />,
          office: <OfficeSection />,
          machine: <MachineSection />,
          me: <OwnAccountSection />,
        }[shown]
      }
    </div>
  );
}
