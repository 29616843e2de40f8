import { isRinging } from "../calls/attempt";
import type { LegBook } from "../calls/owner";
import type { Parked, Parking } from "../calls/parking";
import type { Leg } from "../legs/leg";
import { findUser, parkingSlots, type User } from "../numbers";
import type { Binding } from "../sip/registrar";
import { activityOf, type DeviceState, deviceStateOf } from "./device-state";
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
  readonly presences: Pick<Presences, "of">;
  readonly mailboxes: Pick<Mailboxes, "freshOf">;
  bindingsOf(extension: string): readonly Binding[];
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
  const { book, parking } = world;
  const legsOf = (user: User): Leg[] => book.all().filter((leg) => leg.user === user.extension);

  function stateOf(user: User): DeviceState {
    const activities = legsOf(user).map((leg) => {
      const owner = book.ownerOf(leg);
      const peers = owner.peersOf(leg);
      const isHeld = peers.length > 0 && peers.every(({ seat }) => seat.holding);
      return activityOf(leg, owner.isOver === true, isHeld);
    });
    return deviceStateOf(activities, world.bindingsOf(user.extension).length > 0);
  }

  /** Whose call has rung longest, as in Asterisk. */
  function callerOf(user: User) {
    const ringing = legsOf(user).find(({ isAlerting }) => isAlerting);
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
            dialogInfo({ watched, state: stateOf(user), caller: callerOf(user) }, version),
        };
      case "presence":
        return presence(
          extension,
          watcher,
          () => stateOf(user),
          () => world.presences.of(extension),
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

  return {
    find(event, resource, watcher) {
      const user = findUser(resource);
      if (user !== null) return ofUser(event, user, watcher);
      return parkingSlots.includes(resource) ? ofSlot(event, resource, watcher) : null;
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
