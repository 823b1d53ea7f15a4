/** One of a few, each in sight: quicker than a list that has to be opened. */
export function ChipChoice<Id extends string>({
  label,
  of,
  chosen,
  choose,
}: {
  label: string;
  of: readonly { id: Id; say: string }[];
  chosen: Id | undefined;
  choose: (id: Id) => void;
}) {
  return (
    <div className="chips" role="radiogroup" aria-label={label}>
      {of.map(({ id, say }) => (
        <button
          key={id}
          type="button"
          role="radio"
          className="chip"
          aria-checked={chosen === id}
          onClick={() => choose(id)}
        >
          {say}
        </button>
      ))}
    </div>
  );
}
