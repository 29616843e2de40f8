import { expect, test } from "vitest";

import { pidf, type PresenceFacts } from "./pidf";
import { notSet } from "./presences";

const facts: PresenceFacts = { watched: "1002", watcher: "1001", state: "idle", presence: notSet };

test("it is word for word as in Asterisk 22.10.1", () => {
  expect(pidf(facts)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<presence entity="sip:1002@127.0.0.1" xmlns="urn:ietf:params:xml:ns:pidf">
 <note>Ready</note>
 <tuple id="1002">
  <status>
   <basic>open</basic>
  </status>
  <contact priority="1">sip:1001@127.0.0.1</contact>
 </tuple>
 <tuple id="digium-presence">
  <status>
   <digium_presence type="not_set" />
  </status>
 </tuple>
</presence>
`);
});

test.each<[PresenceFacts["state"], string, string]>([
  ["idle", "Ready", "open"],
  ["ringing", "Ringing", "open"],
  ["ringingInUse", "Ringing", "open"],
  ["inUse", "On the phone", "open"],
  ["onHold", "On hold", "open"],
  ["unavailable", "Unavailable", "closed"],
])("%s is %j and %s", (state, note, basic) => {
  const body = pidf({ ...facts, state });
  expect(body).toContain(`<note>${note}</note>`);
  expect(body).toContain(`<basic>${basic}</basic>`);
});

test.each([
  [{ type: "away", subtype: "pause", text: "lunch" }, 'type="away" subtype="pause">lunch</'],
  [{ type: "available", subtype: "", text: "" }, 'type="available" />'],
  [{ type: "dnd", subtype: "", text: "x" }, 'type="dnd">x</'],
  [{ type: "xa", subtype: '"<', text: "<&>\n" }, 'type="xa" subtype="&quot;&lt;">&lt;&amp;&gt;</'],
] as const)("what the agent says of himself: %j", (presence, written) => {
  expect(pidf({ ...facts, presence })).toContain(`<digium_presence ${written}`);
});

test("without a digium phone there is one tuple", () => {
  const body = pidf({ ...facts, presence: null });
  expect(body.match(/<tuple/g)).toHaveLength(1);
  expect(body).not.toContain("digium");
});
