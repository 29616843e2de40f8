import type { CallId } from "@/phone/calls/call";

import { type CheckPhone, until } from "./check-phone";
import type { NodeSession } from "./node-media";

/** A call between the two, up and with sound both ways. */
export interface Talk {
  /** In the phone that has called. */
  readonly id: CallId;
  /** In the other one. */
  readonly otherId: CallId;
  readonly sound: NodeSession;
  readonly otherSound: NodeSession;
}

/** Half a second of sound. */
const enoughPackets = 25;

export function soundOf(agent: CheckPhone): NodeSession {
  const session = agent.media.newest();
  if (session === null) throw new Error("no sound was made");
  return session;
}

/** Waits for sound to come from now on. */
export async function hears(sound: NodeSession, who: string): Promise<void> {
  const before = sound.received();
  await until(() => sound.received() - before > enoughPackets, `sound for ${who}`);
}

export async function call(first: CheckPhone, second: CheckPhone): Promise<Talk> {
  const { id } = first.dials(second.extension);
  const ringing = await second.has("ringing");
  second.does(ringing.id, { type: "answer" });
  await until(() => first.call(id).phase === "talking", "the call is answered");
  await second.has("talking");
  const [sound, otherSound] = [soundOf(first), soundOf(second)];
  await Promise.all([hears(sound, "the caller"), hears(otherSound, "the called")]);
  return { id, otherId: ringing.id, sound, otherSound };
}

/** Waits for the end of a call, and gives its reason. */
export async function ends(agent: CheckPhone, id: CallId): Promise<string> {
  await until(() => agent.call(id).phase === "ended", "the call ends");
  const ended = agent.call(id);
  return ended.phase === "ended" ? ended.reason : "";
}
