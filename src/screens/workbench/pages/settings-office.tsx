import type { People } from "#record/views/people.ts";
import { useAsk } from "../../parts/ask.ts";
import { useSay, useWords } from "../../parts/language.tsx";
import { useHere } from "../../parts/me.tsx";
import { settingsWords } from "../../words/settings.ts";
import { isOn } from "#work/staff.ts";

/** What the office is: its name, its time, and who holds which area. */
export default function OfficeSection() {
  const words = useWords(settingsWords);
  const say = useSay();
  const { me, may } = useHere();
  const people = useAsk<People>("/api/people", {}, { enabled: may("leave.begin") });
  const holders = (area: string) =>
    people.data?.people
      .filter(({ posts }) => posts.some((post) => post.area === area && isOn(post, me.clock.today)))
      .map(({ name }) => name)
      .join("、");
  return (
    <>
      <dl className="office-facts">
        <dt>{words.title}</dt>
        <dd>{say(me.office.title)}</dd>
        <dt>{words.code}</dt>
        <dd>
          <code>{me.office.id}</code>
        </dd>
        <dt>{words.timeZone}</dt>
        <dd>{me.clock.zone}</dd>
      </dl>
      <section className="section" aria-label={words.areas}>
        <div className="section-head">
          <h2>{words.areas}</h2>
        </div>
        {me.office.areas.length === 0 && <p className="section-note second">{words.noAreas}</p>}
        <ul className="office-areas">
          {me.office.areas.map(({ id, title }) => (
            <li key={id}>
              <span className="name">{say(title)}</span>
              <span className="second">{holders(id)}</span>
            </li>
          ))}
        </ul>
        <p className="section-note third small">{words.officeNote}</p>
      </section>
    </>
  );
}
