import type { Bridges } from "../calls/bridges";
import { type LegBook, nobody, type Owner } from "../calls/owner";
import { isInCall, successorOf, talkingOf } from "../calls/talking";
import { causes } from "../legs/cause";
import type { CallerLeg, Leg } from "../legs/leg";
import type { SpyMode } from "../media/hearing";
import { findUser } from "../numbers";
import type { Hearers } from "./hearers";
import type { Rights } from "./rights";

/** Supervisors who listen to calls, each to one call of one agent, and no longer than that call is the agent's. */
export interface Spies {
  /** A supervisor has dialled the code and an extension. */
  dial(caller: CallerLeg, extension: string): void;
  /** Legs have come, gone or moved. */
  check(): void;
}

export interface SpiesWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly rights: Pick<Rights, "of" | "isOver">;
  readonly hearers: Pick<Hearers, "listens" | "ended">;
}

interface Spy {
  readonly leg: Leg;
  readonly supervisor: string;
  /** Of the agent. */
  readonly extension: string;
  /** X-Call-UUID. */
  readonly uuid: string;
  /** The agent's leg: another one after a page has loaded again. */
  agent: Leg;
}

/** The keys of ChanSpy with option `d`. */
const modeOfKey: Readonly<Record<string, SpyMode>> = {
  "4": "monitor",
  "5": "whisper",
  "6": "barge",
};

export function createSpies(world: SpiesWorld): Spies {
  const { book, bridges, rights, hearers } = world;
  const spies = new Set<Spy>();

  function hear({ leg, agent }: Spy, mode: SpyMode): void {
    leg.seat.spying = { agent: agent.seat.id, mode };
    bridges.listen(leg, agent);
  }

  function pressed(spy: Spy, key: string): void {
    const mode = Object.hasOwn(modeOfKey, key) ? modeOfKey[key] : undefined;
    if (mode === undefined) return;
    hearers.listens(spy.supervisor, spy.extension, mode, null);
    hear(spy, mode);
  }

  /** A page that has loaded again dials anew, and its last call goes on until nothing has come from it for long. */
  function endFormer(supervisor: string, extension: string): void {
    for (const spy of spies) {
      if (spy.supervisor !== supervisor || spy.extension !== extension) continue;
      spies.delete(spy);
      bridges.listen(spy.leg, null);
      spy.leg.end(causes.normal);
    }
  }

  function begin(leg: Leg, supervisor: string, extension: string): void {
    endFormer(supervisor, extension);
    const talking = talkingOf(world, extension);
    if (talking === null) {
      hearers.ended(supervisor, extension);
      return leg.end(causes.normal);
    }
    const { uuid } = talking.bridge.kind;
    const spy: Spy = { leg, supervisor, extension, uuid, agent: talking.leg };
    const owner: Owner = {
      ...nobody,
      pressed: (key) => pressed(spy, key),
      ended() {
        bridges.listen(leg, null);
        if (spies.delete(spy)) hearers.ended(supervisor, extension);
      },
    };
    spies.add(spy);
    hear(spy, "monitor");
    book.assign(leg, owner);
    hearers.listens(supervisor, extension, "monitor", null);
  }

  /** The agent's leg in the same call; null: the call is over, or is another one. */
  function agentOf({ agent, extension, uuid }: Spy): Leg | null {
    if (!isInCall(book, agent)) return successorOf(world, { extension, uuid });
    const bridge = bridges.bridgeOf(agent); // none while a transfer rings
    return bridge === null || bridge.kind.uuid === uuid ? agent : null;
  }

  function checkOne(spy: Spy): void {
    const agent = agentOf(spy);
    if (agent === null) return spy.leg.end(causes.normal);
    spy.agent = agent;
    hear(spy, spy.leg.seat.spying?.mode ?? "monitor");
  }

  return {
    dial(caller, extension) {
      book.add(caller, nobody);
      const { user } = caller;
      const agent = findUser(extension);
      if (user === null || rights.of(user).role === "agent") return caller.end(causes.forbidden);
      if (agent === null) return caller.end(causes.unknownNumber);
      if (!rights.isOver(user, extension)) return caller.end(causes.forbidden);
      void caller.answer({ number: `*23${extension}`, name: agent.name }).then((isUp) => {
        if (isUp) begin(caller, user, extension);
      });
    },
    check() {
      for (const spy of spies) checkOne(spy);
    },
  };
}
