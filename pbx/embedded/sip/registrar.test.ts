import { URI } from "sip.js/lib/grammar/uri";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { createTimers } from "../timers";
import type { Connection } from "./connection";
import { createRegistrar, type OfferedContact } from "./registrar";

const limits = {
  minExpiresSeconds: 30,
  defaultExpiresSeconds: 120,
  maxExpiresSeconds: 300,
  maxContacts: 2,
};

const connection = (id: string) => ({ id }) as Connection;
const [here, there] = [connection("here"), connection("there")];

function contact(user: string, more: Partial<OfferedContact> = {}): OfferedContact {
  const uri = new URI("sip", user, "x.invalid");
  return { uri, instanceId: null, regId: null, expiresSeconds: 60, ...more };
}

const device = (user: string, instanceId: string, regId = "1") =>
  contact(user, { instanceId, regId });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function create() {
  const timers = createTimers();
  const registrar = createRegistrar(limits, timers, () => performance.now());
  const contacts = () => registrar.bindingsOf("1001").map(({ uri }) => uri.user);
  return { registrar, timers, contacts };
}

describe("registrar", () => {
  test.each([
    [60, 60],
    [null, 120],
    [3_600, 300],
    [30, 30],
  ])("a wish for %s s is %i s", (wished, given) => {
    const { registrar } = create();
    registrar.register("1001", [contact("a", { expiresSeconds: wished })], here);
    expect(registrar.snapshot()[0]?.expiresInSeconds).toBe(given);
  });

  test("too short a time is refused and changes nothing", () => {
    const { registrar, contacts } = create();
    const short = contact("b", { expiresSeconds: 29 });
    const result = registrar.register("1001", [contact("a"), short], here);
    expect(result).toEqual({ status: 423, minExpiresSeconds: 30 });
    expect(contacts()).toEqual([]);
  });

  test("a binding ends by itself, and a refresh starts its time again", () => {
    const { registrar, contacts, timers } = create();
    registrar.register("1001", [contact("a")], here);
    vi.advanceTimersByTime(50_000);
    registrar.register("1001", [contact("a")], here);
    vi.advanceTimersByTime(50_000);
    expect(contacts()).toEqual(["a"]);
    vi.advanceTimersByTime(11_000);
    expect(contacts()).toEqual([]);
    expect(timers.size).toBe(0);
  });

  test("the same device replaces its binding, whatever its address", () => {
    const { registrar, contacts } = create();
    registrar.register("1001", [device("a", "one")], here);
    registrar.register("1001", [device("b", "one")], there);
    expect(contacts()).toEqual(["b"]);
    registrar.register("1001", [device("c", "one", "2")], there);
    expect(contacts()).toEqual(["b", "c"]);
  });

  test("the same address without an instance is the same binding", () => {
    const { registrar, contacts } = create();
    registrar.register("1001", [contact("a")], here);
    registrar.register("1001", [contact("a")], there);
    expect(contacts()).toEqual(["a"]);
    registrar.connectionClosed(here);
    expect(contacts()).toEqual(["a"]);
    registrar.connectionClosed(there);
    expect(contacts()).toEqual([]);
  });

  test("one more contact than allowed is refused, a refresh is not", () => {
    const { registrar, contacts } = create();
    registrar.register("1001", [contact("a"), contact("b")], here);
    expect(registrar.register("1001", [contact("c")], here)).toEqual({ status: 403 });
    expect(registrar.register("1001", [contact("b")], here)).toEqual({ status: 200 });
    expect(contacts()).toEqual(["a", "b"]);
  });

  test("zero seconds remove one, unregisterAll removes the rest", () => {
    const { registrar, contacts, timers } = create();
    registrar.register("1001", [contact("a"), contact("b")], here);
    registrar.register("1001", [contact("a", { expiresSeconds: 0 })], here);
    expect(contacts()).toEqual(["b"]);
    registrar.register("1002", [contact("c")], here);
    registrar.unregisterAll("1001");
    expect(registrar.snapshot().map(({ user }) => user)).toEqual(["1002"]);
    expect(timers.size).toBe(1);
  });
});
