import { Grammar } from "sip.js";
import { describe, expect, test } from "vitest";

import { chooseDialect } from "@/phone/dialects";
import { asterisk } from "@/phone/dialects/asterisk";
import { embedded } from "@/phone/dialects/embedded";
import { freeswitch } from "@/phone/dialects/freeswitch";
import { generic } from "@/phone/dialects/generic";
import { kamailio } from "@/phone/dialects/kamailio";

import { readBye, readCancel, readReasons, readRefusal } from "./end-reason";
import { readIdentity } from "./read-headers";
import { choosePauseMs } from "./reinvite";
import { readTransferNews } from "./transfer";

describe("why an outgoing call was refused", () => {
  test.each([
    [486, [], "busy"],
    [600, [], "busy"],
    [603, [], "declinedThere"],
    [404, [], "unknownNumber"],
    [484, [], "unknownNumber"],
    [403, [], "forbidden"],
    [480, [], "unavailable"],
    [480, ["Q.850;cause=19"], "noAnswer"],
    [480, ['Q.850;cause=20;text="Subscriber absent"'], "unavailable"],
    [408, [], "noAnswer"],
    [487, [], "noAnswer"],
    [503, [], "serverError"],
    [500, ['SIP;cause=500;text="x", Q.850;cause=17'], "busy"],
    [403, ["Q.850;cause=21"], "forbidden"],
    [488, [], "failed"],
    [999, ["nonsense", ";;;", "Q.850;cause=notanumber"], "failed"],
  ])("%i %j is %s", (status, headers, reason) => {
    expect(readRefusal(status, readReasons(headers))).toBe(reason);
  });
});

test("a call that a colleague took is not a missed call", () => {
  expect(readCancel(readReasons(['SIP;cause=200;text="Call completed elsewhere"']))).toBe(
    "answeredElsewhere",
  );
  expect(readCancel(readReasons(["Q.850;cause=26"]))).toBe("answeredElsewhere");
  expect(readCancel(readReasons(["Q.850;cause=127"]))).toBe("missed");
  expect(readCancel([])).toBe("missed");
});

test("a hang-up and a broken line are told apart", () => {
  expect(readBye(readReasons(["Q.850;cause=16"]))).toBe("hungUpThere");
  expect(readBye([])).toBe("hungUpThere");
  expect(readBye(readReasons(["Q.850;cause=38"]))).toBe("connectionLost");
});

describe("who calls", () => {
  function message(from: string, headers: Readonly<Record<string, string>> = {}) {
    const parsed = Grammar.nameAddrHeaderParse(from);
    if (parsed === undefined) throw new Error("not an address");
    return {
      from: parsed,
      getHeader: (name: string) => headers[name],
      getHeaders: (name: string) => [headers[name] ?? ""],
    };
  }
  test.each([
    ['"Maria" <sip:0401234567@pbx>', {}, { number: "0401234567", display: "Maria" }],
    ["<sip:+358401234567@pbx>", {}, { number: "+358401234567", display: null }],
    [
      String.raw`"Aino \"Ninni\" \\ Oy" <sip:1@pbx>`,
      {},
      { number: "1", display: String.raw`Aino "Ninni" \ Oy` },
    ],
    ['"1002" <sip:1002@pbx>', {}, { number: "1002", display: null }],
    ['"Anonymous" <sip:anonymous@anonymous.invalid>', {}, { number: "", display: null }],
    [
      "<sip:trunk@pbx>",
      { "P-Asserted-Identity": '"Omar" <sip:1002@pbx>' },
      { number: "1002", display: "Omar" },
    ],
    [
      "<sip:1002@pbx>",
      { "P-Asserted-Identity": "nonsense <<<" },
      { number: "1002", display: null },
    ],
    ['"\u202Eevil" <sip:1%3Cscript%3E2@pbx>', {}, { number: "1script2", display: "evil" }],
  ])("%s %j", (from, headers, identity) => {
    expect(readIdentity(message(from, headers))).toEqual(identity);
  });

  test("a name of ten kilobytes is a short name", () => {
    const identity = readIdentity(message(`"${"A".repeat(10_000)}" <sip:1@pbx>`));
    expect(identity.display?.length).toBeLessThanOrEqual(80);
  });
});

describe("where a call comes from", () => {
  const origin = (headers: Readonly<Record<string, string>>) =>
    generic.readOrigin((name) => headers[name] ?? null);

  test("a queue call brings its queue, its waiting time and the call's id", () => {
    expect(
      origin({
        "X-Queue": "support",
        "X-Queue-Label": "Tuki",
        "X-Queue-Wait": "42",
        "X-Call-UUID": "ab-12",
      }),
    ).toEqual({
      kind: "queue",
      queue: "support",
      queueLabel: "Tuki",
      waitedSeconds: 42,
      callUuid: "ab-12",
      transferredBy: null,
      transferNote: null,
      divertedFrom: null,
      returnedFrom: null,
      returnedFromSlot: null,
      tookFrom: null,
      menuChoice: null,
      autoAnswerSeconds: null,
    });
  });

  test.each([
    ['"Aino Virtanen" <1001>', "Aino Virtanen"],
    ["<1001>", "1001"],
    [String.raw`"A \"b\" c" <1001>`, 'A "b" c'],
  ])("X-Transferred-By %s is %s, whatever Referred-By says", (header, name) => {
    const headers = { "X-Transferred-By": header, "Referred-By": "<sip:9@pbx>" };
    expect(origin(headers).transferredBy).toBe(name);
  });

  test.each([
    ['"Omar Haddad" <sip:1002@pbx>;reason=unknown', "Omar Haddad"],
    ["<sip:1002@pbx>;reason=user-busy,<sip:1003@pbx>", "1002"],
    ["garbage", null],
  ])("Diversion %s is %s", (header, name) => {
    expect(origin({ Diversion: header }).divertedFrom).toBe(name);
  });

  test.each([
    ["wants%20a%20refund%2C%20%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", "wants a refund, مرحبا"],
    ["two%0Alines%00", "two lines"],
    ["evil%E2%80%AEtxt", "eviltxt"],
    ["%", null],
    ["%20", null],
    ["a".repeat(5_000), "a".repeat(300)],
  ])("a note of %s reads %s", (header, note) => {
    expect(origin({ "X-Transfer-Note": header }).transferNote).toBe(note);
  });

  test("only Asterisk and its like bring a parked call back", () => {
    const header = (name: string) => ({ "X-Parked": "702" })[name] ?? null;
    expect(asterisk.readOrigin(header).returnedFromSlot).toBe("702");
    expect(generic.readOrigin(header).returnedFromSlot).toBeNull();
  });

  test.each([
    ['"Omar Haddad" <sip:1002@pbx>', "Omar Haddad"],
    ["<sip:1002@pbx>", "1002"],
    ["Omar <sip:1002@pbx>", "Omar"],
    ["", null],
  ])("Referred-By %s is %s", (header, name) => {
    expect(origin({ "Referred-By": header }).transferredBy).toBe(name);
  });

  test.each([
    [{ "Call-Info": "<sip:localhost>;answer-after=0" }, 0],
    [{ "Call-Info": "<sip:localhost>; Answer-After = 5" }, 5],
    [{ "Alert-Info": "<http://localhost>;info=alert-autoanswer;delay=0" }, 0],
    [{ "Alert-Info": "<http://localhost>;info=alert-internal" }, null],
    [{ "Call-Info": "<sip:x>;answer-after=999999999" }, null],
    [{ "Call-Info": "x".repeat(100_000) }, null],
  ])("%j asks to be answered after %s s", (headers: Record<string, string>, seconds) => {
    expect(origin(headers).autoAnswerSeconds).toBe(seconds);
  });

  test.each(["-1", "1e9", "abc", "99999999"])("a waiting time of %s is none", (text) => {
    expect(origin({ "X-Queue-Wait": text }).waitedSeconds).toBeNull();
  });
});

test.each([
  ["auto", "Hamsa-Switch/0.1", "embedded"],
  ["auto", "Asterisk PBX 22.10.1", "asterisk"],
  ["auto", "Asterisk", "asterisk"],
  ["auto", "FPBX-17.0.19(22.1.0)", "asterisk"],
  ["auto", "FreeSWITCH-mod_sofia/1.10.12-release", "freeswitch"],
  ["auto", "kamailio (5.6.3 (x86_64/linux))", "kamailio"],
  ["auto", "Asteriskoid", "generic"],
  ["auto", null, "generic"],
  ["generic", "Hamsa-Switch/0.1", "generic"],
  ["embedded", null, "embedded"],
] as const)("configured %s, header %s: %s", (configured, header, name) => {
  expect(chooseDialect(configured, header).name).toBe(name);
});

test("only a phone system that answers every INVITE itself may play early media", () => {
  const call = { number: "603", direction: "out" } as const;
  expect(embedded.earlyMedia(call)).toBe(true);
  expect(asterisk.earlyMedia(call)).toBe(true);
  expect(freeswitch.earlyMedia(call)).toBe(true);
  expect(kamailio.earlyMedia(call)).toBe(false);
  expect(generic.earlyMedia(call)).toBe(false);
});

test.each([
  ["SIP/2.0 100 Trying\r\n", "active;expires=60", null],
  ["SIP/2.0 180 Ringing", "active", { kind: "progress", status: 180 }],
  ["SIP/2.0 200 OK", "terminated;reason=noresource", { kind: "success" }],
  ["SIP/2.0 486 Busy Here", "terminated;reason=noresource", { kind: "failure", status: 486 }],
  ["", "terminated;reason=timeout", { kind: "unknown" }],
  ["garbage", "active", null],
  ["garbage", null, null],
])("NOTIFY %j, %j", (body, state, news) => {
  expect(readTransferNews(body, state)).toEqual(news);
});

test("after glare the owner of the Call-ID waits 2.1 to 4 s, the other at most 2 s (RFC 3261 14.1)", () => {
  expect([choosePauseMs(true, 0), choosePauseMs(true, 1)]).toEqual([2_100, 4_000]);
  expect([choosePauseMs(false, 0), choosePauseMs(false, 1)]).toEqual([0, 2_000]);
});
