import { expect, test } from "vitest";

import { dialogInfo, type DialogFacts } from "./dialog-info";

const watched = { number: "1002", name: "Omar Haddad" };
const sara = { number: "1003", name: "Sara Nasser" };

/** As Asterisk 22.10.1 has it. */
const ringing = `<?xml version="1.0" encoding="UTF-8"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="sip:1002@127.0.0.1">
 <dialog id="1002" direction="recipient">
  <remote>
   <identity display="Sara Nasser">sip:1003@127.0.0.1</identity>
   <target uri="sip:1003@127.0.0.1" />
  </remote>
  <local>
   <identity display="Omar Haddad">sip:1002@127.0.0.1</identity>
   <target uri="sip:1002@127.0.0.1" />
  </local>
  <state>early</state>
 </dialog>
</dialog-info>
`;

test.each(["ringing", "ringingInUse"] as const)("%s is word for word as in Asterisk", (state) => {
  expect(dialogInfo({ watched, state, caller: sara }, 1)).toBe(ringing);
});

test.each<[DialogFacts["state"], string]>([
  ["inUse", "confirmed"],
  ["idle", "terminated"],
  ["unavailable", "terminated"],
])("%s is %s and nothing else, whoever may call", (state, word) => {
  expect(dialogInfo({ watched, state, caller: sara }, 7)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="7" state="full" entity="sip:1002@127.0.0.1">
 <dialog id="1002">
  <state>${word}</state>
 </dialog>
</dialog-info>
`,
  );
});

test("who is on hold renders nothing", () => {
  const body = dialogInfo({ watched, state: "onHold", caller: null }, 0);
  expect(body).toContain("<state>confirmed</state>\n  <local>\n   <target uri=");
  expect(body).toContain('<param pname="+sip.rendering" pvalue="no" />');
});

test("a caller without a name has no display", () => {
  const caller = { number: "+358401234567", name: "" };
  const body = dialogInfo({ watched, state: "ringing", caller }, 0);
  expect(body).toContain("<identity>sip:+358401234567@127.0.0.1</identity>");
});

test("a hostile name stays within its quotes", () => {
  const name = "\"/><state>idle</state>\n\u0000<x a='&amp;\ud800";
  const body = dialogInfo({ watched, state: "ringing", caller: { number: "<1&", name } }, 0);
  expect(body).toContain(
    'display="&quot;/&gt;&lt;state&gt;idle&lt;/state&gt;&lt;x a=\'&amp;amp;">sip:&lt;1&amp;@127.0.0.1<',
  );
  expect(body.match(/<state>/g)).toHaveLength(1);
});
