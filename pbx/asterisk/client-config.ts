import { demoDesk } from "../embedded/demo-desk";
import { completeQueue } from "./site-queues.mjs";
import type { Site, SiteQueue } from "./site.mjs";

function clientQueue(written: SiteQueue): object {
  const { number, name, label, names, wrapUp, missed, serviceLevelSeconds, survey } =
    completeQueue(written);
  // What an administrator would add by hand: outcomes and a script of each queue.
  const added = demoDesk.queues.find(({ id }) => id === name);
  return {
    ...added,
    number,
    id: name,
    name: names ?? label,
    wrapUp,
    missed,
    serviceLevelSeconds,
    survey,
  };
}

/**
 * What the phone's `config.json` says of a site, besides where it is: whom and which numbers agents can choose, and what each
 * queue does. What the phone system has no part in is the demonstration's.
 */
export function clientConfig({ users, queues, outside, timeZone = "UTC" }: Site): object {
  return {
    ...demoDesk,
    dialect: "asterisk",
    team: users.map(({ extension, name }) => ({ extension, name })),
    queues: queues.map(clientQueue),
    callerNumbers: outside.callerNumbers,
    emergencyNumbers: outside.emergency,
    reports: { timeZone },
  };
}
