import * as XLSX from "@e965/xlsx";

/** A file within a .docx, as text. */
export function partOf(bytes: Uint8Array, path: string): string {
  const found = XLSX.CFB.find(XLSX.CFB.read(bytes, { type: "array" }), `/${path}`);
  if (found === null) throw new Error(`no ${path} in this document`);
  return Buffer.from(found.content as Uint8Array).toString();
}

/** What stands in it, a line each paragraph. */
export function textOf(bytes: Uint8Array): string {
  return [...partOf(bytes, "word/document.xml").matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text ?? "").join(""),
    )
    .join("\n");
}
