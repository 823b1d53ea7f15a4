import type { ReactNode } from "react";
import { Link } from "wouter";
import { spansOf } from "#basics/markdown-blocks.ts";
import type { Block, Span } from "#basics/markdown-blocks.ts";

/** How a link is shown; without it, as one. */
type ShowLink = (link: { text: string; to: string }) => ReactNode;

/** The Markdown that reports are written in: headings, paragraphs, lists, tables, bold, and links to our own pages. */
export function Markdown({ blocks, link }: { blocks: Block[]; link?: ShowLink }) {
  const inline = (text: string) =>
    spansOf(text).map((span, place) => <OneSpan key={place} {...{ span, link }} />);
  return blocks.map((block, place) => <OneBlock key={place} block={block} inline={inline} />);
}

function OneBlock({ block, inline }: { block: Block; inline: (text: string) => ReactNode }) {
  switch (block.kind) {
    case "heading": {
      const Heading = (["h1", "h2", "h3", "h4"] as const)[block.level - 1] ?? "h4";
      return <Heading>{inline(block.text)}</Heading>;
    }
    case "paragraph":
      return <p>{inline(block.text)}</p>;
    case "list": {
      const List = block.numbered ? "ol" : "ul";
      return (
        <List>
          {block.items.map((item, place) => (
            <li key={place}>{inline(item)}</li>
          ))}
        </List>
      );
    }
    case "table":
      return (
        <div className="scroller">
          <table className="rows">
            <thead>
              <tr>
                {block.head.map((cell, place) => (
                  <th key={place} scope="col" className={block.right[place] ? "number" : ""}>
                    {inline(cell)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, y) => (
                <tr key={y}>
                  {row.map((cell, x) => (
                    <td key={x} className={block.right[x] ? "number" : ""}>
                      {inline(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case "rule":
      return <hr />;
  }
}

function OneSpan({ span, link }: { span: Span; link: ShowLink | undefined }) {
  if (span.kind === "link") return link?.(span) ?? <Link href={span.to}>{span.text}</Link>;
  return span.kind === "bold" ? <strong>{span.text}</strong> : span.text;
}
