import type { Call, CallId } from "@/phone/calls/call";
import { selectAll, selectLiveCount } from "@/phone/calls/select";

import { type CheckPhone, describeProblem, until } from "./check-phone";
import { call, ends, hears, soundOf } from "./talk";
import { can, cannot, notTried, type Outcome, type Trial, withBoth, withSecond } from "./trial";

/** No phone system here has it. */
const nobody = "98765432";

/** Waits for `condition`, or for what went wrong with a call of this phone. */
async function settles(
  agent: CheckPhone,
  condition: () => boolean,
  what: string,
): Promise<string | null> {
  const problem = () =>
    selectAll(agent.phone.calls.store.getState()).find((each) => each.problem !== null)?.problem ??
    null;
  await until(() => condition() || problem() !== null, what, 10_000);
  const found = problem();
  return found === null ? null : describeProblem(found);
}

const isOver = (agent: CheckPhone, id: CallId) => () => agent.call(id).phase === "ended";

async function tryBlind(first: CheckPhone, second: CheckPhone, to: string): Promise<Outcome> {
  const { id, otherSound } = await call(first, second);
  first.does(id, { type: "transfer", target: to });
  const problem = await settles(first, isOver(first, id), "the transfer succeeds");
  if (problem !== null) return cannot(problem);
  await hears(otherSound, "who was transferred");
  return can(`${second.extension} talks with ${to}`);
}

async function tryNote(first: CheckPhone, second: CheckPhone, to: string): Promise<Outcome> {
  if (!first.phone.system.store.getState().transferNote) return notTried("no command channel");
  const { id } = await call(first, second);
  first.does(id, { type: "transfer", target: to, note: "check" });
  const problem = await settles(first, isOver(first, id), "the transfer succeeds");
  return problem === null ? can("a line of text is taken") : cannot(problem);
}

async function tryLostTransfer(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  const { id, otherSound } = await call(first, second);
  first.does(id, { type: "transfer", target: nobody });
  const problem = await settles(first, isOver(first, id), "the transfer to nobody fails");
  const stays = first.call(id).phase === "talking";
  if (problem === null && !stays) {
    await first.has("talking");
    return can("the call is offered again");
  }
  await hears(otherSound, "who was not transferred");
  return stays ? can(`the call stays (${problem ?? ""})`) : cannot("the call is lost");
}

async function tryAttended(first: CheckPhone, second: CheckPhone, to: string): Promise<Outcome> {
  const { id, otherId, otherSound } = await call(first, second);
  first.moves({ type: "consult", id, target: to });
  await until(() => {
    const asked = selectAll(first.phone.calls.store.getState()).at(-1);
    return asked?.purpose.kind === "consultation" && asked.phase === "talking";
  }, `${to} answers`);
  const asked = selectAll(first.phone.calls.store.getState()).at(-1);
  if (asked === undefined) return cannot("no consultation");
  first.moves({ type: "completeTransfer", id: asked.id });
  const both = (): boolean => isOver(first, id)() && isOver(first, asked.id)();
  const problem = await settles(first, both, "the two are put together");
  if (problem !== null) return cannot(problem);
  await hears(otherSound, "who was transferred");
  const { number } = second.call(otherId).party;
  const shown = number === first.extension ? "is not told with whom" : `sees ${number}`;
  return can(`${second.extension} talks with ${to} and ${shown}`);
}

async function tryRedirect(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  first.dials(second.extension);
  const ringing = await second.has("ringing");
  second.does(ringing.id, { type: "redirect", target: first.extension });
  const again = await first.has("ringing");
  const { divertedFrom } = again.origin;
  return can(divertedFrom === null ? "without a Diversion header" : `from ${divertedFrom}`);
}

async function tryParking(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  if (!first.phone.system.store.getState().park) return notTried("no codes for it (codes.park)");
  const stop = first.phone.parking.watch();
  try {
    const { id, otherSound } = await call(first, second);
    const slot = first.phone.parking.store.getState().slots[0]?.slot ?? "";
    first.moves({ type: "park", id, slot });
    const problem = await settles(first, isOver(first, id), "the call is parked");
    if (problem !== null) return cannot(problem);
    const slots = () => first.phone.parking.store.getState().slots;
    const isSeen = await until(
      () => slots().some(({ state }) => state === "taken"),
      "",
      2_000,
    ).then(
      () => true,
      () => false,
    );
    const taken = slots().find(({ state }) => state === "taken");
    first.moves({ type: "fetch", slot: taken?.slot ?? slot });
    await first.has("talking");
    await hears(otherSound, "who was parked");
    const who = taken?.name === null || taken === undefined ? "" : `, with the name ${taken.name}`;
    return can(
      `parked in ${slot} and fetched; ${isSeen ? `slots tell${who}` : "slots tell nothing"}`,
    );
  } finally {
    stop();
  }
}

function isRingingThere(call: Call): boolean {
  return call.phase === "dialing" && call.progress !== "sent";
}

async function tryPickup(
  first: CheckPhone,
  second: CheckPhone,
  openTab: () => Promise<CheckPhone>,
): Promise<Outcome> {
  if (!first.phone.system.store.getState().pickUp) return notTried("no code for it (codes.pickup)");
  const tab = await openTab();
  try {
    const { id } = first.dials(second.extension);
    const ringing = await second.has("ringing");
    // Until the phone system has heard so it has nothing to pick up.
    await until(() => isRingingThere(first.call(id)), "that it rings there is told to the caller");
    tab.moves({ type: "pickUp", extension: second.extension });
    await tab.has("talking");
    const reason = await ends(second, ringing.id);
    return can(`taken from ${second.extension}, which is told: ${reason}`);
  } finally {
    await tab.rests();
    await tab.signsOut();
  }
}

/** A conference of two calls with the second phone; in the room those are the members 1 and 2. */
async function confer(first: CheckPhone, second: CheckPhone): Promise<CallId | string> {
  const one = await call(first, second);
  const other = await call(first, second);
  first.moves({ type: "merge", id: one.id, other: other.id });
  const conference = () =>
    selectAll(first.phone.calls.store.getState()).find(
      ({ purpose }) => purpose.kind === "conference",
    );
  const areIn = (): boolean => {
    const purpose = conference()?.purpose;
    return purpose?.kind === "conference" && purpose.members.every(({ state }) => state === "in");
  };
  const problem = await settles(first, areIn, "all are in the room");
  if (problem !== null) return problem;
  await Promise.all([hears(soundOf(first), "who made it"), hears(other.otherSound, "a member")]);
  return conference()?.id ?? "no conference";
}

async function tryConference(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  if (first.phone.system.store.getState().conference === "browser") {
    return notTried("no code for it (codes.conference): the browser mixes");
  }
  const conference = await confer(first, second);
  const isThere = selectAll(first.phone.calls.store.getState()).some(({ id }) => id === conference);
  return isThere ? can("three in a room") : cannot(conference);
}

async function tryRemoval(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  if (!first.phone.system.store.getState().removeMember) return notTried("no command channel");
  const conference = (await confer(first, second)) as CallId;
  const before = selectLiveCount(second.phone.calls.store.getState());
  first.does(conference, { type: "removeMember", digit: 1 });
  const isFewer = (): boolean => selectLiveCount(second.phone.calls.store.getState()) < before;
  await until(isFewer, "the member is taken out");
  return can("conf kick is taken");
}

export const moveTrials: readonly Trial[] = [
  {
    what: "Blind transfer",
    feature: "transfer",
    run: withBoth(({ first, second, answering }) => tryBlind(first, second, answering)),
  },
  {
    what: "Transfer to nobody",
    run: withSecond(({ first, second }) => tryLostTransfer(first, second)),
  },
  {
    what: "Attended transfer",
    feature: "attendedTransfer",
    run: withBoth(({ first, second, answering }) => tryAttended(first, second, answering)),
  },
  {
    what: "Commands: a note with a transfer",
    feature: "commands",
    run: withBoth(({ first, second, answering }) => tryNote(first, second, answering)),
  },
  {
    what: "Send a ringing call on (302)",
    feature: "redirect",
    run: withSecond(({ first, second }) => tryRedirect(first, second)),
  },
  {
    what: "Park and fetch",
    feature: "parking",
    run: withSecond(({ first, second }) => tryParking(first, second)),
  },
  {
    what: "Pick up a colleague's call",
    feature: "pickup",
    run: withSecond(({ first, second, openTab }) => tryPickup(first, second, openTab)),
  },
  {
    what: "Conference room",
    feature: "conferenceRoom",
    run: withSecond(({ first, second }) => tryConference(first, second)),
  },
  {
    what: "Commands: take out of a conference",
    feature: "commands",
    run: withSecond(({ first, second }) => tryRemoval(first, second)),
  },
];
