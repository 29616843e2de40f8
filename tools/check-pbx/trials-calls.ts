import { selectAll } from "@/phone/calls/select";

import { type CheckPhone, pause, until } from "./check-phone";
import { call, ends, hears, soundOf } from "./talk";
import { can, cannot, notTried, type Outcome, type Trial, withSecond } from "./trial";

const problemOf = (agent: CheckPhone): string | null =>
  selectAll(agent.phone.calls.store.getState()).find(({ problem }) => problem !== null)?.problem
    ?.code ?? null;

/** One header of the newest message that begins with a line like this. */
function headerOf(messages: readonly string[], firstLine: RegExp, header: string): string | null {
  const message = messages.findLast((text) => firstLine.test(text));
  return new RegExp(`^${header}:\\s*(.*?)\\r?$`, "im").exec(message ?? "")?.[1] ?? null;
}

function describeRegistration({ sent, received, phone }: CheckPhone): Outcome {
  const state = phone.connection.store.getState();
  const algorithm = /algorithm=([\w-]+)/i.exec(
    headerOf(sent, /^REGISTER /, "Authorization") ?? "algorithm=MD5",
  )?.[1];
  const granted = /expires=(\d+)/i.exec(
    received.findLast(
      (text) => /^CSeq: \d+ REGISTER/im.test(text) && text.startsWith("SIP/2.0 2"),
    ) ?? "",
  )?.[1];
  const name = state.phase === "connected" ? state.pbx : null;
  return can(`${name ?? "no Server header"}; digest ${algorithm}; for ${granted ?? "?"} s`);
}

async function tryCall(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  const { sound, otherSound } = await call(first, second);
  return can(`sound both ways (${sound.codec()}, ${otherSound.codec()})`);
}

async function tryIdentity(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  const { id, otherId } = await call(first, second);
  const { party: caller, origin } = second.call(otherId);
  const asserted = headerOf(first.received, /^SIP\/2\.0 200/, "P-Asserted-Identity");
  const detail = [
    `rings as ${caller.display ?? "(no name)"} ${caller.number}`,
    asserted === null ? "200 does not say who answered" : `answered by ${asserted}`,
    origin.callUuid === null ? "no X-Call-UUID" : "X-Call-UUID",
  ].join("; ");
  return first.call(id).party.number === second.extension && caller.number === first.extension
    ? can(detail)
    : cannot(detail);
}

async function tryEveryTab(
  first: CheckPhone,
  second: CheckPhone,
  openTab: () => Promise<CheckPhone>,
): Promise<Outcome> {
  const tab = await openTab();
  try {
    second.dials(first.extension);
    const [here, there] = await Promise.all([first.has("ringing"), tab.has("ringing")]);
    tab.does(there.id, { type: "answer" });
    await tab.has("talking");
    const reason = await ends(first, here.id);
    const told =
      reason === "answeredElsewhere" ? "the other is told that it was answered" : `then: ${reason}`;
    return can(`rings in both; ${told}`);
  } finally {
    await tab.rests();
    await tab.signsOut();
  }
}

async function tryDigits(first: CheckPhone, second: CheckPhone, byInfo: boolean): Promise<Outcome> {
  first.media.refuseEvents(byInfo);
  try {
    const { id, otherSound } = await call(first, second);
    first.does(id, { type: "sendDigits", digits: "5" });
    await until(
      () => otherSound.digits() !== "" || problemOf(first) !== null,
      "the digit arrives as an event",
      4_000,
    );
    const problem = problemOf(first);
    if (problem !== null) return cannot(problem);
    return can(`pressed 5, arrived ${otherSound.digits()}`);
  } finally {
    first.media.refuseEvents(false);
  }
}

async function tryHold(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  const { id, sound, otherSound } = await call(first, second);
  const isHeld = (held: boolean) => () => {
    const now = first.call(id);
    return (now.phase === "talking" && now.held === held) || now.problem !== null;
  };
  first.does(id, { type: "hold" });
  await until(isHeld(true), "the hold is agreed to");
  const refused = problemOf(first);
  if (refused !== null) return cannot(refused);
  // What is under way still arrives.
  await pause(500);
  const before = otherSound.received();
  await pause(1_000);
  const hasMusic = otherSound.received() > before;
  first.does(id, { type: "resume" });
  await until(isHeld(false), "the resume is agreed to");
  await Promise.all([hears(sound, "the holder"), hears(otherSound, "the held")]);
  const problem = problemOf(first);
  if (problem !== null) return cannot(problem);
  return can(`and back; the held party hears ${hasMusic ? "something (music?)" : "nothing"}`);
}

async function tryCut(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  const { id, sound, otherSound } = await call(first, second);
  const startedAt = Date.now();
  sound.breakPath();
  first.cut();
  const { store } = first.phone.connection;
  const isBack = (): boolean => {
    const state = store.getState();
    return state.phase === "connected" && state.since >= startedAt;
  };
  await until(isBack, "signed in again", 20_000);
  await until(() => sound.path === "connected", "a new path for the sound", 10_000);
  await Promise.all([hears(sound, "the caller"), hears(otherSound, "the called")]);
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
  const ice = sound.restarts() > 0 ? "ICE restarted" : "without an ICE restart";
  first.does(id, { type: "hangUp" });
  await ends(first, id);
  await second.has("ended");
  return can(`up again after ${seconds} s, ${ice}`);
}

async function tryCallWaiting(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  await call(first, second);
  first.dials(second.extension);
  await second.has("ringing");
  return can("a second call rings while one is up");
}

async function tryDecline(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  const { id } = first.dials(second.extension);
  const ringing = await second.has("ringing");
  second.does(ringing.id, { type: "decline" });
  const reason = await ends(first, id);
  const detail = `the caller is told: ${reason}`;
  return reason === "declinedThere" || reason === "busy" ? can(detail) : cannot(detail);
}

async function tryEarly(first: CheckPhone, number: string): Promise<Outcome> {
  const { id } = first.dials(number);
  await until(() => {
    const now = first.call(id);
    return now.phase === "dialing" && now.progress === "earlyMedia";
  }, "183 with sound");
  await hears(soundOf(first), "the caller before the answer");
  return can(`${number} is heard before it answers`);
}

export const callTrials: readonly Trial[] = [
  { what: "Sign in", run: async ({ first }) => describeRegistration(first) },
  { what: "Call", run: withSecond(({ first, second }) => tryCall(first, second)) },
  {
    what: "Who calls, who answers",
    run: withSecond(({ first, second }) => tryIdentity(first, second)),
  },
  {
    what: "Every tab rings",
    run: withSecond(({ first, second, openTab }) => tryEveryTab(first, second, openTab)),
  },
  {
    what: "Second call while one is up",
    run: withSecond(({ first, second }) => tryCallWaiting(first, second)),
  },
  { what: "Decline", run: withSecond(({ first, second }) => tryDecline(first, second)) },
  {
    what: "Digits as RTP events",
    run: withSecond(({ first, second }) => tryDigits(first, second, false)),
  },
  {
    what: "Digits by SIP INFO",
    run: withSecond(({ first, second }) => tryDigits(first, second, true)),
  },
  { what: "Hold and resume", run: withSecond(({ first, second }) => tryHold(first, second)) },
  {
    what: "Call outlives the connection",
    run: withSecond(({ first, second }) => tryCut(first, second)),
  },
  {
    what: "Sound before the answer",
    run: async ({ first, early }) =>
      early === null
        ? notTried("takes a number that speaks first (--early)")
        : tryEarly(first, early),
  },
];
