import { expect, test } from "vitest";

import { createUnanswered } from "./unanswered";

function makeRequest(method: string, { branch = "z9hG4bKa", toTag = "", callId = "c1" } = {}) {
  return [
    `${method} sip:600@example.com SIP/2.0`,
    `Via: SIP/2.0/WSS client.invalid;branch=${branch}`,
    "Max-Forwards: 70",
    "From: <sip:1001@example.com>;tag=here",
    `To: <sip:600@example.com>${toTag}`,
    `Call-ID: ${callId}`,
    `CSeq: 7 ${method}`,
    "Route: <sip:edge.example.com;lr>",
    "Contact: <sip:abc@client.invalid>",
    "Content-Length: 4",
    "",
    "v=0\n",
  ].join("\r\n");
}

const inDialog = { toTag: ";tag=there" };

function answer(request: string, status: number): string {
  const kept = request.split("\r\n").filter((line) => /^(?:Via|From|To|Call-ID|CSeq)/.test(line));
  return [`SIP/2.0 ${status} Whatever`, ...kept, "", ""].join("\r\n");
}

test("a re-INVITE without an answer is refused with 503, and acknowledged once", () => {
  const unanswered = createUnanswered();
  unanswered.sent(makeRequest("INVITE", inDialog));
  const [refusal = "", ...more] = unanswered.giveUp();
  expect(more).toEqual([]);
  expect(refusal).toMatch(/^SIP\/2\.0 503 /);
  expect(refusal).toContain("branch=z9hG4bKa");
  expect(refusal).toContain("CSeq: 7 INVITE");
  expect(refusal).not.toContain("v=0");
  const [ack = "", ...others] = unanswered.takeAcks();
  expect(others).toEqual([]);
  expect(ack).toMatch(/^ACK sip:600@example\.com SIP\/2\.0\r\n/);
  expect(ack).toContain("CSeq: 7 ACK");
  expect(ack).toContain("Route: <sip:edge.example.com;lr>");
  expect(ack).not.toContain("branch=z9hG4bKa\r");
  expect(unanswered.takeAcks()).toEqual([]);
  expect(unanswered.giveUp()).toEqual([]);
});

test("what has its final answer is not given up; a provisional one is none", () => {
  const unanswered = createUnanswered();
  const bye = makeRequest("BYE", { ...inDialog, branch: "z9hG4bKb" });
  const invite = makeRequest("INVITE", inDialog);
  unanswered.sent(bye);
  unanswered.sent(invite);
  unanswered.received(answer(bye, 200));
  unanswered.received(answer(invite, 100));
  expect(unanswered.giveUp().map((text) => /CSeq: .*/.exec(text)?.[0])).toEqual(["CSeq: 7 INVITE"]);
});

test("an INVITE that opens a call waits on until somebody gives it up", () => {
  const unanswered = createUnanswered();
  unanswered.sent(makeRequest("INVITE", { callId: "ringing" }));
  unanswered.sent(makeRequest("REGISTER", { branch: "z9hG4bKr" }));
  expect(unanswered.giveUp()).toEqual([]);
  expect(unanswered.giveUpOn("another")).toBeNull();
  expect(unanswered.giveUpOn("ringing")).toMatch(/^SIP\/2\.0 503 /);
  expect(unanswered.giveUpOn("ringing")).toBeNull();
});

test("an ACK that found no socket is owed, the one for a refusal of our own is not", () => {
  const unanswered = createUnanswered();
  unanswered.sent(makeRequest("INVITE", inDialog));
  unanswered.giveUp();
  const forRefusal = makeRequest("ACK", inDialog);
  const forAnswer = makeRequest("ACK", { ...inDialog, branch: "z9hG4bKother" });
  expect(unanswered.keepAck(forRefusal)).toBe(true);
  expect(unanswered.keepAck(forAnswer)).toBe(true);
  expect(unanswered.keepAck(makeRequest("BYE", inDialog))).toBe(false);
  expect(unanswered.takeAcks()).toHaveLength(2);
  expect(unanswered.takeAcks()).toEqual([]);
});
