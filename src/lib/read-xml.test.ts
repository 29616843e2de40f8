import { expect, test } from "vitest";

import { findElements, findText, unescapeXml } from "./read-xml";

test.each([
  ["a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos;", "a & b <c> \"d\" 'e'"],
  ["&#x41;&#66;&#0;", "AB"],
  ["&unknown; &", "&unknown; &"],
  ["&#x110000;", ""],
  ["&amp;lt;", "&lt;"],
])("%s reads %s", (xml, text) => {
  expect(unescapeXml(xml)).toBe(text);
});

test("elements are found whatever their prefix, with their attributes", () => {
  const xml = `<dm:person id="a&amp;b" x='1'><note>Hei</note></dm:person><person/>`;
  expect(findElements(xml, "person")).toEqual([
    { attributes: { id: "a&b", x: "1" }, inner: "<note>Hei</note>" },
    { attributes: {}, inner: "" },
  ]);
  expect(findText(xml, "note")).toBe("Hei");
  expect(findText(xml, "nothing")).toBeNull();
});

test.each([
  [
    "an entity that would be fetched",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><note>&e;</note>',
    "&e;",
  ],
  ["an element that never ends", `<note>${"<note".repeat(3_000)}`, null],
  ["a hundred thousand attributes", `<note ${'a="b" '.repeat(20_000)}>x</note>`, null],
])("%s does no harm", (_, xml, text) => {
  expect(findText(xml, "note")).toBe(text);
});
