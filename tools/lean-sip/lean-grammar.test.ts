import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

import { NameAddrHeader, URI } from "sip.js";
import { describe, expect, test } from "vitest";

import { leanGrammar } from "./lean-grammar";

const published = readFileSync(
  new URL("../../node_modules/sip.js/lib/grammar/pegjs/dist/grammar.js", import.meta.url),
  "utf8",
);

type Parse = (input: string, options: { startRule: string; data?: unknown }) => unknown;

function load(grammar: string): Parse {
  const body = grammar.replaceAll(/^import .*$/gm, "").replaceAll(/^export (?=class|const)/gm, "");
  const make = runInThisContext(`(NameAddrHeader, URI) => {${body}\nreturn parse;}`) as (
    ...classes: unknown[]
  ) => Parse;
  return make(NameAddrHeader, URI);
}

/** As `Grammar.parse` of sip.js asks. */
function read(parse: Parse, input: string, startRule: string): unknown {
  const options: { startRule: string; data?: unknown } = { startRule };
  try {
    parse(input, options);
  } catch {
    options.data = -1;
  }
  return options.data;
}

const names = [
  "<sip:1001@pbx.example>",
  '"Maria Virtanen" <sip:+358401234567@127.0.0.1:5060;transport=ws>;tag=abc123',
  "Maria Virtanen <sips:maria@pbx.example;user=phone;lr>;tag=1;x=2;expires=30",
  '"مَرِيَم \\" ;,<>" <sip:600@[2001:db8::1]:5061;method=INVITE;maddr=10.0.0.1;ttl=3>',
  "sip:anonymous@anonymous.invalid;tag=z",
  "<tel:+358401234567>",
  "<sip:a%40b:secret@host?Subject=x&Replaces=1%3Bto-tag>",
  '"unclosed <sip:1001@pbx.example>',
  "<sip:1001@pbx.example",
  "<script>alert(1)</script>",
  "*",
  "",
  " ",
  "\u0000\u00ff",
  `"${"a".repeat(3_000)}" <sip:1001@pbx.example>`,
];
const uris = [
  "sip:1001@pbx.example",
  "sip:pbx.example",
  "sips:%23500@192.0.2.1:5061;transport=wss;ob",
  "sip:+358401234567@host;user=phone;user=ip",
  "sip:@host",
  "mailto:maria@example.org",
  "sip:1001@pbx.example:99999999",
  "sip:مريم@pbx.example",
  "",
];
const others: readonly (readonly [string, readonly string[]])[] = [
  [
    "Via",
    [
      "SIP/2.0/WS abc.invalid;branch=z9hG4bK1;received=127.0.0.1;rport=5060",
      "SIP / 2.0 / WSS [2001:db8::1]:443 ;maddr=1.2.3.4;ttl=1;branch=x",
      "SIP/2.0/UDP",
      "Via",
    ],
  ],
  ["Contact", ["*", "<sip:a@b>;expires=60;q=0.7, <sip:c@d>;reg-id=1", "sip:a@b", "<sip:a@b"]],
  ["Record_Route", ["<sip:a@b;lr>", "<sip:a@b;lr>, <sip:c@d;lr;x=y>", "a"]],
  ["Refer_To", ["<sip:1002@b?Replaces=x%3Bto-tag%3D1>", "sip:1002@b", "<>"]],
  [
    "Request_Response",
    [
      "SIP/2.0 200 OK",
      "SIP/2.0 486 Busy Here, ميم",
      "SIP/2.0 9999 no",
      "INVITE sip:1001@pbx.example SIP/2.0",
      "INVITE  SIP/2.0",
    ],
  ],
  ["CSeq", ["1 INVITE", "4294967295 REGISTER", "x INVITE", "1"]],
  ["Call_ID", ["abc@host", "abc", "a b"]],
  ["Content_Length", ["0", "123", "-1"]],
  ["Content_Type", ["application/sdp", 'multipart/mixed;boundary="x y"', "application"]],
  ["Max_Forwards", ["70", "", "x"]],
  ["Event", ["dialog;id=7", "message-summary", ";"]],
  ["Subscription_State", ["active;expires=30", "terminated;reason=timeout;retry-after=3", ""]],
  ["Supported", ["outbound, replaces", "", "100rel"]],
  ["Require", ["100rel", "a,b", ","]],
  ["Session_Expires", ["90;refresher=uas", "90", "x"]],
  ["Min_SE", ["90", "x"]],
  ["Replaces", ["abc;to-tag=1;from-tag=2;early-only", "abc"]],
  ["host", ["pbx.example", "192.0.2.1", "[::1]", "a_b"]],
  [
    "WWW_Authenticate",
    ['Digest realm="a", nonce="b", qop="auth,auth-int", algorithm=MD5, stale=TRUE', "Basic x"],
  ],
  ["nothing of this name", ["x"]],
];

describe("the grammar of sip.js, made ready once, reads as the published one does", () => {
  const asPublished = load(published);
  const lean = load(leanGrammar(published));
  const texts = [
    ...names.map((text) => ["Name_Addr_Header", text] as const),
    ...uris.flatMap((text) => [["SIP_URI", text] as const, ["absoluteURI", text] as const]),
    ...others.flatMap(([rule, of]) => of.map((text) => [rule, text] as const)),
  ];

  test.each(texts)("%s: %s", (rule, text) => {
    const expected = read(asPublished, text, rule);
    expect(read(lean, text, rule)).toEqual(expected);
    // And again: nothing is left of what was read before.
    expect(read(lean, text, rule)).toEqual(expected);
  });

  test("some of the texts are read, and some refused", () => {
    const found = texts.map(([rule, text]) => read(lean, text, rule));
    expect(found.filter((data) => data === -1).length).toBeGreaterThan(15);
    expect(found.filter((data) => data !== -1).length).toBeGreaterThan(40);
  });

  test("another grammar is refused", () => {
    expect(() => leanGrammar(published.replace("peg$parse(", "parse("))).toThrow(/sip\.js/);
  });
});
