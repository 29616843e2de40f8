import { createStore } from "zustand/vanilla";

import type { Words } from "@/lib/words";
import type { Storage } from "@/phone/storage/storage";
import type { ReadonlyStore } from "@/phone/store";

/** A question as it was when it was answered: the configuration may ask another one tomorrow. */
export interface ReviewAnswer {
  readonly id: string;
  readonly label: Words;
  readonly most: number;
  /** `null`: left open. */
  readonly points: number | null;
}

/** What a supervisor made of a call that they have listened to. Plain data. */
export interface Review {
  readonly id: string;
  readonly supervisor: string;
  readonly agent: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly answers: readonly ReviewAnswer[];
  readonly note: string;
}

export interface ReviewsState {
  /** Newest first; `null` until they are read. */
  readonly rows: readonly Review[] | null;
}

/** Score cards, kept in this browser and nowhere else. */
export interface Reviews {
  readonly store: ReadonlyStore<ReviewsState>;
  /** Resolves to whether it was kept. */
  save(review: Review): Promise<boolean>;
  remove(id: string): Promise<void>;
}

const prefix = "review ";

export function createReviews(facts: Storage["facts"]): Reviews {
  const store = createStore<ReviewsState>(() => ({ rows: null }));
  facts.watch(
    (all) => {
      const rows = all
        .filter(({ id }) => id.startsWith(prefix))
        .map(({ value }) => value)
        .filter(isReview)
        .toSorted((one, other) => other.startedAt - one.startedAt);
      store.setState({ rows });
    },
    () => store.setState({ rows: [] }),
  );
  return {
    store,
    save: (review) =>
      facts.put({ id: prefix + review.id, value: review }).then(
        () => true,
        () => false,
      ),
    remove: (id) => facts.remove(prefix + id).catch(() => undefined),
  };
}

/** Rows are ours, of this version or of an older one. */
function isReview(value: unknown): value is Review {
  const { id, agent, startedAt, answers } = (value ?? {}) as Partial<Review>;
  return (
    typeof id === "string" &&
    typeof agent === "string" &&
    typeof startedAt === "number" &&
    Array.isArray(answers)
  );
}
