import { expect, test } from "vitest";

import { testPhone } from "@/testing/test-phone";

import { readSurvey } from "./hear-surveys";

test.each([
  ["survey 1763800000.12 csat=4", { csat: 4, nps: null }],
  ["survey a-b nps=10", { csat: null, nps: 10 }],
  ["survey a-b csat=5 nps=0", { csat: 5, nps: 0 }],
])("%s", (line, survey) => {
  expect(readSurvey(line)?.survey).toEqual(survey);
});

test.each([
  ["survey"],
  ["survey a-b"],
  ["survey a-b csat=6"],
  ["survey a-b csat=0"],
  ["survey a-b csat=4 and more"],
  ["survey a b csat=4"],
  ["lost a-b csat=4"],
])("%s is no survey", (line) => {
  expect(readSurvey(line)).toBeNull();
});

test("an answer is put to its call, and to no other", async () => {
  const { phone, pbx, signsIn, does, expects } = testPhone({ config: { dialect: "asterisk" } });
  await signsIn();
  pbx.ring({ number: "0401234567", extra: ["X-Call-UUID: u-1", "X-Queue: sales"] });
  await expects("ringing");
  does({ type: "answer" });
  await expects("talking");
  does({ type: "hangUp" });
  await expects("ended");
  pbx.message("cmd", "survey u-2 csat=1");
  pbx.message("cmd", "survey u-1 csat=4");
  await expect
    .poll(() => phone.history.search({ text: "", missedOnly: false, limit: 5 }))
    .toMatchObject([{ callUuid: "u-1", work: { survey: { csat: 4, nps: null } } }]);
});
