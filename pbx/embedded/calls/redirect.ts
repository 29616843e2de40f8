import { findUser, type User } from "../numbers";

/** Phones that send a call on in a circle, or for ever, must not keep the caller. */
const mostRedirects = 5;

/**
 * Where a ringing phone may send a call: to a user, and never to the outside, or whoever takes over one
 * phone would call the world at our cost. null: the call has failed. `tried` are the extensions it has
 * rung at.
 */
export function redirectTo(number: string | null, tried: readonly string[]): User | null {
  if (number === null || tried.includes(number) || tried.length > mostRedirects) return null;
  return findUser(number);
}
