// What site.json says of queues and of the menus before them.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { asList, checkNumber, describe, isObject } from "./site-notes.mjs";

const prompts = fileURLToPath(new URL("../embedded/prompts/", import.meta.url));
const strategies = ["ringall", "leastrecent", "fewestcalls", "random", "rrmemory", "linear"];
const languages = ["en", "ar", "fi"];
const modes = ["off", "fixed", "untilDone"];
const flags = ["announcePosition", "callback", "survey"];

/** Where a caller goes whom the queue cannot take: what says so in site.json, and what happens when it says nothing. */
const destinations = {
  whenClosed: { play: "queue-closed" },
  whenFull: { play: "queue-full" },
  whenNobody: null, // they wait
  whenTooLong: { play: "queue-timeout" },
};

const queueFields = [
  "number",
  "name",
  "label",
  "names",
  "strategy",
  "ringSeconds",
  "wrapUp",
  "missed",
  "serviceLevelSeconds",
  "language",
  "hours",
  "mostWaiting",
  "longestWaitSeconds",
  ...Object.keys(destinations),
  "announceSeconds",
  ...flags,
];

/** Every field of a queue, with what is meant by those that are not written. */
export function completeQueue(queue) {
  return {
    wrapUp: { mode: "off" },
    missed: "stay",
    language: "en",
    hours: null,
    mostWaiting: null,
    longestWaitSeconds: 120,
    announceSeconds: 30,
    ...Object.fromEntries(flags.map((flag) => [flag, false])),
    ...destinations,
    ...queue,
  };
}

/** The queues a user may join; the lower the penalty, the sooner a call comes to them. */
export function membershipsOf({ queues }) {
  return queues.map((each) => (typeof each === "string" ? { name: each, penalty: 0 } : each));
}

// It passes through the dialplan, where $, brackets, commas and quotes are a language.
const label = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .&'/+-]{0,59}$/u;
const labelSentence = "must be 1 to 60 letters, digits, spaces or . & ' / + -";

function checkWholeNumber(notes, value, [least, most], field) {
  const isRight = Number.isInteger(value) && value >= least && value <= most;
  return notes.check(isRight, field, `must be a whole number from ${least} to ${most}`);
}

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

function checkHours(notes, hours, field) {
  if (hours === null) return;
  for (const [at, each] of asList(notes, hours, field).entries()) {
    const one = `${field}[${at}]`;
    if (!notes.fields(each, ["days", "from", "to"], one) || !isObject(each)) continue;
    for (const day of asList(notes, each.days, `${one}.days`)) {
      notes.oneOf(day, [1, 2, 3, 4, 5, 6, 7], `${one}.days`);
    }
    const sentence = "must be a time as 08:00 or 24:00";
    const [hasFrom, hasTo] = ["from", "to"].map((key) =>
      notes.matches(each[key], time, `${one}.${key}`, sentence),
    );
    if (hasFrom && hasTo) {
      notes.check(each.from < each.to, `${one}.to`, "must be later than from, on the same day");
    }
  }
}

function checkClip(notes, clip, language, field) {
  const shape = /^[a-z]{2}[a-z0-9-]{0,38}$/;
  if (!notes.matches(clip, shape, field, "must be the name of a clip, as queue-closed")) return;
  const file = `${language}-${clip}.wav`;
  const sentence = `there is no clip ${file} in pbx/embedded/prompts`;
  notes.check(!languages.includes(language) || existsSync(`${prompts}${file}`), field, sentence);
}

/** `{"play": clip}` or `{"to": number}`; whether the number is there is seen when all are known. */
function checkDestination(notes, destination, language, field) {
  if (!notes.fields(destination, ["play", "to"], field) || !isObject(destination)) return;
  const { play, to } = destination;
  const isOne = (play === undefined) !== (to === undefined);
  if (!notes.check(isOne, field, 'must be either {"play": clip} or {"to": number}')) return;
  if (play !== undefined) checkClip(notes, play, language, `${field}.play`);
}

function checkWrapUp(notes, wrapUp, field) {
  if (!notes.fields(wrapUp, ["mode", "seconds"], field) || !isObject(wrapUp)) return;
  notes.oneOf(wrapUp.mode, modes, `${field}.mode`);
  if (wrapUp.seconds !== undefined) notes.seconds(wrapUp.seconds, 1, `${field}.seconds`);
  if (wrapUp.mode === "fixed") {
    notes.check(wrapUp.seconds !== undefined, `${field}.seconds`, "is needed when mode is fixed");
  }
}

function checkPolicy(notes, queue, field) {
  const whole = completeQueue(queue);
  checkWrapUp(notes, whole.wrapUp, `${field}.wrapUp`);
  notes.oneOf(whole.missed, ["stay", "pause"], `${field}.missed`);
  notes.oneOf(whole.language, languages, `${field}.language`);
  checkHours(notes, whole.hours, `${field}.hours`);
  if (whole.mostWaiting !== null) {
    checkWholeNumber(notes, whole.mostWaiting, [1, 999], `${field}.mostWaiting`);
  }
  notes.seconds(whole.longestWaitSeconds, 10, `${field}.longestWaitSeconds`);
  notes.seconds(whole.announceSeconds, 5, `${field}.announceSeconds`);
  for (const flag of flags) notes.oneOf(whole[flag], [true, false], `${field}.${flag}`);
  for (const key of Object.keys(destinations)) {
    if (whole[key] !== null) {
      checkDestination(notes, whole[key], whole.language, `${field}.${key}`);
    }
  }
  if (whole.names === undefined || !notes.fields(whole.names, languages, `${field}.names`)) return;
  for (const [language, name] of Object.entries(whole.names)) {
    notes.matches(name, label, `${field}.names.${language}`, labelSentence);
  }
}

export function checkQueue(notes, taken, queue, field) {
  notes.fields(queue, queueFields, field);
  if (!isObject(queue)) return;
  checkNumber(notes, taken, queue.number, `${field}.number`);
  const name = /^(?!general$|defaults$)[a-z][a-z0-9_]{1,29}$/;
  const isName = notes.matches(
    queue.name,
    name,
    `${field}.name`,
    "must be 2 to 30 small letters, digits and _, beginning with a letter, and not general or defaults",
  );
  if (isName) {
    notes.check(!taken.has(queue.name), `${field}.name`, `${queue.name} is used twice`);
    taken.add(queue.name);
  }
  notes.matches(queue.label, label, `${field}.label`, labelSentence);
  notes.oneOf(queue.strategy, strategies, `${field}.strategy`);
  notes.seconds(queue.ringSeconds, 1, `${field}.ringSeconds`);
  notes.seconds(queue.serviceLevelSeconds, 1, `${field}.serviceLevelSeconds`);
  checkPolicy(notes, queue, field);
}

export function checkMenu(notes, taken, menu, field) {
  notes.fields(menu, ["number", "language", "play", "choices", "otherwise"], field);
  if (!isObject(menu)) return;
  checkNumber(notes, taken, menu.number, `${field}.number`);
  notes.oneOf(menu.language, languages, `${field}.language`);
  checkClip(notes, menu.play, menu.language, `${field}.play`);
  checkDestination(notes, menu.otherwise, menu.language, `${field}.otherwise`);
  const choices = asList(notes, menu.choices, `${field}.choices`);
  notes.check(choices.length > 0, `${field}.choices`, "must have at least one");
  const keys = new Set();
  for (const [at, choice] of choices.entries()) {
    const one = `${field}.choices[${at}]`;
    if (!notes.fields(choice, ["key", "label", "to"], one) || !isObject(choice)) continue;
    notes.matches(choice.key, /^[0-9*#]$/, `${one}.key`, "must be one key as text");
    notes.check(!keys.has(choice.key), `${one}.key`, `${choice.key} is used twice`);
    keys.add(choice.key);
    notes.matches(choice.label, label, `${one}.label`, labelSentence);
  }
}

/** An agent's state with all of their queues goes into one message of 1,000 bytes. */
const mostQueues = 20;

function checkMemberships(notes, user, names, field) {
  if (!isObject(user) || !Array.isArray(user.queues)) return;
  notes.check(user.queues.length <= mostQueues, field, `must be ${mostQueues} at most`);
  const own = new Set();
  for (const [at, each] of user.queues.entries()) {
    if (typeof each !== "string") {
      if (!notes.fields(each, ["name", "penalty"], `${field}[${at}]`) || !isObject(each)) continue;
      checkWholeNumber(notes, each.penalty, [0, 99], `${field}[${at}].penalty`);
    }
    const name = typeof each === "string" ? each : each.name;
    notes.check(names.has(name), field, `there is no queue ${describe(name)}`);
    notes.check(!own.has(name), field, `${describe(name)} is there twice`);
    own.add(name);
  }
}

/** What queues, menus and users say of each other. */
export function checkQueueReferences(notes, { users, queues, menus }) {
  const names = new Set(queues.map((queue) => queue?.name));
  for (const [at, user] of users.entries()) {
    checkMemberships(notes, user, names, `users[${at}].queues`);
  }
  const numbers = new Set([
    ...users.map((user) => user?.extension),
    ...[...queues, ...menus].map((each) => each?.number),
  ]);
  const leads = (to, field) =>
    notes.check(
      to === undefined || numbers.has(to),
      field,
      `there is no user, no queue and no menu ${describe(to)}`,
    );
  for (const [at, queue] of queues.entries()) {
    for (const key of Object.keys(destinations)) leads(queue?.[key]?.to, `queues[${at}].${key}.to`);
  }
  for (const [at, menu] of menus.entries()) {
    leads(menu?.otherwise?.to, `menus[${at}].otherwise.to`);
    for (const [index, choice] of (Array.isArray(menu?.choices) ? menu.choices : []).entries()) {
      leads(choice?.to ?? null, `menus[${at}].choices[${index}].to`);
    }
  }
}
