// What people at a terminal are told of a site.

/** Who can sign in and what can be dialled, in lines for people. */
export function describeSite({ users, queues, menus = [] }) {
  const names = users.map(({ extension, name, role }) =>
    role === "agent" ? `${extension} ${name}` : `${extension} ${name} (${role})`,
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
