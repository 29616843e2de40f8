import { type CheckPhone, pause, until } from "./check-phone";
import { call } from "./talk";
import { can, cannot, notTried, type Outcome, type Trial, withSecond } from "./trial";

async function tryPresence(first: CheckPhone, second: CheckPhone): Promise<Outcome> {
  const stop = first.phone.team.watch([second.extension]);
  const seen: string[] = [];
  const state = (): string =>
    first.phone.team.store.getState().byExtension[second.extension]?.state ?? "unknown";
  const unsubscribe = first.phone.team.store.subscribe(() => {
    if (seen.at(-1) !== state()) seen.push(state());
  });
  const told = (wanted: string): Promise<void> =>
    until(
      () => state() === wanted,
      () => `${wanted} (told: ${seen.join(", ") || "nothing"})`,
    );
  try {
    await told("free");
    await call(first, second);
    await told("busy");
    await second.rests();
    await told("free");
    const missing = seen.includes("ringing") ? "" : "; ringing is not told";
    return can(`${seen.join(", ")}${missing}`);
  } finally {
    unsubscribe();
    stop();
  }
}

function tellsMailbox({ received }: CheckPhone): Outcome {
  const summary = received.findLast((text) => /^Event:\s*message-summary/im.test(text));
  const line = /^Voice-Message:\s*(.*?)\r?$/im.exec(summary ?? "")?.[1];
  if (summary === undefined) return notTried("nothing was told; leave a message and try again");
  return can(`told unasked: ${line ?? "no number of messages"}`);
}

const listenMs = 20_000;

async function listensForLife({ received }: CheckPhone): Promise<Outcome> {
  const count = (pattern: RegExp): number => received.filter((text) => pattern.test(text)).length;
  await until(() => count(/^OPTIONS /) + count(/^\s*$/) > 0, "", listenMs).catch(() => undefined);
  const [options, lines] = [count(/^OPTIONS /), count(/^\s*$/)];
  if (options + lines > 0) return can(`${options} OPTIONS, ${lines} empty lines so far`);
  return cannot("nothing came: a dead connection is noticed late, and proxies close quiet ones");
}

export const watchingTrials: readonly Trial[] = [
  {
    what: "How a colleague stands",
    feature: "presence",
    run: withSecond(({ first, second }) => tryPresence(first, second)),
  },
  {
    what: "New voice messages",
    async run({ first }) {
      await pause(1_000);
      return tellsMailbox(first);
    },
  },
  {
    what: "Which number is shown",
    feature: "callerNumber",
    run: async () => notTried("look at the telephone that is called"),
  },
  { what: "Signs of life", run: ({ first }) => listensForLife(first) },
];
