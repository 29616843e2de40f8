import { describe, expect, test } from "vitest";

import { createPseudonyms } from "./pseudonyms";
import { redactFacts, redactSentence } from "./redact-facts";
import { redactMessage } from "./redact-message";

const account = {
  server: "wss://pbx.example.com:8089/ws",
  domain: "pbx.example.com",
  extension: "1001",
};

function pseudonyms(key = "a key") {
  const made = createPseudonyms(key);
  made.setOwn(account);
  return made;
}

const redact = (text: string): string => redactMessage(text, pseudonyms()).text;

const invite = [
  "INVITE sip:0401234567@pbx.example.com SIP/2.0",
  "Via: SIP/2.0/WSS 9f8a7b6c5d4e.invalid;branch=z9hG4bK7654321",
  'From: "Aino Virtanen" <sip:1001@pbx.example.com>;tag=ab12cd34',
  "To: <sip:0401234567@pbx.example.com>",
  "CSeq: 17 INVITE",
  "Call-ID: 2b7e4c1aq9xk3m5n7p8r",
  "Max-Forwards: 70",
  "Contact: <sip:q1w2e3r4@9f8a7b6c5d4e.invalid;transport=ws;ob>",
  'Authorization: Digest algorithm=SHA-256, username="1001", realm="asterisk", nonce="1764/abcdef0123456789", uri="sip:0401234567@pbx.example.com", response="00112233445566778899aabbccddeeff", opaque="0a0b0c0d", qop=auth, cnonce="feedfacecafe", nc=00000001',
  "Allow: ACK,CANCEL,INVITE,MESSAGE,BYE,OPTIONS,INFO,NOTIFY,REFER",
  "Supported: replaces, outbound",
  "User-Agent: Hamsa digium",
  "Content-Type: application/sdp",
  "Content-Length: 900",
  "",
  "v=0",
  "o=- 6138843231234567890 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "a=msid-semantic: WMS",
  "m=audio 50123 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126",
  "c=IN IP4 192.168.1.23",
  "a=rtcp:9 IN IP4 0.0.0.0",
  "a=candidate:842163049 1 udp 2122260223 192.168.1.23 50123 typ host generation 0 network-id 1",
  "a=candidate:842163049 1 udp 2122260223 5f3c4d2e-1111-2222-3333-444455556666.local 50124 typ host",
  "a=candidate:1 1 udp 1677729535 203.0.113.9 61234 typ srflx raddr 192.168.1.23 rport 50123",
  "a=ice-ufrag:gq7A",
  "a=ice-pwd:zJ4u7nUoKm0dC2bY8sQ1wXeR",
  "a=fingerprint:sha-256 AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99",
  "a=setup:actpass",
  "a=mid:0",
  "a=sendrecv",
  "a=rtcp-mux",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:126 telephone-event/8000",
  "a=fmtp:126 0-16",
  "a=ssrc:1234567890 cname:mariavirtanen",
].join("\r\n");

test("a message tells what went on, and nothing of whom", () => {
  expect(redact(invite).split("\n")).toEqual([
    expect.stringMatching(/^INVITE sip:n-[a-z]{6}@pbx\.example\.com SIP\/2\.0$/),
    expect.stringMatching(/^Via: SIP\/2\.0\/WSS \[invalid\];branch=b-[a-z]{6}$/),
    expect.stringMatching(/^From: "…" <sip:me@pbx\.example\.com>;tag=t-[a-z]{6}$/),
    expect.stringMatching(/^To: <sip:n-[a-z]{6}@pbx\.example\.com>$/),
    "CSeq: 17 INVITE",
    expect.stringMatching(/^Call-ID: c-[a-z]{6} \(begins with 2b7e4c1a\)$/),
    "Max-Forwards: 70",
    expect.stringMatching(/^Contact: <sip:u-[a-z]{6}@\[invalid\];transport=ws;ob>$/),
    "Authorization: Digest algorithm=SHA-256, username=me, realm=…, nonce=…, uri=…, response=…, opaque=…, qop=auth, cnonce=…, nc=00000001",
    "Allow: ACK, CANCEL, INVITE, MESSAGE, BYE, OPTIONS, INFO, NOTIFY, REFER",
    "Supported: replaces, outbound",
    "User-Agent: Hamsa digium",
    "Content-Type: application/sdp",
    "Content-Length: 900",
    "",
    "v=0",
    "o=- … … IN IP4 [loopback]",
    "s=…",
    "t=0 0",
    "a=group:BUNDLE 0",
    "a=msid-semantic:…",
    "m=audio 50123 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126",
    "c=IN IP4 [private]",
    "a=rtcp:9 IN IP4 [unspecified]",
    "a=candidate:… 1 udp … [private] 50123 typ host",
    "a=candidate:… 1 udp … [mdns] 50124 typ host",
    "a=candidate:… 1 udp … [public] 61234 typ srflx raddr [private] rport 50123",
    "a=ice-ufrag:…",
    "a=ice-pwd:…",
    "a=fingerprint:…",
    "a=setup:actpass",
    "a=mid:0",
    "a=sendrecv",
    "a=rtcp-mux",
    "a=rtpmap:111 opus/48000/2",
    "a=fmtp:111 minptime=10;useinbandfec=1",
    "a=rtpmap:126 telephone-event/8000",
    "a=fmtp:126 0-16",
    "a=ssrc:…",
  ]);
});

test("a request, its answers and its ACK are found by their tokens", () => {
  const made = pseudonyms();
  const request = redactMessage(invite, made);
  const answer = redactMessage(
    [
      "SIP/2.0 486 Maria is busy",
      "v: SIP/2.0/WSS 9f8a7b6c5d4e.invalid;received=10.0.0.7;branch=z9hG4bK7654321",
      "cseq: 17 INVITE",
      "i: 2b7e4c1aq9xk3m5n7p8r",
      "",
      "",
    ].join("\n"),
    made,
  );
  expect(request).toMatchObject({ method: "INVITE", status: null, label: "INVITE" });
  expect(answer).toMatchObject({ method: "INVITE", status: 486, label: "486 Busy Here" });
  expect(answer.transaction).toBe(request.transaction);
  expect(answer.call).toBe(request.call);
  expect(answer.text).toContain("received=[private]");
});

test.each([
  ["0b5f1c9e-0000-4000-8000-000000000001", "0b5f1c9e"],
  ["2b7e4c1aq9xk3m5n7p8r", "2b7e4c1a"],
  ["ab401234567cdefghijkl", null],
  ["mariavirtanen4711abcd", null],
  ["04012345-6789-4000-8000-000000000001", null],
  ["2b7e4c1a@10.0.0.1", null],
])("of the Call-ID %s is told how it begins: %s", (id, begins) => {
  const told = redact(`BYE sip:a SIP/2.0\r\nCall-ID: ${id}\r\n\r\n`).split("\n")[1];
  const beginning = begins === null ? "" : ` \\(begins with ${begins}\\)`;
  expect(told).toMatch(new RegExp(`^Call-ID: c-[a-z]{6}${beginning}$`));
});

test("one number has one pseudonym however it is written, and another key gives another", () => {
  const { user } = pseudonyms();
  const same = [
    "+358401234567",
    "%2B358401234567",
    "+358-40-123 4567",
    "+358401234567;phone-context=x",
    "%252b358401234567",
    "+٣٥٨٤٠١٢٣٤٥٦٧",
  ];
  expect(new Set(same.map(user)).size).toBe(1);
  expect(user("+358401234568")).not.toBe(user("+358401234567"));
  expect(pseudonyms("another key").user("+358401234567")).not.toBe(user("+358401234567"));
  expect(user("+358401234567")).toMatch(/^\+n-[a-z]{6}$/);
  expect(user("1001")).toBe("me");
  expect(user("1002")).toMatch(/^n-/);
  expect(user("Maria")).toBe(user("maria"));
});

test.each([
  ["127.0.0.1", "[loopback]"],
  ["192.168.0.1", "[private]"],
  ["172.20.1.1", "[private]"],
  ["172.32.1.1", "[public]"],
  ["100.64.3.3", "[private]"],
  ["169.254.1.1", "[link-local]"],
  ["[::1]", "[loopback]"],
  ["fe80::1%eth0", "[link-local]"],
  ["fd12:3456::1", "[private]"],
  ["2001:db8::1", "[public]"],
  ["::ffff:10.0.0.1", "[private]"],
  ["abc.local", "[mdns]"],
  ["PBX.example.com", "pbx.example.com"],
  ["pbx.example.com.", "pbx.example.com"],
])("the host %s is told as %s", (host, told) => {
  expect(pseudonyms().host(host)).toBe(told);
});

test("a foreign host is not told, nor an own one that is named after a number", () => {
  const made = pseudonyms();
  expect(made.host("maria-laptop.example.org")).toMatch(/^\[host-[a-z]{6}\]$/);
  made.setOwn({ ...account, domain: "0401234567.provider.example" });
  expect(made.host("0401234567.provider.example")).toMatch(/^\[host-/);
});

describe("in a hostile message", () => {
  /** Whatever a phone system or whoever stands behind it can write, each with a number, a name or a secret in it. */
  const hostile: readonly (readonly [string, string])[] = [
    [
      "a folded header",
      'From: "Maria\r\n Virtanen"\r\n\t<sip:0401234567@pbx.example.com>\r\n ;tag=Virtanen',
    ],
    [
      "compact forms",
      "f: Maria Virtanen <sip:0401234567@x>\r\nt: sip:0401234567@x\r\nm: <tel:+358-40-123-4567>\r\ns: Maria",
    ],
    [
      "odd case and spaces",
      'fRoM  :   "Maria"<SIP:0401234567@X>;TAG=0401234567\r\nAUTHORIZATION: DIGEST Username="Maria", NONCE=zecretnonce,RESPONSE="zecretresponse"',
    ],
    ["percent escapes", "From: <sip:%30%34%30%31%32%33%34%35%36%37@pbx.example.com>;tag=1"],
    [
      "numbers in parameters",
      "To: <sip:x@pbx.example.com;phone=0401234567;user=0401234567;transport=0401234567?Replaces=0401234567>;x=0401234567",
    ],
    [
      "a name with brackets and escapes",
      'From: "Ma\\"ria <sip:me@x> Virtanen, \\\\" <sip:0401234567@x>',
    ],
    ["a quotation without an end", 'From: "Maria Virtanen <sip:0401234567@x>;tag=1'],
    ["brackets without an end", "From: Maria <sip:0401234567@x;tag=Virtanen"],
    [
      "several addresses",
      'P-Asserted-Identity: "Maria" <sip:0401234567@x>, <tel:0401234567>\r\nDiversion: <sip:0401234567@x>;reason="Maria"',
    ],
    [
      "identity headers",
      'Remote-Party-ID: "Maria" <sip:0401234567@x>;party=Maria;screen=0401234567\r\nX-Customer-Maria: 0401234567\r\nX-Transfer-Note: Maria%20Virtanen\r\nCall-Info: <http://crm/0401234567>\r\nSubject: Maria',
    ],
    [
      "words where there should be others",
      'Allow: Maria, 0401234567\r\nSupported: Maria\r\nEvent: Maria;id=0401234567\r\nReason: Q.850;cause=0401234567;text="Maria"\r\nWarning: 399 x "Maria 0401234567"\r\nContent-Type: text/plain;charset=Maria',
    ],
    [
      "numbers where there should be others",
      "CSeq: 0401234567 Maria\r\nMax-Forwards: 0401234567\r\nExpires: 0401234567;Maria=0401234567\r\nContent-Length: 0401234567\r\nRetry-After: 5 (Maria)\r\nX-Queue-Wait: 0401234567",
    ],
    [
      "identifiers",
      "Call-ID: 0401234567@10.1.2.3\r\nVia: SIP/2.0/Maria 0401234567;branch=z9hG4bK0401234567;received=0401234567;rport=0401234567\r\nReplaces: 0401234567;to-tag=Maria;from-tag=0401234567",
    ],
    [
      "products",
      "User-Agent: Maria Virtanen 0401234567\r\nServer: Asterisk PBX Maria/0401234567 (Virtanen)",
    ],
    [
      "a digest with a quotation in it",
      'Proxy-Authorization: Digest realm="Maria, nonce=\\"zecretnonce", response=zecretresponse, cnonce = "zecretcnonce" , opaque="zecretopaque",maria=0401234567\r\nWWW-Authenticate: Basic zecretresponse',
    ],
    [
      "lines that are no headers",
      "Maria Virtanen 0401234567\r\n: 0401234567\r\nMaria\r\n  0401234567",
    ],
    [
      "hosts",
      "Contact: <sip:me@0401234567>\r\nRoute: <sip:0401234567.maria.example;lr>\r\nRecord-Route: <sip:[Maria]:0401234567;lr>",
    ],
    ["lone ends of line", "From: Maria <sip:0401234567@x>\rTo: Maria\nX: Maria"],
    [
      "other schemes",
      "Contact: <mailto:maria@virtanen.fi>, <http://0401234567/maria>, <data:text/plain,Maria>\r\nRefer-To: <urn:maria:0401234567>",
    ],
    ["Arabic digits", "From: <sip:٠٤٠١٢٣٤٥٦٧@x>\r\nTo: ٠٤٠١٢٣٤٥٦٧"],
    ["a very long value", `From: ${'"'.repeat(30_000)}Maria <sip:0401234567@x>`],
  ];

  const bodies: readonly (readonly [string, string])[] = [
    [
      "application/sdp",
      "v=0\r\no=Maria 0401234567 2 IN IP4 10.1.2.3\r\ns=Maria\r\ni=Maria\r\nu=http://maria\r\ne=maria@virtanen\r\np=+358 40 1234567\r\nc=IN IP4 10.1.2.3/0401234567\r\nt=0401234567 0\r\nk=clear:zecretkey\r\nb=AS:0401234567\r\nm=audio 0401234567 RTP/AVP Maria\r\nm=Maria 9 RTP/AVP 0\r\na=crypto:1 AES_CM_128 inline:zecretkey\r\nA=ICE-PWD:zecretpwd\r\na=ice-pwd:zecretpwd\r\na=ICE-PWD:zecretpwd\r\na=ice-ufrag:zecretufrag\r\na=fingerprint:sha-1 zecretprint\r\na=maria:0401234567\r\na=fmtp:111 maria=0401234567;minptime=Maria;ptime=0401234567\r\na=fmtp:Maria\r\na=rtpmap:111 Maria/0401234567\r\na=candidate:Maria 1 udp 0401234567 10.1.2.3 9 typ host ufrag zecretufrag\r\na=candidate:1 1 udp 1 maria.local 9 typ Maria\r\na=rtcp:0401234567 IN IP4 10.1.2.3\r\na=rtcp-fb:Maria x\r\na=rtcp-fb:* Maria\r\na=rtpmap:0 Maria/8000\r\na=extmap:1 http://maria\r\na=ssrc:0401234567 cname:Maria\r\na=mid:Maria\r\na=sendrecv Maria\r\nMaria 0401234567",
    ],
    ["application/sdp", "Maria 0401234567"],
    ["application/sdp;x=Maria", "v=0\nMaria 0401234567\n a=ice-pwd:zecretpwd"],
    ["text/plain", "v=0\r\nMaria Virtanen, 0401234567"],
    [
      "application/dialog-info+xml",
      '<dialog-info entity="sip:0401234567@x"><dialog><state event="Maria">confirmed</state><state>Maria</state><remote><identity display="Maria">sip:0401234567@x</identity></remote></dialog></dialog-info>',
    ],
    [
      "application/pidf+xml",
      '<presence entity="Maria"><status><basic>open</basic><basic>Maria</basic></status><note>Maria 0401234567</note></presence>',
    ],
    ["message/sipfrag", "SIP/2.0 486 Maria\r\nTo: <sip:0401234567@x>"],
    ["message/sipfrag;version=2.0", "Maria 0401234567"],
    ["application/dtmf-relay", "Signal=0401234567\r\nDuration=160"],
    [
      "multipart/mixed;boundary=Maria",
      "--Maria\r\nContent-Type: application/sdp\r\n\r\nv=0\r\na=ice-pwd:zecretpwd",
    ],
    ["", "Maria 0401234567"],
  ];

  const starts = [
    "INVITE sip:0401234567@pbx.example.com;maria=0401234567 SIP/2.0",
    "INVITE tel:+358401234567;phone-context=Maria SIP/2.0",
    "MARIA sip:0401234567@x SIP/2.0",
    "INVITE 0401234567 Maria SIP/2.0",
    "SIP/2.0 180 Maria 0401234567",
    "SIP/2.0 0401234567 Maria",
    "Maria 0401234567",
    "",
  ];

  /** Read as somebody would who looks for it: letters and digits alone. */
  function find(text: string): readonly string[] {
    let plain = text;
    try {
      plain = decodeURIComponent(text);
    } catch {
      // It stays as it is.
    }
    const squeezed = plain.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
    return ["401234567", "٠١٢٣٤٥٦٧", "maria", "virtanen", "zecret", "10123", "crm"].filter(
      (secret) => squeezed.includes(secret),
    );
  }

  const messages = hostile.flatMap(([name, headers]) =>
    starts.flatMap((start) =>
      bodies.map(
        ([type, body]) =>
          [
            `${name}, ${start.slice(0, 20)}, ${type}`,
            `${start}\r\n${headers}\r\nContent-Type: ${type}\r\n\r\n${body}`,
          ] as const,
      ),
    ),
  );

  test("no number, name, address or secret is left", () => {
    for (const [name, message] of messages) {
      expect(find(message), `planted: ${name}`).not.toEqual([]);
      expect(find(JSON.stringify(redactMessage(message, pseudonyms()))), name).toEqual([]);
    }
  });

  /** The same numbers on every run. */
  function random(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
  }

  test("nothing is left either when it is cut, shuffled and damaged (5,000 of a fixed seed)", () => {
    const next = random(7);
    const scraps = [
      "\r\n",
      "\n",
      "\r",
      '"',
      "<",
      ">",
      ";",
      ",",
      ":",
      "@",
      "?",
      "\\",
      "%",
      "%3",
      " ",
      "\t",
      "\0",
      "sip:",
      "=",
      "v=0\r\n",
      "a=",
      "\u202e",
    ];
    for (let round = 0; round < 5_000; round += 1) {
      let message = messages[next(messages.length)]?.[1].slice(0, 6_000) ?? "";
      for (let damage = next(6); damage >= 0; damage -= 1) {
        const at = next(message.length);
        const scrap = scraps[next(scraps.length)] ?? "";
        // Not into the middle of what is looked for: half a name is not found any more.
        const space = message.slice(at).search(/[\s;,:<>"@=]/);
        const edge = space === -1 ? message.length : at + space;
        const gone = next(4) === 0 ? next(12) : 0;
        message = message.slice(0, edge) + scrap + message.slice(edge + gone);
      }
      expect(find(JSON.stringify(redactMessage(message, pseudonyms()))), message).toEqual([]);
    }
  });

  test("a message of a megabyte made to be slow is done with at once", () => {
    for (const unit of ['"', "<", " ", ";", ",", "a=", "\r\n ", "%25", '\\"', "f:", "=", "1 "]) {
      const long = unit.repeat(1_000_000 / unit.length);
      for (const message of [
        long,
        `INVITE ${long} SIP/2.0`,
        `INVITE sip:a SIP/2.0\r\nf: ${long}\r\n\r\n`,
        `SIP/2.0 200 OK\r\nc: application/sdp\r\n\r\nv=0\r\na=candidate:${long}`,
      ]) {
        const startedAt = performance.now();
        redactMessage(message, pseudonyms());
        expect(performance.now() - startedAt, `${unit} ${message.slice(0, 20)}`).toBeLessThan(400);
      }
    }
  });
});

describe("facts", () => {
  const { setOwn, ...rest } = pseudonyms();
  const made = { setOwn, ...rest };

  test("stay when they are codes, spans, flags, versions or phone systems", () => {
    const facts = {
      phase: "recovering",
      attempt: 2,
      waits: true,
      none: null,
      version: "0.1.0",
      product: "Asterisk PBX 22.5.0",
      build: "page-facts-DTnzwI1s",
    };
    expect(redactFacts(facts, made)).toEqual(facts);
  });

  test("go when they could be anything else", () => {
    const facts = {
      number: "0401234567",
      name: "Maria Virtanen",
      great: 358401234567,
      list: ["Maria"],
      address: "10.0.0.1",
      inner: { name: "Maria" },
      url: "wss://maria",
      "0401234567": 1,
      n401234567: 1,
    };
    expect(redactFacts(facts, made)).toEqual({
      number: "…",
      name: "…",
      great: "…",
      list: "…",
      address: "…",
      inner: "…",
      url: "…",
    });
  });

  test("of an error stay its name and where it came through, not what it says", () => {
    const error = new TypeError("Maria 0401234567");
    error.stack =
      "TypeError: Maria 0401234567\n    at call (https://phone.maria.fi/assets/index-a1B2.js:1:2345)\n    at https://x/assets/calls.js?v=1:2:3";
    expect(redactFacts({ error }, made)).toEqual({
      error: "TypeError",
      where: "index-a1B2.js:1:2345 calls.js:2:3",
    });
    expect(redactFacts({ error: "TypeError: Maria" }, made)).toEqual({ error: "TypeError" });
    expect(redactFacts({ error: "PhoneError: storageFull" }, made)).toEqual({
      error: "storageFull",
    });
    expect(redactFacts({ error: "Maria" }, made)).toEqual({ error: "…" });
  });

  test("of hosts stays the phone system's own", () => {
    expect(redactFacts({ host: "pbx.example.com" }, made)).toEqual({ host: "pbx.example.com" });
    expect(redactFacts({ host: "10.0.0.1" }, made)).toEqual({ host: "[private]" });
    expect(redactFacts({ host: "maria" }, made)["host"]).toMatch(/^\[host-/);
  });

  test("ids become tokens", () => {
    expect(redactFacts({ call: "abc", dialog: "2b7e4c1aq9xk3m5n7p8r" }, made)).toEqual({
      call: expect.stringMatching(/^k-[a-z]{6}$/),
      dialog: made.id("c", "2b7e4c1aq9xk3m5n7p8r"),
    });
  });

  test("a sentence of the log stays unless something was put into it", () => {
    expect(redactSentence("a call could not be saved")).toBe("a call could not be saved");
    expect(redactSentence("no answer from 0401234567")).toBe("…");
    expect(redactSentence('no answer from "Maria"')).toBe("…");
  });
});
