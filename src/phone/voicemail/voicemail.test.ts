import { describe, expect, test } from "vitest";

import { signedInPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import { readFreshMessages } from "./voicemail";

test.each([
  ["Messages-Waiting: yes\r\nMessage-Account: sip:1001@pbx\r\nVoice-Message: 2/1 (0/0)\r\n", 2],
  ["Messages-Waiting: no\r\nVoice-Message: 0/3\r\n", 0],
  ["messages-waiting: YES\n", 1],
  ["Messages-Waiting: no\r\n", 0],
  ["Voice-Message: 99999999999/1", null],
  ["<presence/>", null],
  ["", null],
])("a summary %j tells of %s new messages", (body, fresh) => {
  expect(readFreshMessages(body)).toBe(fresh);
});

describe("the mailbox", () => {
  const summary = (count: number) => `Messages-Waiting: yes\r\nVoice-Message: ${count}/0 (0/0)\r\n`;

  test("is told by the phone system unasked, with the number to dial, until the agent leaves", async () => {
    const agent = await signedInPhone({ config: { dialect: "asterisk" } });
    const { voicemail, connection } = agent.phone;
    expect(voicemail.store.getState()).toEqual({ fresh: 0, number: null });
    agent.pbx.notify("message-summary", "application/simple-message-summary", summary(2));
    await until(() => voicemail.store.getState().fresh === 2, "two messages");
    expect(voicemail.store.getState().number).toBe("*97");
    agent.pbx.notify("presence", "application/pidf+xml", summary(9));
    agent.pbx.notify("message-summary", "application/simple-message-summary", summary(1));
    await until(() => voicemail.store.getState().fresh === 1, "one message");
    expect(structuredClone(voicemail.store.getState())).toEqual(voicemail.store.getState());
    await connection.do({ type: "signOut" });
    expect(voicemail.store.getState()).toEqual({ fresh: 0, number: null });
  });

  test("may have another number by configuration, or none", async () => {
    const configured = await signedInPhone({ config: { voicemailNumber: "8500" } });
    configured.pbx.notify("message-summary", "application/simple-message-summary", summary(1));
    await until(() => configured.phone.voicemail.store.getState().fresh === 1, "a message");
    expect(configured.phone.voicemail.store.getState().number).toBe("8500");
  });
});
