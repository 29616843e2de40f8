import { findElements } from "@/lib/read-xml";

/** What a NOTIFY of a list says of one of those who are in it. */
export interface ListedResource {
  /** The user part of its address. */
  readonly resource: string;
  /** Its own document, as it came; `null`: it is in the list, and nothing of it can be told. */
  readonly body: string | null;
}

export interface ListReading {
  /** Everybody is in it: who is not, is not in the list. Otherwise it is what has changed. */
  readonly isFull: boolean;
  readonly resources: readonly ListedResource[];
}

/** A list of 60 with everything in it has 44 kB (Asterisk 22). */
const longestBody = 400_000;
const longestIndex = 60_000;
const mostParts = 200;

/**
 * A NOTIFY of a resource list (RFC 4662): an index (`rlmi`) of addresses and content ids, and a document for each. Of
 * several indexes only the first is read: lists in lists are not ours. `null`: it is no such thing. Hostile.
 */
export function readResourceList(type: string, body: string): ListReading | null {
  const parts = readParts(type, body);
  const index = parts.find((part) => /^application\/rlmi\+xml\b/i.test(part.type));
  if (index === undefined) return null;
  const [list] = findElements(index.body, "list", longestIndex);
  if (list === undefined) return null;
  const documents = new Map(parts.map((part) => [part.id, part.body]));
  const resources = findElements(list.inner, "resource", longestIndex).flatMap(
    ({ attributes, inner }): readonly ListedResource[] => {
      const resource = readUser(attributes["uri"] ?? "");
      if (resource === null) return [];
      const [instance] = findElements(inner, "instance");
      const isActive = instance?.attributes["state"]?.toLowerCase() === "active";
      const id = instance?.attributes["cid"] ?? "";
      return [{ resource, body: (isActive ? documents.get(id) : null) ?? null }];
    },
  );
  return { isFull: list.attributes["fullState"] === "true", resources };
}

interface Part {
  readonly type: string;
  readonly id: string;
  readonly body: string;
}

function readParts(type: string, body: string): readonly Part[] {
  if (!/^\s*multipart\/related\b/i.test(type)) return [];
  const [, quoted, plain] =
    /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return [];
  const text = `\n${body.slice(0, longestBody)}`;
  const [, ...pieces] = text.split(`\n--${boundary}`, mostParts + 1);
  const whole = pieces.filter((piece) => !piece.startsWith("--"));
  return whole.flatMap((piece) => {
    const end = /\r?\n\r?\n/.exec(piece);
    if (end === null) return [];
    const head = piece.slice(0, end.index);
    return [
      {
        type: /^content-type:[ \t]*([^\r\n]*)/im.exec(head)?.[1]?.trim() ?? "",
        id: /^content-id:[ \t]*<([^<>\r\n]*)>/im.exec(head)?.[1] ?? "",
        body: piece.slice(end.index + end[0].length).replace(/\r$/, ""),
      },
    ];
  });
}

function readUser(address: string): string | null {
  return /^(?:sips?|pres):([\w+*#.-]{1,64})@/i.exec(address.trim())?.[1] ?? null;
}
