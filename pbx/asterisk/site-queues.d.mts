import type { SiteMembership, SiteQueue, SiteUser } from "./site.mjs";

/** Every field of a queue, with what is meant by those that are not written. */
export function completeQueue(
  queue: SiteQueue,
): Required<Omit<SiteQueue, "names">> & Pick<SiteQueue, "names">;

/** The queues a user may join; the lower the penalty, the sooner a call comes to them. */
export function membershipsOf(user: Pick<SiteUser, "queues">): readonly SiteMembership[];
