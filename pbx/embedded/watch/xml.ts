const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text for between tags and for quoted attributes; what XML 1.0 has no place for is left out. */
export function xmlText(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are the characters to keep out
      .replace(/[\u0000-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu, "")
      .replace(/[&<>"]/g, (sign) => escapes[sign] ?? "")
  );
}

export const xmlHeader = '<?xml version="1.0" encoding="UTF-8"?>';
