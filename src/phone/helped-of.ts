import { coachingOf } from "./coaching-of";
import type { Coaching, CoachingOptions } from "./coaching/coaching";
import { floorOf } from "./floor-of";
import type { Floor, FloorOptions } from "./floor/floor";

/** Those who help and those who are helped: each loaded when it is first wanted. */
export interface Helped {
  readonly floor: Floor;
  readonly coaching: Coaching;
}

export function helpedOf(options: FloorOptions & CoachingOptions): Helped {
  return { floor: floorOf(options), coaching: coachingOf(options) };
}
