// What others are told of a site: people at a terminal, and the client.
import { demoBreaks, demoOutcomes } from "./demo-desk.mjs";
import { completeQueue } from "./site-queues.mjs";

/** Who can sign in and what can be dialled, in lines for people. */
export function describeSite({ users, queues, menus = [] }) {
  const names = users.map(({ extension, name, role }) =>
    role === "supervisor" ? `${extension} ${name} (supervisor)` : `${extension} ${name}`,
  );
  const waiting = queues.map(({ number, label }) => `${number} ${label} (queue)`);
  const choosing = menus.map(
    ({ number, choices }) => `${number} menu (${choices.map(({ label }) => label).join(", ")})`,
  );
  const services = "600 echo, 601 tone, 602 music, 603 early media, 604 menu, 9486 is busy";
  return [
    `Sign in   ${names.join(", ")}; passwords are in pbx/asterisk/site.json`,
    `Call      ${[...waiting, ...choosing, services].join(", ")} (9nnn refuses with nnn)`,
  ];
}

function clientQueue(written) {
  const { number, name, label, names, wrapUp, missed, serviceLevelSeconds } =
    completeQueue(written);
  return { number, id: name, name: names ?? label, wrapUp, missed, serviceLevelSeconds };
}

/** What the phone's own configuration (`config.json`) says of a site: whom and which numbers agents can choose. */
export function clientConfig({ users, queues, outside, timeZone = "UTC" }) {
  return {
    dialect: "asterisk",
    team: users.map(({ extension, name }) => ({ extension, name })),
    queues: queues.map(clientQueue),
    callerNumbers: outside.callerNumbers,
    emergencyNumbers: outside.emergency,
    breaks: demoBreaks,
    outcomes: demoOutcomes,
    reports: { timeZone },
  };
}
