import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { Markdown, type MarkdownProps } from "./markdown";
import { safeAddress } from "./safe-address";

beforeAll(() => vi.stubGlobal("window", { location: { origin: "https://phone.test" } }));

const draw = (text: string, more: Partial<MarkdownProps> = {}): string =>
  renderToStaticMarkup(createElement(Markdown, { text, links: "all", ...more })).replace(
    /^<div[^>]*>(.*)<\/div>$/s,
    "$1",
  );

describe("text of an administrator", () => {
  test.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["a <b onclick=x>b</b>", "&lt;b onclick=x&gt;"],
    ["![a picture](https://evil.test/p.png)", "<p>a picture</p>"],
    ["[trap](javascript:alert(1))", "<p>trap</p>"],
    ["[trap](data:text/html,x)", "<p>trap</p>"],
    ["[trap](vbscript:x)", "<p>trap</p>"],
    ["**bold** *soft* `code`", "<strong>bold</strong> <em>soft</em>"],
    ["[r][x]\n\n[x]: javascript:alert(1)", "<p>r</p>"],
  ])("%j is drawn with %j", (text, part) => {
    const drawn = draw(text);
    expect(drawn).toContain(part);
    expect(drawn).not.toMatch(/<(?:script|img|iframe|b )|javascript:|onclick="/i);
  });

  test("has links to pages that learn nothing of this one", () => {
    const drawn = draw("[book](https://example.com/a?b=c)");
    expect(drawn).toContain('href="https://example.com/a?b=c"');
    expect(drawn).toContain('rel="noopener noreferrer"');
    expect(draw("[book](https://example.com)", { links: "none" })).toBe("<p>book</p>");
  });
});

test.each([
  ["https://example.com/", "all", "https://example.com/"],
  ["https://example.com/", "own", null],
  ["https://phone.test/help", "own", "https://phone.test/help"],
  ["/help", "own", "https://phone.test/help"],
  ["mailto:a@b.fi", "own", "mailto:a@b.fi"],
  ["tel:+358401234567", "all", "tel:+358401234567"],
  ["tel:1", "none", null],
  ["//evil.test/x", "own", null],
  ["http://[", "all", null],
  ["JAVASCRIPT:alert(1)", "all", null],
  ["blob:https://phone.test/x", "all", null],
] as const)("%s under %s leads to %s", (url, links, address) => {
  expect(safeAddress(url, links, "https://phone.test")).toBe(address);
});
