// Queues and their menus: what is generated of them.
import { completeQueue, membershipsOf } from "./site-queues.mjs";
import { context, section } from "./write-section.mjs";

/** Beyond this position a caller hears "after number ten". */
const lastSpokenPosition = 10;

/** As a variable of the dialplan: a clip's name, or `to_` and a number. */
function writeDestination(destination) {
  if (destination === null) return "";
  return destination.play ?? `to_${destination.to}`;
}

/** Extensions that may join a queue. */
function peopleOf(users, name) {
  return users
    .filter((user) => membershipsOf(user).some((each) => each.name === name))
    .map(({ extension }) => extension);
}

/** Everybody who may join a queue that this user may join, and the user. */
function colleaguesOf(users, user) {
  const own = new Set(membershipsOf(user).map(({ name }) => name));
  return users
    .filter((each) => membershipsOf(each).some(({ name }) => own.has(name)))
    .map(({ extension }) => extension);
}

/** Global variables that conf/extensions-*.conf read, by the queue's name or the user's extension. */
export function queueGlobals({ users, queues }) {
  const ofQueues = queues.map(completeQueue).map((queue) => ({
    LABEL: queue.label,
    LANGUAGE: queue.language,
    RING: queue.ringSeconds,
    SECONDS: queue.longestWaitSeconds,
    // c: the caller goes on when the agent hangs up.
    OPTIONS: queue.survey ? "xXc" : "xX",
    WRAPUP: queue.wrapUp.mode === "off" ? "" : 1,
    MISSED: queue.missed,
    PEOPLE: peopleOf(users, queue.name).join("-"),
    closed: writeDestination(queue.whenClosed),
    full: writeDestination(queue.whenFull),
    nobody: writeDestination(queue.whenNobody),
    late: writeDestination(queue.whenTooLong),
  }));
  const ofUsers = users.map((user) => ({
    QUEUES: membershipsOf(user)
      .map(({ name, penalty }) => `${name}:${penalty}`)
      .join("-"),
    COLLEAGUES: colleaguesOf(users, user).join("-"),
  }));
  const named = (prefix, all, names) =>
    all.flatMap((facts, at) =>
      Object.entries(facts).map(([fact, value]) => [`${prefix}_${fact}_${names[at]}`, value]),
    );
  return Object.fromEntries([
    ...named(
      "QUEUE",
      ofQueues,
      queues.map(({ name }) => name),
    ),
    ...named(
      "AGENT",
      ofUsers,
      users.map(({ extension }) => extension),
    ),
  ]);
}

const minutes = (time) => Number(time.replace(":", ""));

/** Returns 1 when the queue is open. `now` is the day of the week (Monday is 1) and the time, as 10830. */
function openingHours({ name, hours }, timeZone) {
  if (hours === null) return [`${name},1,Return(1)`];
  const windows = hours.flatMap(({ days, from, to }) =>
    days.map((day) => {
      const [start, end] = [from, to].map((time) => day * 10_000 + minutes(time));
      return `GotoIf($[\${now} >= ${start} & \${now} < ${end}]?open)`;
    }),
  );
  const steps = [`Set(LOCAL(now)=\${STRFTIME(,${timeZone},%u%H%M)})`, ...windows, "Return(0)"];
  return [
    ...steps.map((step, at) => `${name},${at + 1},${step}`),
    `${name},${steps.length + 1}(open),Return(1)`,
  ];
}

function menuContext({ number, language, play, choices, otherwise }) {
  const start = [
    "Answer()",
    `Set(CHANNEL(language)=${language})`,
    "Gosub(agent-language,s,1)",
    "Set(tries=0)",
    "Goto(say,1)",
  ].map((step, at) => `s,${at + 1},${step}`);
  const say = [
    "Set(tries=$[${tries} + 1])",
    "GotoIf($[${tries} > 3]?otherwise,1)",
    `Background(\${SOUNDS}/\${CHANNEL(language)}-${play})`,
    "WaitExten(5)",
  ].map((step, at) => `say,${at + 1},${step}`);
  const keys = choices.flatMap(({ key, label, to }) => [
    `${key},1,Set(__X_MENU=${key})`,
    `${key},2,Set(__X_MENU_LABEL=${label})`,
    `${key},3,Goto(reached,${to},1)`,
  ]);
  const end = `otherwise,1,Goto(destination,${writeDestination(otherwise)},1)`;
  return context(`menu-${number}`, [
    ...start,
    ...say,
    ...keys,
    "t,1,Goto(say,1)",
    "i,1,Goto(say,1)",
    end,
  ]);
}

export function queueContexts({ users, queues, menus = [], timeZone = "UTC" }) {
  const memberships = users.flatMap((user) =>
    membershipsOf(user).map(
      ({ name, penalty }) => `${user.extension}_${name},1,Return(${penalty})`,
    ),
  );
  return [
    context("queue-allowed", memberships),
    context("queues", [
      ...queues.flatMap(({ number, name }) => [
        `${number},1,Set(__X_QUEUE=${name})`,
        `${number},2,Goto(queue-enter,s,1)`,
      ]),
      ...menus.map(({ number }) => `${number},1,Goto(menu-${number},s,1)`),
    ]),
    context(
      "queue-open",
      queues.map(completeQueue).flatMap((queue) => openingHours(queue, timeZone)),
    ),
    ...menus.map(menuContext),
  ];
}

/** Seconds after which the queue gives a member up that the dialplan has not ended itself: never, if all is well. */
const spareSeconds = 5;

export function queueSection(written, sounds) {
  const queue = completeQueue(written);
  // Asterisk looks in the folder of the caller's language.
  const clip = (name) => `${sounds}/${name}`;
  const settings = {
    strategy: queue.strategy,
    // The dialplan ends the ringing (Dial), so that it knows that nobody answered.
    timeout: queue.ringSeconds + spareSeconds,
    servicelevel: queue.serviceLevelSeconds,
    ...(queue.mostWaiting === null ? {} : { maxlen: queue.mostWaiting }),
    // Whoever waits while the last member logs out is told so. A member whose phone is away for a moment is still one.
    ...(queue.whenNobody === null ? {} : { leavewhenempty: "invalid" }),
    ...(queue.announcePosition
      ? {
          "announce-position": "more",
          "announce-position-limit": lastSpokenPosition,
          "announce-frequency": queue.announceSeconds,
          "queue-youarenext": clip("queue-next"),
          "queue-thereare": clip("queue-position"),
          "queue-quantity1": clip("queue-more"),
        }
      : {}),
    ...(queue.callback
      ? {
          context: "queue-keys",
          "periodic-announce": clip("queue-offer"),
          "periodic-announce-frequency": queue.announceSeconds,
        }
      : {}),
  };
  return section(queue.name, settings, "(defaults)");
}
