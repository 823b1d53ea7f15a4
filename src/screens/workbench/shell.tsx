import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import type { Clock } from "#record/clock.ts";
import type { Me } from "#record/views/me.ts";
import { post } from "../parts/api.ts";
import { useClock } from "../parts/clock.ts";
import { useReading, useSay, useWords } from "../parts/language.tsx";
import { useHere } from "../parts/me.tsx";
import { Menu } from "../parts/menu.tsx";
import { useRecording } from "../parts/recording.tsx";
import { sayError } from "../parts/say-error.ts";
import { useSingleKeys } from "../parts/single-keys.ts";
import { useToast } from "../parts/toast.tsx";
import { useUsualRecord } from "../parts/usual-record.ts";
import { clockWords, dayWords } from "../words/dates.ts";
import { shellWords } from "../words/shell.ts";
import { todayWords } from "../words/today.ts";
import { useArrival } from "./arrive.ts";
import { commandKey, KeysDialog } from "./keys-dialog.tsx";
import "./shell.css";

const Palette = lazy(() => import("./palette.tsx"));

const PLACES = ["today", "register", "cases", "standards", "published", "journal", "settings"] as const;
const PATHS = {
  today: "/",
  register: "/register",
  cases: "/cases",
  standards: "/standards",
  published: "/published",
  journal: "/journal",
  settings: "/settings",
} as const;

/** A body of its own has neither the office's figures nor its journal. */
function isFor(place: (typeof PLACES)[number], sees: Me["sees"]): boolean {
  if (place === "published") return sees.includes("figures");
  return place !== "journal" || sees.includes("journal");
}

export function Shell({
  chooseOffice,
  away,
  children,
}: {
  chooseOffice: (id: string) => void;
  /** The server has not been heard for a while. */
  away: boolean;
  children: ReactNode;
}) {
  const words = useWords(shellWords);
  const say = useSay();
  const { me, may } = useHere();
  const { language } = useReading();
  const recording = useRecording();
  const usual = useUsualRecord();
  const today = useWords(todayWords);
  const [finding, setFinding] = useState(false);
  const [readingKeys, setReadingKeys] = useState(false);
  const [location] = useLocation();
  useArrival();
  useSingleKeys({
    "?": () => {
      setReadingKeys(true);
      return true;
    },
    "/": () => {
      setFinding(true);
      return true;
    },
  });

  useEffect(() => {
    const shortcut = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setFinding(true);
      }
    };
    document.addEventListener("keydown", shortcut);
    return () => document.removeEventListener("keydown", shortcut);
  }, []);

  useEffect(() => {
    const place = PLACES.find((each) => isAt(location, each));
    document.title = [place && words[place], say(me.office.title), words.brand].filter(Boolean).join(" · ");
  }, [location, me.office.title, say, words]);

  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <div className="shell">
        <nav className="rail" aria-label={words.places}>
          <Link className="brand" href="/">
            {words.brand}
          </Link>
          {PLACES.filter((place) => isFor(place, me.sees)).map((place) => (
            <Link
              key={place}
              className="rail-place"
              href={PATHS[place]}
              aria-current={isAt(location, place) ? "page" : undefined}
            >
              <span className="mark" aria-hidden="true" lang="zh-CN">
                {words[`${place}Mark`]}
              </span>
              <span className="word">{words[place]}</span>
            </Link>
          ))}
        </nav>
        <div>
          <header className="top">
            {me.offices.length > 1 ? (
              <select
                className="office-name"
                aria-label={words.office}
                value={me.office.id}
                onChange={(event) => chooseOffice(event.target.value)}
              >
                {me.offices.map((office) => (
                  <option key={office.id} value={office.id}>
                    {say(office.title)}
                  </option>
                ))}
              </select>
            ) : (
              <span className="office-name">{say(me.office.title)}</span>
            )}
            <ClockChip />
            <button type="button" className="finder" onClick={() => setFinding(true)}>
              <span className="unseen">{words.palette} </span>
              <svg className="finder-glass" viewBox="0 0 18 18" aria-hidden="true">
                <circle cx="8" cy="8" r="5.25" />
                <path d="m12 12 4 4" />
              </svg>
              <span>{words.search}</span>
              <kbd>{commandKey("K")}</kbd>
            </button>
            <div className="top-end">
              {may("record.make") && (
                <button
                  type="button"
                  className="button primary"
                  onClick={() => recording.record(usual === undefined ? {} : { kind: usual.id })}
                >
                  {usual === undefined ? words.record : today.record(say(usual.title))}
                </button>
              )}
              <AccountMenu readKeys={() => setReadingKeys(true)} />
            </div>
          </header>
          <main id="content" tabIndex={-1}>
            {me.secondFactorBy && !location.startsWith("/settings/me") && (
              <p className="ask-second">
                {words.askSecond(dayWords(me.secondFactorBy, language, me.clock.today))}{" "}
                <Link href="/settings/me">{words.askSecondNow}</Link>
              </p>
            )}
            {children}
          </main>
        </div>
      </div>
      {away && (
        <p className="server-away" role="status">
          {words.away}
        </p>
      )}
      {readingKeys && <KeysDialog close={() => setReadingKeys(false)} />}
      {finding && (
        <Suspense fallback={null}>
          <Palette close={() => setFinding(false)} />
        </Suspense>
      )}
    </>
  );
}

function isAt(location: string, place: (typeof PLACES)[number]): boolean {
  if (place === "today") return location === "/";
  return location.startsWith(PATHS[place]) || (place === "register" && location.startsWith("/subjects/"));
}

function ClockChip() {
  const words = useWords(shellWords);
  const { language } = useReading();
  const { me, readAt } = useHere();
  const client = useQueryClient();
  const toast = useToast();
  const now = useClock(me.clock, readAt);
  const said = clockWords(now, me.clock.zone, language);
  if (!me.clock.demonstration) {
    return (
      <span className="clock-chip live">
        <span className="unseen">{words.localClock}</span>
        <time dateTime={now.toISOString()}>{said}</time>
      </span>
    );
  }
  const setBack = async () => {
    try {
      const clock = await post<Clock>("/api/demonstration/set-back");
      await client.invalidateQueries();
      toast({ say: words.setBackDone(clockWords(clock.now, clock.zone, language)) });
    } catch (error) {
      toast({ say: sayError(error, language), tone: "trouble" });
    }
  };
  return (
    <Menu
      className="clock-chip"
      start
      label={words.clockIs}
      button={
        <>
          <span>{words.demonstration}</span>
          <span aria-hidden="true">·</span>
          <time dateTime={now.toISOString()}>{said}</time>
        </>
      }
    >
      {(close) => (
        <>
          <p className="menu-note">{words.aboutDemonstration}</p>
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              void setBack();
            }}
          >
            {words.setBack}
          </button>
        </>
      )}
    </Menu>
  );
}

function AccountMenu({ readKeys }: { readKeys: () => void }) {
  const words = useWords(shellWords);
  const say = useSay();
  const { me, areas } = useHere();
  const { language, setLanguage, large, setLarge } = useReading();
  const client = useQueryClient();
  const [, go] = useLocation();
  const post0 = me.posts[0];
  const area = post0?.area ? areas.get(post0.area) : undefined;
  const signOut = async () => {
    await post("/api/auth/sign-out").catch(() => undefined);
    go("/");
    await client.resetQueries();
  };
  return (
    <Menu
      label={words.account}
      button={
        <span>
          {post0 && <span className="menu-post">{say(area ? area.title : post0.title)} · </span>}
          {me.account.name}
        </span>
      }
    >
      {(close) => (
        <>
          <p className="menu-note">
            {me.posts.map((held, at) => (
              <span key={at} style={{ display: "block" }}>
                {held.standsInFor !== null && `${words.standsInFor(held.standsInFor)} · `}
                {say(held.title)} · {held.area ? say(areas.get(held.area)?.title) : words.wholeOffice}
              </span>
            ))}
          </p>
          <hr className="menu-rule" />
          <div
            className="menu-item"
            role="radiogroup"
            aria-label={words.language}
            style={{ cursor: "default" }}
          >
            <span>{words.language}</span>
            <span className="chips">
              {(["zh", "en"] as const).map((each) => (
                <button
                  key={each}
                  type="button"
                  role="radio"
                  className="chip"
                  lang={each === "zh" ? "zh-CN" : "en"}
                  aria-checked={language === each}
                  onClick={() => setLanguage(each)}
                >
                  {each === "zh" ? words.chinese : words.english}
                </button>
              ))}
            </span>
          </div>
          <button
            type="button"
            role="switch"
            className="menu-item"
            aria-checked={large}
            onClick={() => setLarge(!large)}
          >
            <span>{words.largeType}</span>
            <span className="toggle" />
          </button>
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              readKeys();
            }}
          >
            <span>{words.keys}</span>
            <kbd>?</kbd>
          </button>
          <hr className="menu-rule" />
          <Link className="menu-item" href="/settings/me" onClick={close}>
            {words.ownAccount}
          </Link>
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              void signOut();
            }}
          >
            {me.clock.demonstration ? words.otherRole : words.signOut}
          </button>
        </>
      )}
    </Menu>
  );
}
