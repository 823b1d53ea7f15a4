import { Fragment, type ReactNode } from "react";
import { Link } from "wouter";
import { blocksOf, spansOf } from "#basics/markdown-blocks.ts";
import type { Block } from "#basics/markdown-blocks.ts";

/** The Markdown that reports are written in: headings, paragraphs, lists, tables, bold, and links to our own pages. */
export function Markdown({ text }: { text: string }) {
  return blocksOf(text).map((block, place) => <OneBlock key={place} block={block} />);
}

function OneBlock({ block }: { block: Block }) {
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

function inline(text: string): ReactNode {
  return spansOf(text).map((span, place) => {
    if (span.kind === "bold") return <strong key={place}>{span.text}</strong>;
    if (span.kind === "link")
      return (
        <Link key={place} href={span.to}>
          {span.text}
        </Link>
      );
    return <Fragment key={place}>{span.text}</Fragment>;
  });
}
