// Who may listen to whom, what agents are told of it, and what is generated of that.
import { describe, isObject } from "./site-notes.mjs";

export const roles = ["agent", "supervisor", "administrator"];
const times = ["always", "whispered", "afterwards", "never"];

/** A supervisor reads whom they are over in one message. */
const mostListed = 100;

/** What is meant where site.json says nothing. */
function completeSupervision({ supervision = {} }) {
  return { tell: "whispered", journal: true, ...supervision };
}

/** Whom somebody may listen to: an administrator everybody, unless it is written otherwise. */
function over({ role, listensTo = role === "administrator" ? "all" : [] }) {
  return listensTo;
}

const isOver = (supervisor, { extension }) =>
  supervisor.extension !== extension &&
  (over(supervisor) === "all" || over(supervisor).includes(extension));

export function checkListensTo(notes, { role, listensTo }, field) {
  if (listensTo === undefined) return;
  const isAllowed = role === "supervisor" || role === "administrator";
  notes.check(isAllowed, field, "is for supervisors and administrators only");
  const isRight = listensTo === "all" || Array.isArray(listensTo);
  notes.check(isRight, field, 'must be "all" or a list of extensions');
  const isShort = !Array.isArray(listensTo) || listensTo.length <= mostListed;
  notes.check(isShort, field, `must be ${mostListed} extensions at most, or "all"`);
}

/** Whether those who may be listened to are there. */
export function checkSupervisionReferences(notes, users) {
  const extensions = new Set(users.map((user) => user?.extension));
  for (const [at, user] of users.entries()) {
    for (const extension of Array.isArray(user?.listensTo) ? user.listensTo : []) {
      const sentence = `there is no extension ${describe(extension)}`;
      notes.check(extensions.has(extension), `users[${at}].listensTo`, sentence);
    }
  }
}

export function checkSupervision(notes, supervision) {
  if (supervision === undefined) return;
  const known = ["tell", "journal"];
  if (!notes.fields(supervision, known, "supervision") || !isObject(supervision)) return;
  const { tell, journal } = completeSupervision({ supervision });
  notes.oneOf(tell, times, "supervision.tell");
  notes.oneOf(journal, [true, false], "supervision.journal");
}

/** `<supervisor>_<agent>`: who may listen to whom. */
export function spyRights({ users }) {
  return users.flatMap((supervisor) =>
    users
      .filter((agent) => isOver(supervisor, agent))
      .map((agent) => `${supervisor.extension}_${agent.extension},1,NoOp()`),
  );
}

/** Global variables that conf/extensions-spying.conf and conf/extensions-supervision.conf read. */
export function supervisionGlobals(site) {
  const { users } = site;
  const { tell, journal } = completeSupervision(site);
  const ofUsers = users.map((user) => {
    const listened = over(user);
    const supervisors = users.filter((each) => isOver(each, user));
    return {
      [`ROLE_${user.extension}`]: user.role,
      [`OVER_${user.extension}`]: listened === "all" ? listened : listened.join("-"),
      [`SUPERVISORS_${user.extension}`]: supervisors.map(({ extension }) => extension).join("-"),
    };
  });
  return Object.assign(
    { SUPERVISION_TELL: tell, SUPERVISION_JOURNAL: journal ? 1 : 0 },
    ...ofUsers,
  );
}
