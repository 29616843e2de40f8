import type { List, ListItem, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { Fragment, type ReactNode } from "react";

import { CheckBox } from "@/ui/check-box";

import { safeAddress } from "./safe-address";

export interface StepsProps {
  readonly done: readonly number[];
  readonly onToggle: (step: number) => void;
}

export interface MarkdownProps {
  readonly text: string;
  readonly links: "all" | "own" | "none";
  /** The outermost list items are steps that can be ticked off. */
  readonly steps?: StepsProps;
}

/**
 * Markdown as elements, from its syntax tree. Nothing of it ever becomes HTML: markup in it is text, a picture is its
 * description, an address that is not of a known kind is words.
 */
export function Markdown({ text, links, steps }: MarkdownProps) {
  const tree = fromMarkdown(text);
  return (
    <div dir="auto" className="flex flex-col gap-2 text-sm wrap-anywhere">
      {draw(tree, { links, steps: steps ?? null, firstStep: stepCounter(tree) })}
    </div>
  );
}

interface Drawing {
  readonly links: MarkdownProps["links"];
  readonly steps: StepsProps | null;
  /** The number of the first step of an outermost list. */
  readonly firstStep: (list: List) => number | null;
}

function stepCounter(tree: Root): Drawing["firstStep"] {
  const firsts = new Map<List, number>();
  let count = 0;
  for (const node of tree.children) {
    if (node.type !== "list") continue;
    firsts.set(node, count);
    count += node.children.length;
  }
  return (list) => firsts.get(list) ?? null;
}

function draw(parent: { readonly children: readonly RootContent[] }, how: Drawing): ReactNode {
  // A syntax tree never changes: its places are its identities.
  // oxlint-disable-next-line react/no-array-index-key
  return parent.children.map((node, index) => (
    <Fragment key={index}>{drawNode(node, how)}</Fragment>
  ));
}

function drawNode(node: RootContent, how: Drawing): ReactNode {
  switch (node.type) {
    case "text":
      return node.value;
    case "html":
      return <span>{node.value}</span>;
    case "paragraph":
      return <p>{draw(node, how)}</p>;
    case "heading":
      return <p className="pt-1 font-semibold">{draw(node, how)}</p>;
    case "emphasis":
      return <em>{draw(node, how)}</em>;
    case "strong":
      return <strong>{draw(node, how)}</strong>;
    case "inlineCode":
      return (
        <code dir="ltr" className="rounded bg-hover px-1">
          {node.value}
        </code>
      );
    case "code":
      return (
        <pre dir="ltr" className="overflow-x-auto rounded-lg bg-hover p-2 text-start">
          {node.value}
        </pre>
      );
    case "break":
      return <br />;
    case "thematicBreak":
      return <hr className="border-line" />;
    case "blockquote":
      return (
        <blockquote className="flex flex-col gap-2 border-s-4 border-line-strong ps-3 text-muted">
          {draw(node, how)}
        </blockquote>
      );
    case "list":
      return drawList(node, how);
    case "link":
      return drawLink(node.url, draw(node, how), how);
    case "image":
      return node.alt ?? null;
    case "linkReference":
      return draw(node, how);
    case "imageReference":
      return node.alt ?? null;
    default:
      // Definitions and what CommonMark does not have.
      return null;
  }
}

function drawLink(url: string, words: ReactNode, { links }: Drawing): ReactNode {
  const address = safeAddress(url, links, window.location.origin);
  if (address === null) return words;
  const opensPage = address.startsWith("http");
  return (
    <a
      href={address}
      rel="noopener noreferrer"
      {...(opensPage ? { target: "_blank" } : {})}
      className="rounded text-brand-ink underline focus-ring"
    >
      {words}
    </a>
  );
}

function drawList(list: List, how: Drawing): ReactNode {
  const first = how.firstStep(list);
  const { steps } = how;
  if (steps === null || first === null) {
    const List = list.ordered === true ? "ol" : "ul";
    return (
      <List className={list.ordered === true ? "list-decimal ps-5" : "list-disc ps-5"}>
        {list.children.map((item, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>{draw(item, how)}</li>
        ))}
      </List>
    );
  }
  return (
    <ul className="flex flex-col">
      {list.children.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>{drawStep(item, first + index, steps, how)}</li>
      ))}
    </ul>
  );
}

function drawStep(item: ListItem, step: number, steps: StepsProps, how: Drawing): ReactNode {
  const isDone = steps.done.includes(step);
  const [first, ...rest] = item.children;
  return (
    <>
      <CheckBox isSelected={isDone} onChange={() => steps.onToggle(step)}>
        <span className={isDone ? "text-muted line-through" : ""}>
          {first?.type === "paragraph" ? draw(first, { ...how, links: "none" }) : null}
        </span>
      </CheckBox>
      {(first?.type === "paragraph" ? rest : item.children).length > 0 && (
        <div className="ps-8 pb-2">
          {draw({ children: first?.type === "paragraph" ? rest : item.children }, how)}
        </div>
      )}
    </>
  );
}
