import { expect, test } from "vitest";

import type { TalkingCall } from "@/phone/calls/call";
import { inCall } from "@/testing/test-phone";
import { until } from "@/testing/until";

const offer = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=sendrecv\r\n";

test("a hold that comes while the phone system negotiates waits its turn", async () => {
  const { agent, there, media } = await inCall();
  media.log.length = 0;
  there.request("INVITE", ['P-Asserted-Identity: "Sara" <sip:1003@pbx.test>'], offer);
  await until(() => media.log.includes("answer"), "the answer");
  agent.does({ type: "hold" });
  await agent.waitsFor((call) => (call as TalkingCall).held, "hold");
  expect(agent.call()).toMatchObject({ problem: null, party: { number: "1003" } });
  expect(there.requests.filter(({ method }) => method === "INVITE")).toHaveLength(1);
});

test("a hold that is being made when the phone system offers yields to it and comes after", async () => {
  const { agent, there, media } = await inCall();
  media.log.length = 0;
  let found = (): void => undefined;
  agent.media.gathering = new Promise((resolve) => {
    found = resolve;
  });
  agent.does({ type: "hold" });
  await until(() => media.log.includes("offer"), "our offer");
  there.request("INVITE", ['P-Asserted-Identity: "Sara" <sip:1003@pbx.test>'], offer);
  await until(() => media.log.includes("answer"), "the answer");
  found();
  await agent.waitsFor((call) => (call as TalkingCall).held, "hold");
  expect(agent.call()).toMatchObject({ problem: null, party: { number: "1003" } });
  // Theirs is answered as an offer, and nothing of theirs is rolled back.
  expect(media.log.slice(1)).toEqual([
    "offer",
    "answer",
    "withdraw",
    "offer",
    "apply",
    "mic closed",
  ]);
  expect(there.requests.filter(({ method }) => method === "INVITE")).toHaveLength(1);
});
