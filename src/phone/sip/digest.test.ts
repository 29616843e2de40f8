import { createHash } from "node:crypto";

import { type Core, Grammar } from "sip.js";
import { describe, expect, test } from "vitest";

import { signedInPhone, type TestPhone, testPhone } from "@/testing/test-phone";

import { type Challenge, isAnswerable, keepStrongestChallenge } from "./challenge";
import { answerChallenge, createDigest } from "./digest";

/** RFC 7616 section 3.9.1. */
const mufasa = {
  username: "Mufasa",
  password: "Circle of Life",
  method: "GET",
  uri: "/dir/index.html",
  count: 1,
  cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
};
const nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
const realm = "http-auth@example.org";

const field = (header: string | null, name: string): string =>
  new RegExp(`\\b${name}="?((?:[^",\\\\]|\\\\.)*)"?`).exec(header ?? "")?.[1] ?? "";

describe("an answer to a challenge", () => {
  const sha512 = (text: string) => createHash("sha512-256").update(text).digest("hex");
  test.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
    [
      // Another implementation says.
      "SHA-512-256",
      sha512(
        [
          sha512(`Mufasa:${realm}:Circle of Life`),
          nonce,
          "00000001",
          mufasa.cnonce,
          "auth",
          sha512("GET:/dir/index.html"),
        ].join(":"),
      ),
    ],
  ] as const)("with %s", (algorithm, response) => {
    const header = answerChallenge(
      { realm, nonce, algorithm, qop: ["auth"], opaque: "op" },
      mufasa,
    );
    expect(header).toBe(
      `Digest username="Mufasa", realm="${realm}", nonce="${nonce}", uri="/dir/index.html", algorithm=${algorithm}, ` +
        `response="${response}", opaque="op", qop=auth, nc=00000001, cnonce="${mufasa.cnonce}"`,
    );
  });

  test("without qop is that of RFC 2069", () => {
    const md5 = (text: string) => createHash("md5").update(text).digest("hex");
    const header = answerChallenge({ realm, nonce, algorithm: "MD5" }, mufasa);
    const ha1 = md5(`Mufasa:${realm}:Circle of Life`);
    expect(field(header, "response")).toBe(md5(`${ha1}:${nonce}:${md5("GET:/dir/index.html")}`));
    expect(header).not.toMatch(/qop|nc=|cnonce/);
  });

  test("hashes what quotes mean, and writes them escaped", () => {
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    const challenge = {
      realm: String.raw`a \"pbx\"`,
      nonce: String.raw`n\\1`,
      algorithm: "SHA-256",
      qop: ["auth"],
    } as const;
    const header = answerChallenge(challenge, { ...mufasa, username: 'Ä"\\', password: "ö" });
    expect(header).toContain(String.raw`username="Ä\"\\", realm="a \"pbx\"", nonce="n\\1"`);
    const ha1 = sha256(String.raw`Ä"\:a "pbx":ö`);
    const ha2 = sha256("GET:/dir/index.html");
    const parts = [ha1, String.raw`n\1`, "00000001", mufasa.cnonce, "auth", ha2];
    expect(field(header, "response")).toBe(sha256(parts.join(":")));
  });

  test.each([
    [{}],
    [{ realm, nonce }],
    [{ realm, nonce, algorithm: "SHA-3", qop: ["auth"] }],
    [{ realm, nonce, algorithm: "MD5-SESS", qop: ["auth"] }],
    [{ realm, nonce, algorithm: "MD5", qop: ["auth-int"] }],
    [{ realm, nonce, algorithm: "SHA-256" }],
    [{ realm: "", nonce, algorithm: "MD5" }],
    [{ realm, nonce: "", algorithm: "MD5" }],
  ])("to %j there is none", (challenge: Challenge) => {
    expect(isAnswerable(challenge)).toBe(false);
  });
});

test("requests that answer one nonce count on, each with a cnonce of its own", () => {
  const request = {
    method: "REGISTER",
    ruri: Grammar.URIParse("sip:pbx.test"),
  } as Core.OutgoingRequestMessage;
  const makeAnswer = createDigest("1001", "secret").factory;
  const answer = (challengeNonce: string): string => {
    const credentials = makeAnswer();
    const challenge = { realm, nonce: challengeNonce, algorithm: "MD5", qop: ["auth"] };
    expect(credentials.authenticate(request, challenge)).toBe(true);
    return credentials.toString();
  };
  const headers = ["a", "b", "a", "a", "b"].map(answer);
  expect(headers.map((header) => Number.parseInt(field(header, "nc"), 16))).toEqual([
    1, 1, 2, 3, 2,
  ]);
  expect(new Set(headers.map((header) => field(header, "cnonce"))).size).toBe(5);
  for (let count = 0; count < 50; count += 1) answer(`other-${count}`);
  expect(field(answer("a"), "nc")).toBe("00000001");
});

describe("a request that has not been challenged yet", () => {
  function ask() {
    const headers: string[] = [];
    const request = {
      method: "INVITE",
      ruri: Grammar.URIParse("sip:1002@pbx.test"),
      setHeader: (name: string, value: string) => void headers.push(`${name}: ${value}`),
    } as unknown as Core.OutgoingRequestMessage;
    return { headers, request };
  }
  const challenge = { realm, nonce: "n", algorithm: "MD5", qop: ["auth"] };

  test("answers the latest challenge, and counts on", () => {
    const made = createDigest("1001", "secret");
    const { headers, request } = ask();
    made.signAhead(request);
    expect(headers).toEqual([]);
    made.factory().authenticate(request, challenge);
    made.signAhead(request);
    made.signAhead(request);
    expect(headers.map((header) => field(header, "nc"))).toEqual(["00000002", "00000003"]);
    expect(headers[0]).toMatch(/^authorization: Digest .*uri="sip:1002@pbx.test"/);
  });

  test("does not answer one of another server", () => {
    const made = createDigest("1001", "secret");
    const { headers, request } = ask();
    made.factory().authenticate(request, challenge);
    made.forget();
    made.signAhead(request);
    expect(headers).toEqual([]);
  });
});

function refusal(status: string, ...challenges: readonly string[]): string {
  const lines = challenges.map((challenge) => `WWW-Authenticate: ${challenge}`);
  const head = [`SIP/2.0 ${status}`, "CSeq: 1 REGISTER", ...lines, "Content-Length: 4"];
  return `${head.join("\r\n")}\r\n\r\nbody`;
}

const digest = (algorithm: string, more = ""): string =>
  `Digest realm="pbx",nonce="n",qop="auth"${algorithm === "" ? "" : `,algorithm=${algorithm}`}${more}`;
const kept = (algorithm: string, more = 'qop="auth"'): string =>
  `Digest realm="pbx", nonce="n", algorithm=${algorithm}${more === "" ? "" : `, ${more}`}`;

describe("of the challenges of a refusal", () => {
  const challengesIn = (text: string) =>
    [...text.matchAll(/^(?:WWW|Proxy)-Authenticate: (.*)\r$/gim)].map(([, value]) => value);

  test.each([
    [[digest("MD5")], kept("MD5")],
    [[digest("")], kept("MD5")],
    [[digest("md5"), digest("sha-256")], kept("SHA-256")],
    [[digest("SHA-256"), digest("MD5")], kept("SHA-256")],
    [[digest('"Sha-256"'), digest("MD5")], kept("SHA-256")],
    [[digest("SHA-256"), digest("SHA-512-256"), digest("MD5")], kept("SHA-512-256")],
    [[digest("SHA-512-256-sess"), digest("SHA-3"), digest("MD5")], kept("MD5")],
    [['Basic realm="pbx"', digest("MD5")], kept("MD5")],
    [['Digest realm="pbx", nonce="n", algorithm=MD5'], kept("MD5", "")],
    [['Digest realm="pbx", nonce="n", algorithm=SHA-256', digest("MD5")], kept("MD5")],
    [['digest  REALM = "pbx" ,\r\n\tNonce="n",, qop=auth ,'], kept("MD5")],
    [
      ['Digest realm="pbx", nonce="n", qop="auth-int , auth", stale=TRUE, x=y'],
      kept("MD5", 'qop="auth", stale=true'),
    ],
    [
      ['Digest realm="pbx", nonce="n", qop="auth-int", algorithm=SHA-256', digest("MD5")],
      kept("MD5"),
    ],
    [[digest("MD5", ',opaque="a, \\"b\\""')], kept("MD5", 'opaque="a, \\"b\\"", qop="auth"')],
    [
      [digest("MD5", ',opaque="first"'), digest("MD5", ',opaque="second"')],
      kept("MD5", 'opaque="first", qop="auth"'),
    ],
  ])("%j the strongest is kept", (challenges, expected) => {
    const text = keepStrongestChallenge(refusal("401 Unauthorized", ...challenges));
    expect(challengesIn(text)).toEqual([expected]);
    expect(text).toMatch(
      /^SIP\/2\.0 401 Unauthorized\r\nCSeq: 1 REGISTER\r\nContent-Length: 4\r\n/,
    );
    expect(text).toMatch(/\r\n\r\nbody$/);
    expect(keepStrongestChallenge(text)).toBe(text);
  });

  test("what is kept is what sip.js reads", () => {
    const text = keepStrongestChallenge(
      refusal("401 Unauthorized", digest("SHA-256", ",stale=true")),
    );
    expect(Grammar.parse(challengesIn(text)[0] ?? "", "WWW_Authenticate")).toEqual({
      realm: "pbx",
      nonce: "n",
      algorithm: "SHA-256",
      qop: ["auth"],
      stale: true,
    });
  });

  test("a proxy's are those of its own header", () => {
    const both = refusal("407 Proxy Authentication Required", digest("SHA-512-256")).replace(
      "Content-Length",
      `Proxy-Authenticate: ${digest("MD5")}\r\nproxy-authenticate: ${digest("SHA-256")}\r\nContent-Length`,
    );
    const text = keepStrongestChallenge(both);
    expect(challengesIn(text)).toEqual([digest("SHA-512-256"), kept("SHA-256")]);
  });

  test.each([
    [[digest("SHA-3")]],
    [[digest('"SHA-3"'), 'Basic realm="x"']],
    [[digest("MD5-sess")]],
    [['Digest realm="pbx, nonce="n", algorithm=MD5']],
    [['Digest realm="a", nonce="n", algorithm=MD5, Digest realm="a"']],
    [["", "Digest", "Digest ,", "\r\n "]],
  ])("%j none is left", (challenges) => {
    const text = keepStrongestChallenge(refusal("401 Unauthorized", ...challenges));
    expect(text).toBe(refusal("401 Unauthorized"));
  });

  test.each([
    refusal("401 Unauthorized"),
    refusal("403 Forbidden", digest("MD5"), digest("SHA-256")),
    refusal("401 Unauthorized", digest("MD5")).replace("\r\n\r\n", "\r\n"),
    `REGISTER sip:pbx SIP/2.0\r\nWWW-Authenticate: ${digest("MD5")}\r\n\r\n`,
    "SIP/2.0 401 ",
    "",
  ])("of another message nothing is changed: %j", (text) => {
    expect(keepStrongestChallenge(text)).toBe(text);
  });

  test("a megabyte of nonsense costs no time", () => {
    const startedAt = performance.now();
    for (const part of [
      'a="',
      "a=b,",
      "\\",
      " ",
      '"',
      "a",
      "\r\n ",
      ",",
      "=",
      "\r\nWWW-Authenticate: Digest ",
    ]) {
      const long = part.repeat(1_000_000 / part.length);
      keepStrongestChallenge(refusal("401 Unauthorized", `Digest ${long}`));
      keepStrongestChallenge(refusal("401 Unauthorized", `Digest realm="${long}`, digest("MD5")));
    }
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

describe("an agent signs in", () => {
  const state = (agent: TestPhone) => agent.phone.connection.store.getState();
  const authorizations = (agent: TestPhone) =>
    agent.pbx.requests.map((request) => request.header("authorization"));

  test.each([
    [["MD5"], "MD5"],
    [["MD5", "SHA-256"], "SHA-256"],
    [["SHA-256", "MD5"], "SHA-256"],
    [["SHA-256"], "SHA-256"],
    [["SHA-512-256"], "SHA-512-256"],
    [["MD5", "SHA-512-256", "SHA-256", "SHA-3"], "SHA-512-256"],
  ])("where %j is offered, with %s", async (algorithms, used) => {
    const agent = testPhone();
    agent.pbx.algorithms = algorithms;
    await agent.signsIn();
    expect(state(agent).phase).toBe("connected");
    expect(field(authorizations(agent).at(-1) ?? null, "algorithm")).toBe(used);
  });

  test.each([["SHA-256"], ["SHA-512-256"], ["MD5"]])(
    "with a wrong password and %s: says so, asks once",
    async (algorithm) => {
      const agent = testPhone();
      agent.pbx.algorithms = [algorithm];
      await agent.signsIn("guess");
      expect(state(agent)).toMatchObject({
        phase: "signedOut",
        problem: { code: "wrongPassword" },
      });
      expect(agent.pbx.requests).toHaveLength(2);
    },
  );

  test.each([[["SHA-3"]], [['"SHA-3"']], [["MD5-sess"]]])(
    "nowhere where only %j is offered: refused at once, and no password is tried",
    async (algorithms) => {
      const agent = testPhone();
      agent.pbx.algorithms = algorithms;
      await agent.signsIn();
      expect(state(agent).phase).toBe("signedOut");
      expect(state(agent)).toMatchObject({ problem: { code: "registrationRefused" } });
      expect(authorizations(agent)).toEqual([null]);
    },
  );

  test("although the nonce grew old meanwhile", async () => {
    const agent = testPhone();
    agent.pbx.algorithms = ["MD5", "SHA-256"];
    agent.pbx.staleNonces = 1;
    await agent.signsIn();
    expect(state(agent).phase).toBe("connected");
    const nonces = authorizations(agent).map((header) => field(header, "nonce"));
    expect(nonces).toEqual(["", "nonce-1", "nonce-2"]);
  });

  test("but not for ever when every nonce is old", async () => {
    const agent = testPhone();
    agent.pbx.staleNonces = 1_000;
    await agent.signsIn();
    expect(state(agent).phase).toBe("signedOut");
    expect(agent.pbx.requests.length).toBeLessThan(5);
  });

  test("and a registration that is made again counts its nonce on", async () => {
    const agent = await signedInPhone({ ports: { reconnectDelaysMs: [0] } });
    agent.pbx.wire.cut();
    await expect.poll(() => authorizations(agent).length).toBe(4);
    expect(authorizations(agent).map((header) => field(header, "nc"))).toEqual([
      "",
      "00000001",
      "",
      "00000002",
    ]);
  });
});

test("a call that is challenged by a proxy is made with the strongest", async () => {
  const agent = await signedInPhone();
  agent.dials("1002");
  await expect.poll(() => agent.pbx.calls.length).toBe(1);
  const challenges = [digest("SHA-256"), digest("MD5")];
  agent.pbx.calls[0]?.respond(
    "407 Proxy Authentication Required",
    challenges.map((challenge) => `Proxy-Authenticate: ${challenge}`),
  );
  await agent.expects("talking");
  const invite = agent.pbx.calls[0]?.requests.find(({ method }) => method === "INVITE");
  const header = invite?.header("proxy-authorization") ?? null;
  expect(field(header, "algorithm")).toBe("SHA-256");
  expect(field(header, "uri")).toBe(invite?.uri);
});
