/** Longer than any state of one person; the rest is noise. */
const longest = 20_000;

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Text as it was before it was written into XML. Unknown entities stay as they are. */
export function unescapeXml(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi,
    (whole, dec, hex, name) => {
      if (typeof name === "string") return entities[name.toLowerCase()] ?? whole;
      const code = Number.parseInt(String(dec ?? hex), dec === undefined ? 16 : 10);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : "";
    },
  );
}

export interface Element {
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands between its tags, elements included, not unescaped. */
  readonly inner: string;
}

/**
 * Every element of a name, whatever its prefix, in the order they begin. Not for elements that contain others of the same
 * name: there are none in dialog-info (RFC 4235), PIDF (RFC 3863) and RLMI (RFC 4662). No entity is ever looked up
 * outside. Nothing after `most` characters is read.
 */
export function findElements(xml: string, name: string, most = longest): readonly Element[] {
  const pattern = new RegExp(
    String.raw`<(?:[\w.-]+:)?${name}((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?:/>|>([^]*?)</(?:[\w.-]+:)?${name}\s*>)`,
    "g",
  );
  return Array.from(xml.slice(0, most).matchAll(pattern), ([, attributes = "", inner = ""]) => ({
    attributes: readAttributes(attributes),
    inner,
  }));
}

/** The text of the first element of a name; `null` without one. */
export function findText(xml: string, name: string): string | null {
  const [first] = findElements(xml, name);
  return first === undefined ? null : unescapeXml(first.inner).trim();
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const pairs = text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries(
    Array.from(pairs, ([, name = "", double, single]) => [
      name.split(":").at(-1) ?? name,
      unescapeXml(double ?? single ?? ""),
    ]),
  );
}
