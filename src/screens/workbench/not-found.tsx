import { Link } from "wouter";
import { useWords } from "../parts/language.tsx";
import { shellWords } from "../words/shell.ts";

export function NotFound() {
  const words = useWords(shellWords);
  return (
    <div className="page page-narrow">
      <h1>{words.notFound}</h1>
      <p className="second">{words.notFoundNext}</p>
      <Link className="button" href="/">
        {words.backToToday}
      </Link>
    </div>
  );
}
