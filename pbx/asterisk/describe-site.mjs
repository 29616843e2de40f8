// What others are told of a site: people at a terminal, and the client.

/** Who can sign in and what can be dialled, in lines for people. */
export function describeSite({ users, queues }) {
  const names = users.map(({ extension, name, role }) =>
    role === "supervisor" ? `${extension} ${name} (supervisor)` : `${extension} ${name}`,
  );
  const waiting = queues.map(({ number, label }) => `${number} ${label} (queue)`);
  const services = "600 echo, 601 tone, 602 music, 603 early media, 604 menu, 9486 is busy";
  return [
    `Sign in   ${names.join(", ")}; passwords are in pbx/asterisk/site.json`,
    `Call      ${[...waiting, services].join(", ")} (9nnn refuses with nnn)`,
  ];
}

/** What the phone's own configuration (`config.json`) says of a site: whom and which numbers agents can choose. */
export function clientConfig({ users, queues, outside }) {
  return {
    dialect: "asterisk",
    team: users.map(({ extension, name }) => ({ extension, name })),
    queues: queues.map(({ number, label }) => ({ number, name: label })),
    callerNumbers: outside.callerNumbers,
    emergencyNumbers: outside.emergency,
  };
}
