import { expect, test } from "vitest";

import { signedInPhone } from "@/testing/test-phone";

test("an agent signs in, is called, answers, talks and hangs up", async () => {
  const agent = await signedInPhone();
  expect(agent.phone.connection.store.getState()).toMatchObject({
    phase: "connected",
    pbx: "FakePbx/1",
  });

  const caller = agent.pbx.ring({ number: "0401234567", name: "Maria" });
  await agent.expects("ringing");
  expect(agent.audio.playing).toBe("ringtone");
  agent.does({ type: "answer" });
  await agent.expects("talking");
  expect(agent.audio.playing).toBeNull();
  expect(agent.media.sessions[0]?.log).toEqual(["answer", "mic open"]);
  expect(caller.lastResponse?.status).toBe(200);

  agent.does({ type: "hangUp" });
  await agent.expects("ended");
  expect(agent.media.sessions[0]?.closed).toBe(true);
});
