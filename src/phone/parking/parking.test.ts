import { describe, expect, test } from "vitest";

import { signedInPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import { type ParkingSlot, readSlot, selectNewestOf, selectParkingSlot } from "./parking";

const document = (note: string, text: string): string =>
  `<presence><note>${note}</note><basic>open</basic><digium_presence type="available" subtype="parked">${text}</digium_presence></presence>`;

describe("a place as the phone system tells of it", () => {
  test.each([
    ["Ready", "", { state: "free", name: null, by: null, since: null }],
    // Asterisk tells who is coming a moment before the place is taken.
    ["Ready", "n=Maria&amp;b=1001&amp;t=1795876180", { state: "free", name: null }],
    [
      "On the phone",
      "n=Maria%20%26%20%C3%96%C3%B6&amp;b=1001&amp;t=1795876180",
      { state: "taken", name: "Maria & Öö", by: "1001", since: 1_795_876_180_000 },
    ],
    ["On the phone", "", { state: "taken", name: null, by: null, since: null }],
    [
      "On the phone",
      "n=&amp;b=<b>&amp;t=never",
      { state: "taken", name: null, by: null, since: null },
    ],
    ["On the phone", "n=%E2%80%AEevil%0A", { state: "taken", name: "evil" }],
  ])("%s %s", (note, text, slot) => {
    expect(readSlot("701", document(note, text))).toMatchObject({ slot: "701", ...slot });
  });
});

const slot = (number: string, state: ParkingSlot["state"]): ParkingSlot => ({
  slot: number,
  state,
  name: null,
  by: null,
  since: null,
});

test.each([
  [[], null],
  [[slot("701", "unknown"), slot("702", "unknown")], "701"],
  [[slot("701", "taken"), slot("702", "unknown"), slot("703", "free")], "703"],
  [[slot("701", "taken"), slot("702", "unknown")], "702"],
  [[slot("701", "taken")], "701"],
])("%j: park in %s", (slots, chosen) => {
  expect(selectParkingSlot({ slots })).toBe(chosen);
});

test("the place of one's last call is the newest of one's own", () => {
  const taken = (slot: string, by: string, since: number | null): ParkingSlot => ({
    slot,
    state: "taken",
    name: slot === "702" ? "Vera" : "Uma",
    by,
    since,
  });
  const slots = [
    taken("701", "1001", 5_000),
    taken("702", "1001", 9_000),
    taken("703", "1001", 7_000),
    taken("704", "1001", null),
    { ...taken("705", "1001", 8_000), state: "free" as const },
  ];
  expect(selectNewestOf("1001", "Uma")({ slots })).toBe("703");
  expect(selectNewestOf("1001", "Vera")({ slots })).toBe("702");
  expect(selectNewestOf("1003", "Uma")({ slots })).toBeNull();
});

test("the places are subscribed to while somebody looks", async () => {
  const codes = { parkingSlots: { first: 701, last: 703 } };
  const agent = await signedInPhone({ config: { dialect: "asterisk", codes } });
  const stops = [agent.phone.parking.watch(), agent.phone.parking.watch()];
  await until(() => agent.pbx.subscriptions.length === 3, "three subscriptions");
  expect(agent.pbx.subscriptions.map(({ resource }) => resource)).toEqual(["701", "702", "703"]);
  agent.pbx.subscriptions[1]?.notify(document("On the phone", "n=Maria&amp;b=1002&amp;t=1"));
  const second = () => agent.phone.parking.store.getState().slots[1];
  await until(() => second()?.state === "taken", "somebody waits");
  expect(second()).toMatchObject({ name: "Maria", by: "1002", since: 1_000 });
  for (const stop of stops) stop();
});
