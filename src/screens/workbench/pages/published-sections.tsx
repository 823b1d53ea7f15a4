import { Link, useLocation } from "wouter";
import { useWords } from "../../parts/language.tsx";
import { indicatorWords } from "../../words/published.ts";

const SECTIONS = [
  { href: "/published", name: "kept" },
  { href: "/published/indicators", name: "indicators" },
  { href: "/published/report", name: "reports" },
] as const;

/** From one page of Published to the others. */
export function PublishedSections() {
  const words = useWords(indicatorWords);
  const [path] = useLocation();
  return (
    <nav className="chips published-sections no-print" aria-label={words.sections}>
      {SECTIONS.map(({ href, name }) => (
        <Link key={href} href={href} className="chip" aria-current={path === href ? "page" : undefined}>
          {words[name]}
        </Link>
      ))}
    </nav>
  );
}
