import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { defaultConfig } from "./config";
import { readDeskConfig } from "./desk-config";

const { queues: _, ...desk } = readDeskConfig({}).fields;
const [queue] = readDeskConfig({ queues: [{ number: "500", name: "Support" }] }).fields.queues;
const { whole: _whole, ...phone } = defaultConfig;

/** `agent.autoAnswer` for a setting in a group. */
function namesOf(fields: object): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && name !== "targets"
      ? namesOf(value as object).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

test.each(
  [...Object.keys(phone), ...namesOf(desk), ...namesOf(queue ?? {})]
    .filter((name) => !/^wrapUp\.\w+$/.test(name) || name === "wrapUp.mode")
    .map((name) => [name]),
)("%s stands in docs/configuration.md", (name) => {
  expect(readFileSync("docs/configuration.md", "utf8")).toContain(`\`${name}\``);
});
