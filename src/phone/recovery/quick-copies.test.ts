import { expect, test } from "vitest";

import { createFakeStorage } from "@/testing/fake-vault";

import { createQuickCopies, newest } from "./quick-copies";
import type { LiveRow } from "./recovery";

const account = () => "1001@pbx.example";
const row = (id: string, livedAt: number, instance = "mine"): LiveRow => ({
  id,
  instance,
  livedAt,
  sealed: Uint8Array.from([0, 127, 255, livedAt % 256]),
});

test("what is put is there for the next page of the same account, byte for byte", () => {
  const storage = createFakeStorage();
  const copies = createQuickCopies(storage, account);
  copies.put(row("a", 1));
  copies.put(row("b", 2));
  copies.put(row("a", 3));
  expect(createQuickCopies(storage, account).rows()).toEqual([row("b", 2), row("a", 3)]);
  expect(createQuickCopies(storage, () => "1002@pbx.example").rows()).toEqual([]);
  copies.remove("a");
  copies.remove("b");
  expect(storage.getItem("hamsa.live 1001@pbx.example")).toBeNull();
});

test.each(["", "{}", "[1,null,{}]", '[{"id":"a","instance":"b","livedAt":1,"sealed":"%"}]', "[["])(
  "%s in the storage is nothing",
  (text) => {
    const storage = createFakeStorage();
    storage.setItem("hamsa.live 1001@pbx.example", text);
    expect(createQuickCopies(storage, account).rows()).toEqual([]);
  },
);

test("a blocked storage keeps nothing, and says nothing", () => {
  const refuse = (): never => {
    throw new DOMException("blocked", "SecurityError");
  };
  const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
  const copies = createQuickCopies(storage, account);
  copies.put(row("a", 1));
  copies.remove("a");
  expect(copies.rows()).toEqual([]);
});

test("the newer of two is taken, and nothing of a tab that lives", () => {
  const rows = [row("a", 1), row("b", 5)];
  const copies = [row("a", 2), row("b", 4), row("c", 3), row("d", 9, "other")];
  expect(newest(rows, copies, ["other"])).toEqual([row("a", 2), row("b", 5), row("c", 3)]);
});
