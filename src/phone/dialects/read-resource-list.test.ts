import { describe, expect, test } from "vitest";

import { readResourceList } from "./read-resource-list";

const type = 'multipart/related;type="application/rlmi+xml";start="<root@pbx>";boundary="edge.1+2"';

/** As Asterisk 22.10.1 writes it, but for the rest of the documents. */
const full = [
  "--edge.1+2",
  "Content-ID: <root@pbx>",
  "Content-Type: application/rlmi+xml",
  "",
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:floor-1@pbx" version="0" fullState="true">',
  " <name>floor-1</name>",
  ' <resource uri="sip:1001@pbx:5060">',
  "  <name>1001</name>",
  '  <instance id="1" state="active" cid="a@pbx" />',
  " </resource>",
  ' <resource uri="sip:1002@pbx">',
  '  <instance id="2" state="terminated" reason="noresource" />',
  " </resource>",
  ' <resource uri="sip:%22@pbx"><instance id="3" state="active" cid="a@pbx"/></resource>',
  "</list>",
  "",
  "--edge.1+2",
  "Content-Type: application/pidf+xml",
  "Content-ID: <a@pbx>",
  "",
  "<presence>",
  "<note>Ready</note></presence>",
  "--edge.1+2--",
  "",
].join("\r\n");

test("who is in it, with their documents", () => {
  const reading = readResourceList(type, full);
  expect(reading?.isFull).toBe(true);
  expect(reading?.resources).toEqual([
    { resource: "1001", body: "<presence>\r\n<note>Ready</note></presence>" },
    { resource: "1002", body: null },
  ]);
});

test("what has changed; line ends and quotes as others write them", () => {
  const text = full.replace('fullState="true"', "fullState='false'").replaceAll("\r\n", "\n");
  const reading = readResourceList("Multipart/Related; boundary=edge.1+2", text);
  expect(reading?.isFull).toBe(false);
  expect(reading?.resources[0]?.body).toContain("<note>Ready</note>");
});

describe("garbage", () => {
  test.each([
    ["another type", "application/pidf+xml", full],
    ["no boundary", "multipart/related", full],
    ["another boundary", 'multipart/related;boundary="other"', full],
    ["no index", type, full.replace("rlmi+xml\r\n", "other+xml\r\n")],
    ["no list in the index", type, full.replaceAll("list", "lost")],
    ["nothing", type, ""],
  ])("%s is no list", (_, foreignType, body) => {
    expect(readResourceList(foreignType, body)).toBeNull();
  });

  test("a body that is far too large is read up to a limit, and soon", () => {
    const one = '<resource uri="sip:1@pbx"><instance state="active" cid="a@pbx"/></resource>';
    const many = full.replace("</list>", `${one.repeat(20_000)}</list>`);
    expect(readResourceList(type, many)?.resources ?? []).toEqual([]);
    const open = full.replace("</list>", `${'<resource uri="sip:1@pbx">'.repeat(2_000)}</list>`);
    expect(readResourceList(type, open)?.resources.length).toBeGreaterThan(0);
    const parts = `--edge.1+2\r\n\r\n`.repeat(50_000);
    expect(readResourceList(type, parts)).toBeNull();
  });
});
