import type { Call, CallId } from "./call";
import { isBusy } from "./find";
import type { FollowUp } from "./follow-up";
import type { Member } from "./purpose";
import type { CallsState } from "./state";

/** Nine besides whoever made it: the member is one digit of the number that is dialled. */
const mostMembers = 9;

/** A conference's number of eight digits, which nobody guesses. */
export function chooseRoom(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(random % 100_000_000).padStart(8, "0");
}

/** The digit of the next member; `null` when all have been given away. */
export function nextDigit(members: readonly Member[]): number | null {
  const digit = Math.max(0, ...members.map((member) => member.digit)) + 1;
  return digit <= mostMembers ? digit : null;
}

export function newMember(call: Call, digit: number): Member {
  return { digit, party: call.party, callId: call.id, state: "joining" };
}

interface Joining {
  readonly conference: CallId;
  readonly digit: number;
}

/** The conference that a call is being brought into. */
function findJoining({ byId }: CallsState, callId: CallId): Joining | null {
  for (const { id, phase, purpose } of Object.values(byId)) {
    if (phase === "ended" || purpose.kind !== "conference") continue;
    const member = purpose.members.find(
      (each) => each.callId === callId && each.state === "joining",
    );
    if (member !== undefined) return { conference: id, digit: member.digit };
  }
  return null;
}

/**
 * ```
 * our way in ──up──► every call that joins is sent there (REFER)
 *     a call has been moved ──► its member is in; it failed or ended ──► its member has left
 *         nobody in, nobody joining ──► our way in is hung up
 * ```
 */
export function conferenceFollowUps(
  before: Call,
  after: Call,
  state: CallsState,
): readonly FollowUp[] {
  if (after.purpose.kind === "conference") return ofConference(before, after, state);
  const joining = findJoining(state, after.id);
  if (joining === null) return [];
  const { conference: id, digit } = joining;
  if (after.phase === "ended") {
    const isIn = after.reason === "joined";
    return [{ type: "memberChanged", id, digit, state: isIn ? "in" : "left" }];
  }
  const wasMoving = before.phase === "talking" && before.transfer !== null;
  const isMoving = after.phase === "talking" && after.transfer !== null;
  return wasMoving && !isMoving ? [{ type: "memberChanged", id, digit, state: "left" }] : [];
}

function ofConference(before: Call, after: Call, state: CallsState): readonly FollowUp[] {
  if (after.phase !== "talking" || after.purpose.kind !== "conference") return [];
  const { id, purpose } = after;
  // Everybody may have gone while our own way in was made.
  if (!purpose.members.some(isPresent)) return [{ type: "hangUp", id }];
  const known = before.phase === "talking" ? membersOf(before) : [];
  const bringIn = purpose.members
    .filter((member) => member.state === "joining" && !known.some(isSame(member)))
    .map(
      ({ callId, digit }) => ({ type: "bringIn", id: callId, room: purpose.room, digit }) as const,
    );
  const hasCome = purpose.members.some(
    (member) =>
      member.state === "in" && !known.some((each) => isSame(member)(each) && each.state === "in"),
  );
  // Whoever was talked to alone is in it now, and so is the agent.
  const isAlone = hasCome && after.wish.held && !isBusy(state, id);
  return isAlone ? [...bringIn, { type: "resume", id }] : bringIn;
}

const membersOf = ({ purpose }: Call): readonly Member[] =>
  purpose.kind === "conference" ? purpose.members : [];

const isPresent = ({ state }: Member): boolean => state !== "left";

const isSame =
  ({ digit }: Member) =>
  (other: Member): boolean =>
    other.digit === digit;
