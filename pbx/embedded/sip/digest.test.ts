import { describe, expect, test } from "vitest";

import { createDigest, expectedResponse, readCredentials } from "./digest";

const secret = Buffer.from("only for this test");

function createAt(nowMs: () => number, nonceLifetimeMs = 1_000) {
  return createDigest({ realm: "hamsa", secret, nonceLifetimeMs, nowMs });
}

function answer(challenge: string, method: string, password: string) {
  const value = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(challenge)?.[1] ?? "";
  const fields = {
    username: "1001",
    realm: value("realm"),
    nonce: value("nonce"),
    uri: "sip:127.0.0.1",
    cnonce: "c",
    nc: "00000001",
    qop: "auth",
  };
  return { ...fields, response: expectedResponse(fields, method, password) };
}

describe("digest", () => {
  test("the example of RFC 2617, section 3.5", () => {
    const fields = {
      username: "Mufasa",
      realm: "testrealm@host.com",
      nonce: "dcd98b7102dd2f0e8b11d0f600bfb0c093",
      uri: "/dir/index.html",
      cnonce: "0a4f113b",
      nc: "00000001",
      qop: "auth",
    };
    const response = expectedResponse(fields, "GET", "Circle Of Life");
    expect(response).toBe("6629fae49393a05397450978507c4ef1");
  });

  test.each([
    ["the right password", "pw1001", "REGISTER", 0, "right"],
    ["another password", "pw1002", "REGISTER", 0, "wrong"],
    ["an answer made for another method", "pw1001", "INVITE", 0, "wrong"],
    ["the right password, too late", "pw1001", "REGISTER", 1_001, "stale"],
    ["another password, too late", "pw1002", "REGISTER", 1_001, "wrong"],
  ])("%s", (_name, password, method, laterMs, verdict) => {
    let nowMs = 50_000;
    const digest = createAt(() => nowMs);
    const credentials = answer(digest.challenge(false), method, password);
    nowMs += laterMs;
    expect(digest.verify(credentials, "REGISTER", "pw1001")).toBe(verdict);
  });

  test("a nonce of another process, or made up, is asked for again", () => {
    const other = createDigest({
      realm: "hamsa",
      secret: Buffer.from("x"),
      nonceLifetimeMs: 1,
      nowMs: () => 0,
    });
    const digest = createAt(() => 0);
    const credentials = answer(other.challenge(false), "REGISTER", "pw1001");
    expect(digest.verify(credentials, "REGISTER", "pw1001")).toBe("stale");
    expect(digest.verify({ ...credentials, nonce: "x" }, "REGISTER", "pw1001")).toBe("stale");
  });

  test("qop=auth and the realm are insisted on", () => {
    const digest = createAt(() => 0);
    const credentials = answer(digest.challenge(false), "REGISTER", "pw1001");
    expect(digest.verify({ ...credentials, qop: "auth-int" }, "REGISTER", "pw1001")).toBe("wrong");
    expect(digest.verify({ ...credentials, realm: "other" }, "REGISTER", "pw1001")).toBe("wrong");
  });

  test("a challenge says when the last one was too old", () => {
    const digest = createAt(() => 0);
    expect(digest.challenge(true)).toContain("stale=true");
    expect(digest.challenge(false)).not.toContain("stale");
  });
});

describe("reading Authorization", () => {
  test("quoted and bare values in any order", () => {
    const header =
      'Digest algorithm=MD5, username="1001", realm="hamsa", nonce="n,1", uri="sip:x", response="AB", qop=auth, cnonce="c", nc=00000001';
    expect(readCredentials(header)).toEqual({
      username: "1001",
      realm: "hamsa",
      nonce: "n,1",
      uri: "sip:x",
      response: "ab",
      qop: "auth",
      cnonce: "c",
      nc: "00000001",
    });
  });

  test.each(["", "Basic abc", "Digest", 'Digest username="1001"', "Digest =,=,"])(
    "%j is none",
    (header) => {
      expect(readCredentials(header)).toBeNull();
    },
  );
});
