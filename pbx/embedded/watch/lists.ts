import { randomUUID } from "node:crypto";

import { domain, users } from "../numbers";
import { pidfType } from "./pidf";
import type { Source, Sources, Watcher } from "./sources";
import type { Telling } from "./telling";
import { xmlHeader, xmlText } from "./xml";

// Resource lists (RFC 4662): the presence of many users in one subscription.

export const listTypes = ["multipart/related", "application/rlmi+xml", pidfType] as const;
/** In Supported of whoever subscribes to one. */
export const listExtension = "eventlist";

/** Asterisk's limit is the size of a message: 60 users fit, and with 150 there is no NOTIFY at all. */
const mostPerList = 60;
/** `notification_batch_interval` of Asterisk. */
const gatherMs = 100;
const lineEnd = "\r\n";

/** Lists by name: `floor-1`, `floor-2` … */
export interface Lists {
  /** null: there is no such list. */
  find(event: string, resource: string, watcher: Watcher): Telling | null;
}

export interface ListsWorld {
  readonly sources: Sources;
  /** Those that are only made up. */
  readonly moreExtensions: readonly string[];
}

interface Item {
  readonly extension: string;
  readonly source: Source;
}

interface Part {
  readonly extension: string;
  readonly contentId: string;
  readonly content: string;
}

function addressOf(resource: string): string {
  return xmlText(`sip:${resource}@${domain}`);
}

function rlmi(list: string, version: number, isFull: boolean, parts: readonly Part[]): string {
  const resources = parts.flatMap(({ extension, contentId }) => [
    ` <resource uri="${addressOf(extension)}">`,
    `  <name>${xmlText(extension)}</name>`,
    `  <instance id="${xmlText(extension)}" state="active" cid="${xmlText(contentId)}" />`,
    " </resource>",
  ]);
  return [
    xmlHeader,
    `<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="${addressOf(list)}" version="${version}" fullState="${isFull}">`,
    ` <name>${xmlText(list)}</name>`,
    ...resources,
    "</list>",
    "",
  ].join("\n");
}

function multipart(
  boundary: string,
  parts: readonly { readonly contentId: string; readonly type: string; readonly content: string }[],
): string {
  const all = parts.flatMap(({ contentId, type, content }) => [
    `--${boundary}`,
    `Content-ID: <${contentId}>`,
    `Content-Type: ${type}`,
    "",
    content,
  ]);
  return [...all, `--${boundary}--`, ""].join(lineEnd);
}

/** The first NOTIFY has everybody, and so has one that is asked for; the others have who has changed. */
function tellList(list: string, items: readonly Item[]): Telling {
  const told = new Map<string, string>();
  return {
    gatherMs,
    next(version, isFull) {
      const id = randomUUID();
      const parts: Part[] = [];
      for (const { extension, source } of items) {
        const content = source.body(0);
        if (!isFull && told.get(extension) === content) continue;
        told.set(extension, content);
        parts.push({ extension, contentId: `${extension}.${id}@${domain}`, content });
      }
      if (parts.length === 0 && !isFull) return null;
      const root = `list.${id}@${domain}`;
      const content = multipart(id, [
        { contentId: root, type: listTypes[1], content: rlmi(list, version, isFull, parts) },
        ...parts.map((part) => ({ ...part, type: pidfType })),
      ]);
      const contentType = `${listTypes[0]};type="${listTypes[1]}";start="<${root}>";boundary="${id}"`;
      return { contentType, content, headers: [`Require: ${listExtension}`] };
    },
  };
}

export function createLists({ sources, moreExtensions }: ListsWorld): Lists {
  const everybody = [...users.map(({ extension }) => extension), ...moreExtensions];

  function itemsOf(page: number, watcher: Watcher): Item[] {
    return everybody.slice((page - 1) * mostPerList, page * mostPerList).flatMap((extension) => {
      const source = sources.find("presence", extension, watcher);
      return source === null ? [] : [{ extension, source }];
    });
  }

  return {
    find(event, resource, watcher) {
      const page = /^floor-([1-9]\d{0,3})$/.exec(resource)?.[1];
      if (page === undefined || event !== "presence") return null;
      const items = itemsOf(Number(page), watcher);
      return items.length === 0 ? null : tellList(resource, items);
    },
  };
}
