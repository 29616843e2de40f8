import { describe, expect, test } from "vitest";

import { readDialogInfo } from "./read-dialog-info";
import { readPresence } from "./read-presence";
import { readRights } from "./read-rights";

const dialogInfo = (dialogs: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="sip:1002@127.0.0.1">
${dialogs}
</dialog-info>`;

/** As Asterisk 22.10.1 wrote it. */
const ringing = `<dialog id="1002" direction="recipient">
  <remote>
   <identity display="Sara &amp; Nasser">sip:1003@127.0.0.1</identity>
   <target uri="sip:1003@127.0.0.1" />
  </remote>
  <local>
   <identity display="Omar Haddad">sip:1002@127.0.0.1</identity>
   <target uri="sip:1002@127.0.0.1" />
  </local>
  <state>early</state>
 </dialog>`;

describe("dialog-info", () => {
  test.each([
    ["nobody", "", { state: "idle", caller: null }],
    [
      "idle",
      '<dialog id="1002"><state>terminated</state></dialog>',
      { state: "idle", caller: null },
    ],
    [
      "in a call",
      '<dialog id="1002"><state>confirmed</state></dialog>',
      { state: "busy", caller: null },
    ],
    ["ringing", ringing, { state: "ringing", caller: { number: "1003", name: "Sara & Nasser" } }],
    [
      "dialling: it rings elsewhere",
      ringing.replace("recipient", "initiator"),
      { state: "busy", caller: null },
    ],
    [
      "in a call while another one rings",
      `<dialog id="a"><state>confirmed</state></dialog>${ringing}`,
      { state: "ringing", caller: { number: "1003", name: "Sara & Nasser" } },
    ],
    [
      "a caller who calls himself something evil",
      ringing.replace("Sara &amp; Nasser", "\u202Eevil&#10;x").replace("1003@", "10%3Cb%3E03@"),
      { state: "ringing", caller: { number: "10b03", name: "evil x" } },
    ],
    ["nonsense", "<dialog><<<", { state: "idle", caller: null }],
  ])("%s", (_, dialogs, reading) => {
    expect(readDialogInfo(dialogInfo(dialogs))).toEqual(reading);
  });
});

const pidf = (note: string, basic: string, own: string): string =>
  `<presence entity="sip:1002@127.0.0.1" xmlns="urn:ietf:params:xml:ns:pidf">
 <note>${note}</note>
 <tuple id="1002"><status><basic>${basic}</basic></status><contact priority="1">sip:1001@127.0.0.1</contact></tuple>
 <tuple id="digium-presence"><status>${own}</status></tuple>
</presence>`;

describe("presence", () => {
  test.each([
    [pidf("Ready", "open", '<digium_presence type="not_set" />'), true, "ready", null, ""],
    [pidf("Unavailable", "closed", ""), false, "unavailable", null, ""],
    [
      pidf(
        "Ready",
        "open",
        '<digium_presence type="away" subtype="pause">lunch &amp; rest</digium_presence>',
      ),
      true,
      "ready",
      "away",
      "lunch & rest",
    ],
    ["", true, "", null, ""],
  ])("%s", (xml, isReachable, note, type, text) => {
    expect(readPresence(xml)).toEqual({ isReachable, note, type, text });
  });
});

test.each([
  ["role=supervisor over=all tell=whispered journal=1", "all"],
  ["role=supervisor over=1001,1002 tell=never journal=0", ["1001", "1002"]],
  ["role=agent over=- tell=always journal=1", []],
  ["role=supervisor over=1001,<script>,%20,,1002", ["1001", "1002"]],
  ["over=all", null],
  ["UNKNOWN", null],
  ["", null],
])("rights: %s", (answer, over) => {
  expect(readRights(answer)?.over ?? null).toEqual(over);
});
