// Reads site.json. Every mistake is named with its field, all at once: whoever writes the file sees them in one go.

/** Numbers that the fixed part of the dialplan has taken. */
const reserved = /^(?:60[0-4]|7[0-2]\d|80\d|9[4-6]\d\d)$/;
const strategies = ["ringall", "leastrecent", "fewestcalls", "random", "rrmemory", "linear"];
const roles = ["agent", "supervisor"];
const longestName = 80;

class SiteError extends Error {
  name = "SiteError";
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Collects mistakes; each check gives back whether its value is usable. */
function createNotes() {
  const mistakes = [];
  const note = (field, sentence) => {
    mistakes.push(`${field}: ${sentence}`);
    return false;
  };
  const check = (isRight, field, sentence) => isRight || note(field, sentence);
  return {
    mistakes,
    check,
    matches: (value, pattern, field, sentence) =>
      check(typeof value === "string" && pattern.test(value), field, sentence),
    /** Printable text on one line. Lines of Asterisk's configuration end at 8192 bytes. */
    text(value, longest, field) {
      const sentence = `must be 1 to ${longest} characters of text on one line, without spaces around it`;
      const isText = typeof value === "string" && value.length > 0 && value.length <= longest;
      return check(isText && value.trim() === value && !control.test(value), field, sentence);
    },
    seconds: (value, least, field) =>
      check(
        Number.isInteger(value) && value >= least && value <= 3600,
        field,
        `must be a whole number of seconds from ${least} to 3600`,
      ),
    oneOf: (value, words, field) =>
      check(words.includes(value), field, `must be one of ${words.join(", ")}`),
    /** Knows no other fields: a misspelt one would silently do nothing. */
    fields(value, known, field) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return note(field, "must be an object");
      }
      const unknown = Object.keys(value).filter((key) => !known.includes(key));
      return unknown.every((key) =>
        note(`${field}.${key}`, `is not a field; known are ${known.join(", ")}`),
      );
    },
    list: (value, field) => check(Array.isArray(value), field, "must be a list"),
  };
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkNumber(notes, taken, value, field) {
  const shape = /^[1-9]\d{2,5}$/;
  if (!notes.matches(value, shape, field, "must be 3 to 6 digits as text, not beginning with 0")) {
    return;
  }
  notes.check(!reserved.test(value), field, `${value} is a number of the phone system itself`);
  notes.check(!taken.has(value), field, `${value} is used twice`);
  taken.add(value);
}

const queueFields = [
  "number",
  "name",
  "label",
  "strategy",
  "ringSeconds",
  "wrapUpSeconds",
  "serviceLevelSeconds",
];

function checkQueue(notes, taken, queue, field) {
  notes.fields(queue, queueFields, field);
  if (!isObject(queue)) return;
  checkNumber(notes, taken, queue.number, `${field}.number`);
  const name = /^(?!general$|defaults$)[a-z][a-z0-9]{1,29}$/;
  const isName = notes.matches(
    queue.name,
    name,
    `${field}.name`,
    "must be 2 to 30 small letters and digits, beginning with a letter, and not general or defaults",
  );
  if (isName) {
    notes.check(!taken.has(queue.name), `${field}.name`, `${queue.name} is used twice`);
    taken.add(queue.name);
  }
  // It passes through the dialplan, where $, brackets, commas and quotes are a language.
  const label = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .&'/+-]{0,59}$/u;
  const labelSentence = "must be 1 to 60 letters, digits, spaces or . & ' / + -";
  notes.matches(queue.label, label, `${field}.label`, labelSentence);
  notes.oneOf(queue.strategy, strategies, `${field}.strategy`);
  notes.seconds(queue.ringSeconds, 1, `${field}.ringSeconds`);
  notes.seconds(queue.wrapUpSeconds, 0, `${field}.wrapUpSeconds`);
  notes.seconds(queue.serviceLevelSeconds, 1, `${field}.serviceLevelSeconds`);
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
  if (user.listensTo === undefined) return;
  notes.check(user.role === "supervisor", `${field}.listensTo`, "is for supervisors only");
  const isRight = user.listensTo === "all" || Array.isArray(user.listensTo);
  notes.check(isRight, `${field}.listensTo`, 'must be "all" or a list of extensions');
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

function asList(notes, value, field) {
  return notes.list(value, field) ? value : [];
}

/** What leads from the outside to a user or a queue, and which users may show which number. */
function checkOutsideReferences(notes, { outside, users, queues }) {
  const inside = new Set([
    ...users.map((user) => user?.extension),
    ...queues.map((queue) => queue?.number),
  ]);
  for (const [at, each] of (outside?.numbers ?? []).entries()) {
    const sentence = `there is no user and no queue ${describe(each?.to)}`;
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

/** What points from one part of the file to another. */
function checkReferences(notes, users, queues) {
  const extensions = new Set(users.map((user) => user?.extension));
  const names = new Set(queues.map((queue) => queue?.name));
  for (const [at, user] of users.entries()) {
    for (const name of Array.isArray(user?.queues) ? user.queues : []) {
      notes.check(names.has(name), `users[${at}].queues`, `there is no queue ${describe(name)}`);
    }
    for (const extension of Array.isArray(user?.listensTo) ? user.listensTo : []) {
      const sentence = `there is no extension ${describe(extension)}`;
      notes.check(extensions.has(extension), `users[${at}].listensTo`, sentence);
    }
  }
}

function describe(value) {
  return JSON.stringify(value) ?? String(value);
}

function checkTimeouts(notes, timeouts) {
  const known = ["ringSeconds", "parkingSeconds", "rtpSeconds", "rtpOnHoldSeconds"];
  notes.fields(timeouts, known, "timeouts");
  if (!isObject(timeouts)) return;
  for (const key of known) notes.seconds(timeouts[key], 1, `timeouts.${key}`);
}

/** Gives back the site as it was given when it is right; throws with every mistake named when it is not. */
export function readSite(site) {
  const notes = createNotes();
  const taken = new Set();
  notes.fields(site, ["timeouts", "users", "queues", "outside"], "site");
  if (isObject(site)) {
    checkTimeouts(notes, site.timeouts);
    const users = notes.list(site.users, "users") ? site.users : [];
    const queues = notes.list(site.queues, "queues") ? site.queues : [];
    for (const [at, user] of users.entries()) checkUser(notes, taken, user, `users[${at}]`);
    for (const [at, queue] of queues.entries()) checkQueue(notes, taken, queue, `queues[${at}]`);
    checkReferences(notes, users, queues);
    checkOutside(notes, site.outside);
    // With a list that is none there is nothing to compare.
    if (notes.mistakes.length === 0) checkOutsideReferences(notes, site);
  }
  if (notes.mistakes.length === 0) return site;
  throw new SiteError(`The site has mistakes:\n${notes.mistakes.join("\n")}`);
}
