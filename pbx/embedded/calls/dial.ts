import type { CallerLeg } from "../legs/leg";
import { planForCaller } from "../numbers";
import type { Queues } from "../queues/queues";
import type { Supervision } from "../supervision/supervision";
import type { Calls, Dialled } from "./calls";
import type { Conferences } from "./conferences";
import type { Parking } from "./parking";
import type { Pickup } from "./pickup";

export interface DialWorld {
  readonly calls: Pick<Calls, "place">;
  readonly conferences: Pick<Conferences, "dial">;
  readonly parking: Pick<Parking, "fetch">;
  readonly pickup: Pickup;
  readonly queues: Pick<Queues, "dial">;
  readonly supervision: Pick<Supervision, "dial">;
}

/** Somebody has dialled: a party to call, a call to take, or a conference to join. */
export function dial(world: DialWorld, caller: CallerLeg, dialled: Dialled): void {
  const plan = planForCaller(dialled.number);
  switch (plan.kind) {
    case "room":
    case "conference":
      return world.conferences.dial(caller, plan);
    case "fetch":
      return world.parking.fetch(caller, plan.slot);
    case "pickup":
      return world.pickup.take(caller, plan.extension);
    case "spy":
      return world.supervision.dial(caller, plan.extension);
    case "queue":
    case "queueMenu":
      return world.queues.dial(caller, plan, dialled.kind);
    default:
      return world.calls.place(caller, dialled);
  }
}
