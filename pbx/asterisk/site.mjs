import { asList, checkNumber, createNotes, describe, isObject } from "./site-notes.mjs";
// Reads site.json. Every mistake is named with its field, all at once: whoever writes the file sees them in one go.
import { checkMenu, checkQueue, checkQueueReferences } from "./site-queues.mjs";
import {
  checkListensTo,
  checkSupervision,
  checkSupervisionReferences,
  roles,
} from "./supervision.mjs";

const longestName = 80;

class SiteError extends Error {
  name = "SiteError";
}

const userFields = [
  "extension",
  "name",
  "role",
  "password",
  "pin",
  "voicemail",
  "queues",
  "listensTo",
  "callerNumbers",
];

function checkUser(notes, taken, user, field) {
  notes.fields(user, userFields, field);
  if (!isObject(user)) return;
  checkNumber(notes, taken, user.extension, `${field}.extension`);
  notes.text(user.name, longestName, `${field}.name`);
  notes.oneOf(user.role, roles, `${field}.role`);
  notes.text(user.password, 128, `${field}.password`);
  notes.matches(user.pin, /^\d{4,10}$/, `${field}.pin`, "must be 4 to 10 digits as text");
  notes.oneOf(user.voicemail, [true, false], `${field}.voicemail`);
  notes.list(user.queues, `${field}.queues`);
  if (user.callerNumbers !== undefined) notes.list(user.callerNumbers, `${field}.callerNumbers`);
  checkListensTo(notes, user, `${field}.listensTo`);
}

const outsideFields = ["trunk", "callerNumbers", "numbers", "emergency"];
const outsideNumber = /^\+?\d{3,15}$/;
const outsideSentence = "must be 3 to 15 digits as text, with or without a + in front";

function checkOutside(notes, outside) {
  notes.fields(outside, outsideFields, "outside");
  if (!isObject(outside)) return;
  if (outside.trunk !== null && notes.fields(outside.trunk, ["host", "port"], "outside.trunk")) {
    const host = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;
    notes.matches(outside.trunk.host, host, "outside.trunk.host", "must be a name or an address");
    const { port } = outside.trunk;
    const isPort = Number.isInteger(port) && port > 0 && port < 65_536;
    notes.check(isPort, "outside.trunk.port", "must be a port");
  }
  const own = asList(notes, outside.callerNumbers, "outside.callerNumbers");
  notes.check(
    own.length > 0,
    "outside.callerNumbers",
    "must have at least the number that is shown",
  );
  for (const [at, each] of own.entries()) {
    const field = `outside.callerNumbers[${at}]`;
    if (!notes.fields(each, ["number", "label"], field) || !isObject(each)) continue;
    notes.matches(each.number, outsideNumber, `${field}.number`, outsideSentence);
    notes.text(each.label, longestName, `${field}.label`);
  }
  for (const [at, each] of asList(notes, outside.numbers, "outside.numbers").entries()) {
    const field = `outside.numbers[${at}]`;
    if (!notes.fields(each, ["number", "to"], field) || !isObject(each)) continue;
    notes.matches(each.number, outsideNumber, `${field}.number`, outsideSentence);
  }
  for (const [at, number] of asList(notes, outside.emergency, "outside.emergency").entries()) {
    const field = `outside.emergency[${at}]`;
    notes.matches(number, /^\d{2,6}$/, field, "must be 2 to 6 digits as text");
  }
}

/** What leads from the outside to a user, a queue or a menu, and which users may show which number. */
function checkOutsideReferences(notes, { outside, users, queues, menus = [] }) {
  const inside = new Set([
    ...users.map((user) => user?.extension),
    ...[...queues, ...menus].map((each) => each?.number),
  ]);
  for (const [at, each] of (outside?.numbers ?? []).entries()) {
    const sentence = `there is no user, no queue and no menu ${describe(each?.to)}`;
    notes.check(inside.has(each?.to), `outside.numbers[${at}].to`, sentence);
  }
  const own = new Set((outside?.callerNumbers ?? []).map((each) => each?.number));
  for (const [at, user] of users.entries()) {
    for (const number of Array.isArray(user?.callerNumbers) ? user.callerNumbers : []) {
      const sentence = `there is no number ${describe(number)} in outside.callerNumbers`;
      notes.check(own.has(number), `users[${at}].callerNumbers`, sentence);
    }
  }
}

function checkTimeouts(notes, timeouts) {
  const known = ["ringSeconds", "parkingSeconds", "rtpSeconds", "rtpOnHoldSeconds"];
  notes.fields(timeouts, known, "timeouts");
  if (!isObject(timeouts)) return;
  for (const key of known) notes.seconds(timeouts[key], 1, `timeouts.${key}`);
}

/** Opening hours are told in it. */
function checkTimeZone(notes, timeZone = "UTC") {
  const sentence = "must be the name of a time zone, as Europe/Helsinki";
  const isName = notes.matches(timeZone, /^[A-Za-z][\w+/-]{1,63}$/, "timeZone", sentence);
  if (!isName) return;
  try {
    Intl.DateTimeFormat("en", { timeZone });
  } catch {
    notes.check(false, "timeZone", sentence);
  }
}

/** Gives back the site as it was given when it is right; throws with every mistake named when it is not. */
export function readSite(site) {
  const notes = createNotes();
  const taken = new Set();
  const known = ["timeouts", "timeZone", "users", "queues", "menus", "outside", "supervision"];
  notes.fields(site, known, "site");
  if (isObject(site)) {
    checkTimeouts(notes, site.timeouts);
    const users = asList(notes, site.users, "users");
    const queues = asList(notes, site.queues, "queues");
    for (const [at, user] of users.entries()) checkUser(notes, taken, user, `users[${at}]`);
    for (const [at, queue] of queues.entries()) checkQueue(notes, taken, queue, `queues[${at}]`);
    const menus = site.menus === undefined ? [] : asList(notes, site.menus, "menus");
    for (const [at, menu] of menus.entries()) checkMenu(notes, taken, menu, `menus[${at}]`);
    checkSupervisionReferences(notes, users);
    checkSupervision(notes, site.supervision);
    checkQueueReferences(notes, { users, queues, menus });
    checkTimeZone(notes, site.timeZone);
    checkOutside(notes, site.outside);
    // With a list that is none there is nothing to compare.
    if (notes.mistakes.length === 0) checkOutsideReferences(notes, site);
  }
  if (notes.mistakes.length === 0) return site;
  throw new SiteError(`The site has mistakes:\n${notes.mistakes.join("\n")}`);
}
