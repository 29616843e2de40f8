import { expect, test, tones } from "./support/fixtures";

const number = "+358401234567";

test("markup in a caller's name is only text", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  const name = "<img src=x onerror=alert(1)><b>Maria</b>";
  await pbx.customerCalls({ to: "1001", name, number, voice: { silent: true } });
  await expect(aino.page.getByRole("heading", { name })).toBeVisible();
  await aino.presses("Decline");
  await aino.goesTo("History");
  const history = aino.page.getByRole("main");
  await expect(history.getByText(name, { exact: true })).toBeVisible();
  await expect(aino.page.locator("img")).toHaveCount(0);
});

// Written in on the way: Asterisk 22 carries no such name of a customer, its command line breaks off before.
test("a name of ten kilobytes leaves the buttons where they are", async ({
  agent,
  faults,
  pbx,
}) => {
  const aino = await agent("1001");
  faults.add({
    on: "message",
    direction: "toClient",
    method: "INVITE",
    action: {
      do: "rewrite",
      rewrite: (invite) => invite.replaceAll("Maria", "W".repeat(10_000)),
    },
  });
  await pbx.customerCalls({ to: "1001", name: "Maria", number, voice: { silent: true } });
  const answer = aino.page.getByRole("button", { name: "Answer" });
  await expect(answer).toBeInViewport();
  const title = await aino.page.getByRole("heading", { name: /W{20}/ }).textContent();
  expect(title?.length).toBeLessThanOrEqual(80);
  await aino.presses("Decline");
});

test("a name that turns the text around turns nothing around", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  await pbx.customerCalls({
    to: "1001",
    name: "\u202Ettevil\u202C \u2067x",
    number,
    voice: { silent: true },
  });
  const heading = aino.page.getByRole("complementary").getByRole("heading");
  await expect(heading).toHaveText("ttevil x");
  await expect(aino.page.getByText("+358 40 1234567").first()).toBeVisible();
  await aino.presses("Decline");
});

test("answers that cannot be read do not stop the phone", async ({ agent, faults }) => {
  const aino = await agent("1001");
  const omar = await agent("1002", { voice: "second" });
  for (const part of ["cseq", "startLine", "truncate"] as const) {
    faults.clear();
    faults.add({
      on: "message",
      direction: "toClient",
      status: 180,
      times: 1,
      action: { do: "malform", part },
    });
    faults.add({
      on: "message",
      direction: "toClient",
      status: 100,
      times: 1,
      action: { do: "malform", part },
    });
    await aino.dials("1002");
    await omar.answers("Aino Virtanen");
    await aino.talksWith("Omar Haddad");
    await aino.hears(tones.second);
    await aino.hangsUp("Omar Haddad");
    await aino.presses("Remove from view");
    await omar.presses("Remove from view");
  }
});

test("a browser that stores nothing can phone, and says what is not kept", async ({ opens }) => {
  const aino = await opens("1001", {
    prepare: (context) =>
      context.addInitScript(() => {
        Object.defineProperty(window, "indexedDB", { value: undefined });
      }),
  });
  await aino.signsIn();
  await aino.isConnected();
  await expect(aino.page.getByText("History is not kept in this browser")).toBeVisible();
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hears(tones.first);
  await aino.hangsUp("Echo");
  await aino.goesTo("History");
  await expect(aino.page.getByRole("listitem").filter({ hasText: "Echo" })).toBeVisible();
});

test("ten thousand calls in the history: the page opens, shows the newest, and finds", async ({
  agent,
}) => {
  const aino = await agent("1001");
  await aino.goesTo("History");
  await expect(aino.page.getByText("No calls yet")).toBeVisible();
  await aino.page.evaluate(async () => {
    const name = (await indexedDB.databases()).find((database) =>
      database.name?.startsWith("hamsa 1001"),
    )?.name;
    const request = indexedDB.open(name ?? "");
    const database = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = database.transaction("calls", "readwrite");
    for (let index = 0; index < 10_000; index += 1) {
      transaction.objectStore("calls").put({
        id: `old-${index}`,
        agent: "1001",
        direction: "in",
        number: `0401${index}`,
        name: index === 7 ? "Unforgettable" : `Caller ${index}`,
        contactId: null,
        formatted: null,
        members: null,
        startedAt: 1_700_000_000_000 + index,
        answeredAt: null,
        endedAt: 1_700_000_001_000 + index,
        heldMs: 0,
        endReason: "missed",
        sipStatus: null,
        queue: null,
        queueLabel: null,
        waitedSeconds: null,
        menuChoice: null,
        isInternal: false,
        callUuid: null,
        instance: "gone",
        work: { note: "", outcome: null, wrapUpMs: 0, survey: null, callbackId: null },
        key: `0401${index}`,
        sync: "local",
        tokens: index === 7 ? ["unforgettable"] : ["caller", String(index)],
        open: 0,
        missed: 1,
      });
    }
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();
  });
  await aino.page.reload();
  await expect(aino.page.getByText("Caller 9999", { exact: true })).toBeVisible();
  await expect(aino.page.getByRole("main").getByRole("listitem")).toHaveCount(50);
  await aino.presses("Show more");
  await expect(aino.page.getByRole("main").getByRole("listitem")).toHaveCount(100);
  await aino.page.getByLabel("Search history").fill("unforg");
  await expect(aino.page.getByRole("main").getByRole("listitem")).toHaveCount(1);
});
