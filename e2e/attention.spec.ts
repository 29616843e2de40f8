import { expect, test, tones } from "./support/fixtures";

const maria = {
  to: "1001",
  name: "Maria",
  number: "+358401234567",
  voice: { silent: true },
} as const;

test("a ring changes title and icon, shows a notification, and takes it all back", async ({
  opens,
  pbx,
}) => {
  const shown: string[] = [];
  const aino = await opens("1001", {
    permissions: ["microphone", "notifications"],
    prepare: async (context) => {
      await context.exposeBinding("tellNotification", (_, text: string) => void shown.push(text));
      await context.addInitScript(() => {
        const page = window as unknown as { tellNotification(text: string): void };
        window.Notification = class extends Notification {
          constructor(title: string, options?: NotificationOptions) {
            super(title, options);
            page.tellNotification(`shown ${title}: ${options?.body}`);
          }

          override close(): void {
            page.tellNotification("closed");
            super.close();
          }
        };
      });
    },
  });
  await aino.signsIn();
  await aino.isConnected();
  const icon = aino.page.locator('link[rel="icon"]');
  await pbx.customerCalls(maria);
  await expect(aino.page).toHaveTitle("Maria is calling");
  await expect(icon).toHaveAttribute("href", /ringing/);
  await expect.poll(() => shown).toContain("shown Incoming call: Maria");
  await aino.presses("Decline");
  await expect(aino.page).toHaveTitle("Hamsa");
  await expect(icon).toHaveAttribute("href", /icon\.svg/);
  await expect.poll(() => shown.at(-1)).toBe("closed");
});

test("a ring stops in every way when the caller gives up", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  const { id } = await pbx.customerCalls(maria);
  await expect.poll(() => [...aino.ear.playing]).toContain("ringtone.mp3");
  await pbx.customerDoes(id, { type: "hangUp" });
  await expect.poll(() => [...aino.ear.playing]).toEqual([]);
  await expect(aino.page).toHaveTitle("Hamsa");
  await expect(aino.call("Maria").getByText("Missed call")).toBeVisible();
});

test("a cut connection is healed without touching the call", async ({ agent, site, sounds }) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await sounds.hears("1001", tones.first);
  site.cut(3);
  await expect(aino.page.getByText("The phone system cannot be reached")).toBeVisible();
  await aino.hears(tones.first);
  await aino.isConnected();
  await aino.hears(tones.first);
  await aino.hangsUp("Echo");
});

test("a connection that is dead without being closed is found and replaced, the call goes on", async ({
  agent,
  pbx,
  site,
  sounds,
}) => {
  test.setTimeout(90_000);
  const aino = await agent("1001");
  const customer = await pbx.customerCalls({ ...maria, voice: { toneHz: tones.third } });
  await aino.answers("Maria");
  await sounds.hears(customer.id, tones.first);
  site.silence();
  // What is not proven any more is not said.
  await expect(
    aino.page.getByRole("status").filter({ hasText: "Checking the connection" }),
  ).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => aino.sockets.length, { timeout: 60_000 }).toBe(2);
  await aino.isConnected();
  // Until the phone system knows where the call goes on, its BYE goes to the dead one.
  await expect.poll(() => aino.sockets[1]?.sent.some((line) => line.startsWith("ACK "))).toBe(true);
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await expect(aino.call("Maria").getByText("The other side hung up")).toBeVisible();
});

test("a hold whose answer is lost with the connection is told, and the call goes on", async ({
  agent,
  faults,
  sounds,
}) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  faults.add({
    on: "message",
    direction: "toClient",
    method: "INVITE",
    status: 200,
    times: 1,
    action: { do: "terminate" },
  });
  await aino.presses("Hold");
  await expect(aino.page.getByText("The call could not be put on hold")).toBeVisible();
  await aino.isConnected();
  await sounds.hears("1001", tones.first);
  await aino.presses("Hold");
  await expect(aino.call("Echo").getByText("On hold for")).toBeVisible();
  await aino.hangsUp("Echo");
});

test("after a cut the far end's hang-up still arrives", async ({ agent, pbx, site }) => {
  const aino = await agent("1001");
  const { id } = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  site.cut();
  // The call moves to the new socket by a re-INVITE; the ACK is the last of it.
  const ofTheCall = () => aino.sockets[1]?.sent.filter((line) => /^(?:INVITE|ACK) /.test(line));
  await expect.poll(() => ofTheCall()?.at(-1)).toMatch(/^ACK /);
  expect(ofTheCall()?.[0]).toMatch(/^INVITE /);
  await pbx.customerDoes(id, { type: "hangUp" });
  await expect(aino.call("Maria").getByText("The other side hung up")).toBeVisible();
});

test("a part that a new deployment removed is told, and no call is lost to a reload", async ({
  agent,
  site,
}) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  site.missing.add("history-");
  await aino.goesTo("History");
  await expect(aino.page.getByText("This part could not be shown")).toBeVisible();
  await expect(aino.page.getByText("A new version is ready")).toBeVisible();
  await expect(aino.page.getByText("It is taken up when your calls have ended.")).toBeVisible();
  await aino.hears(tones.first);
  site.missing.clear();
  await aino.presses("Try again");
  await expect(aino.page.getByRole("heading", { name: "History" })).toBeVisible();
  await aino.hangsUp("Echo");
  await expect(aino.page.getByRole("button", { name: "Reload now" })).toBeVisible();
});

test("without a call a page from before a deployment loads itself anew, once", async ({
  agent,
  site,
}) => {
  const aino = await agent("1001");
  site.missing.add("contacts-page");
  const reloaded = aino.page.waitForEvent("load");
  await aino.goesTo("Contacts");
  await reloaded;
  await expect(aino.page.getByText("This part could not be shown")).toBeVisible();
});

test("a page whose words cannot be loaded says so in words that need no loading", async ({
  opens,
  site,
}) => {
  site.missing.add("/assets/en-");
  const aino = await opens("1001");
  await expect(aino.page.getByText("Hamsa could not start. Check your network")).toBeVisible();
  site.missing.clear();
  await aino.page.reload();
  await aino.signsIn();
  await aino.isConnected();
});
