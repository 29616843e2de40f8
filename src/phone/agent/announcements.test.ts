import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";

import type { ConnectionState } from "@/phone/connection/connection";
import { readSettings, type Settings } from "@/phone/settings/settings";

import { tellAnnouncements } from "./announcements";

function scene(stored: object, agent: unknown = {}, isThere = true) {
  const settings = createStore<Settings>(() => readSettings(stored));
  const connection = createStore<ConnectionState>(
    () => ({ phase: "signedOut" }) as ConnectionState,
  );
  const sent: string[] = [];
  const commands = {
    isThere: () => isThere,
    send: (command: string) => {
      sent.push(command);
      return Promise.resolve("UNKNOWN");
    },
  };
  tellAnnouncements({ config: { whole: { agent } }, settings, connection, commands });
  return {
    sent,
    becomes: (phase: string) => connection.setState({ phase } as unknown as ConnectionState, true),
    chooses: (announcements: unknown) => settings.setState(readSettings({ announcements }), true),
  };
}

test("the choice is told when the phone is connected, again after it was away, and when it changes", () => {
  const { sent, becomes, chooses } = scene({ announcements: "fi" });
  expect(sent).toEqual([]);
  becomes("connected");
  becomes("recovering");
  becomes("connected");
  expect(sent).toEqual(["language fi", "language fi"]);
  chooses("ar");
  chooses("ar");
  chooses(null);
  expect(sent.slice(2)).toEqual(["language ar", "language -"]);
  becomes("signedOut");
  chooses("en");
  expect(sent).toHaveLength(4);
});

test("who has chosen nothing says nothing", () => {
  const { sent, becomes, chooses } = scene({ announcements: "klingon" });
  becomes("connected");
  expect(sent).toEqual([]);
  chooses("en");
  expect(sent).toEqual(["language en"]);
});

test.each([
  [{ announcements: "ar" }, ["language ar"]],
  [{ announcements: "choice" }, ["language fi", "language en"]],
  [{ announcements: "klingon" }, ["language fi", "language en"]],
  [null, ["language fi", "language en"]],
])("a policy of %j comes first", (agent, expected) => {
  const { sent, becomes, chooses } = scene({ announcements: "fi" }, agent);
  becomes("connected");
  chooses("en");
  expect(sent).toEqual(expected);
});

test("a phone system without commands is left alone", () => {
  const { sent, becomes } = scene({ announcements: "fi" }, {}, false);
  becomes("connected");
  expect(sent).toEqual([]);
});
