import { isRinging } from "../calls/attempt";
import type { LegBook } from "../calls/owner";
import type { Parked, Parking } from "../calls/parking";
import type { FloorFeed } from "../floor/feed";
import { findUser, parkingSlots, type User } from "../numbers";
import type { Queues } from "../queues/queues";
import type { DeviceState } from "./device-state";
import type { DeviceStates } from "./device-states";
import { dialogInfo, dialogInfoType } from "./dialog-info";
import { type Mailboxes, messageSummary, messageSummaryType } from "./mailboxes";
import { pidf, pidfType } from "./pidf";
import { notSet, type Presence, type Presences } from "./presences";

/** Something that can be watched, as documents. */
export interface Source {
  /** How it stands now; `version` counts the documents of one subscription from 0. */
  body(version: number): string;
}

export interface Watcher {
  readonly extension: string;
  /** Its User-Agent has "digium" in it: presence then has what the agent says of himself. */
  readonly isDigium: boolean;
}

/** Event packages, and the type of their documents. */
export const eventTypes: ReadonlyMap<string, string> = new Map([
  ["dialog", dialogInfoType],
  ["presence", pidfType],
  ["message-summary", messageSummaryType],
]);

export interface SourcesWorld {
  readonly book: LegBook;
  readonly parking: Pick<Parking, "inSlot">;
  readonly presences: Pick<Presences, "shownOf">;
  readonly mailboxes: Pick<Mailboxes, "freshOf">;
  readonly devices: DeviceStates;
  readonly queues: Pick<Queues, "standing">;
  /** null: nothing is made up. */
  readonly floor: Pick<FloorFeed, "find"> | null;
}

export interface Sources {
  /** What an event package knows of a resource; null: nothing, or nothing for this watcher. */
  find(event: string, resource: string, watcher: Watcher): Source | null;
}

/** Who is parked, without a number: every phone may read it. */
function parkedPresence({ name, parker, sinceSeconds }: Parked): Presence {
  // A lone surrogate cannot be encoded; names come from whoever calls.
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, ""));
  const text = `n=${encoded}&b=${parker}&t=${sinceSeconds}`;
  return { type: "available", subtype: "parked", text };
}

export function createSources(world: SourcesWorld): Sources {
  const { book, parking, devices, queues } = world;

  /** Whose call has rung longest, as in Asterisk. */
  function callerOf(user: User) {
    const ringing = devices.legsOf(user.extension).find(({ isAlerting }) => isAlerting);
    const owner = ringing === undefined ? null : book.ownerOf(ringing);
    return owner !== null && isRinging(owner) ? owner.caller : null;
  }

  function ofUser(event: string, user: User, watcher: Watcher): Source | null {
    const { extension, name } = user;
    const watched = { number: extension, name };
    switch (event) {
      case "dialog":
        return {
          body: (version) =>
            dialogInfo({ watched, state: devices.of(extension), caller: callerOf(user) }, version),
        };
      case "presence":
        return presence(
          extension,
          watcher,
          () => devices.of(extension),
          () => world.presences.shownOf(extension),
        );
      default:
        // Nobody else's mailbox.
        if (extension !== watcher.extension) return null;
        return { body: () => messageSummary(extension, world.mailboxes.freshOf(extension)) };
    }
  }

  function ofSlot(event: string, slot: string, watcher: Watcher): Source | null {
    const watched = { number: slot, name: "" };
    const state = (): DeviceState => (parking.inSlot(slot) === null ? "idle" : "inUse");
    if (event === "dialog") {
      return { body: (version) => dialogInfo({ watched, state: state(), caller: null }, version) };
    }
    if (event !== "presence") return null;
    return presence(slot, watcher, state, () => {
      const parked = parking.inSlot(slot);
      return parked === null ? notSet : parkedPresence(parked);
    });
  }

  /** It rings while somebody waits, and says all its numbers. */
  function ofQueue(event: string, resource: string, queue: string, watcher: Watcher): Source {
    const watched = { number: resource, name: "" };
    const state = (): DeviceState =>
      (queues.standing(queue)?.waiting ?? 0) > 0 ? "ringing" : "idle";
    if (event === "dialog") {
      return { body: (version) => dialogInfo({ watched, state: state(), caller: null }, version) };
    }
    return presence(resource, watcher, state, () => {
      const text = queues.standing(queue)?.text ?? "";
      return { type: "available", subtype: "queue", text };
    });
  }

  /** An agent or a queue that is made up. */
  function ofFloor(event: string, resource: string, watcher: Watcher): Source | null {
    const find = () => world.floor?.find(resource) ?? null;
    if (find() === null || event === "message-summary") return null;
    const watched = { number: resource, name: "" };
    const state = (): DeviceState => find()?.state ?? "unavailable";
    if (event === "dialog") {
      return { body: (version) => dialogInfo({ watched, state: state(), caller: null }, version) };
    }
    return presence(resource, watcher, state, () => find()?.presence ?? notSet);
  }

  return {
    find(event, resource, watcher) {
      const queue = /^queue-([a-z0-9_]+)$/.exec(resource)?.[1];
      if (queue !== undefined && event !== "message-summary" && queues.standing(queue) !== null) {
        return ofQueue(event, resource, queue, watcher);
      }
      const user = findUser(resource);
      if (user !== null) return ofUser(event, user, watcher);
      if (parkingSlots.includes(resource)) return ofSlot(event, resource, watcher);
      return ofFloor(event, resource, watcher);
    },
  };
}

function presence(
  watched: string,
  { extension, isDigium }: Watcher,
  state: () => DeviceState,
  own: () => Presence,
): Source {
  return {
    body: () =>
      pidf({ watched, watcher: extension, state: state(), presence: isDigium ? own() : null }),
  };
}
