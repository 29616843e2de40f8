import type { LegBook } from "../calls/owner";
import type { Leg } from "../legs/leg";
import type { Binding } from "../sip/registrar";
import { activityOf, type DeviceState, deviceStateOf } from "./device-state";

/** How the phones of users stand. */
export interface DeviceStates {
  of(extension: string): DeviceState;
  legsOf(extension: string): readonly Leg[];
}

export function createDeviceStates(
  book: LegBook,
  bindingsOf: (extension: string) => readonly Binding[],
): DeviceStates {
  const legsOf = (extension: string): readonly Leg[] =>
    book.all().filter(({ user }) => user === extension);
  return {
    legsOf,
    of(extension) {
      const activities = legsOf(extension).map((leg) => {
        const owner = book.ownerOf(leg);
        const peers = owner.peersOf(leg);
        const isHeld = peers.length > 0 && peers.every(({ seat }) => seat.holding);
        return activityOf(leg, owner.isOver === true, isHeld);
      });
      return deviceStateOf(activities, bindingsOf(extension).length > 0);
    },
  };
}
