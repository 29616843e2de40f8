import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "@playwright/test";

import { Agent } from "./support/agent";
import { browserFlags, expect, test } from "./support/fixtures";

test("a wrong password says so, keeps what was typed, and the right one works", async ({
  opens,
}) => {
  const aino = await opens("1001");
  await aino.signsIn({ password: "pw1002" });
  const alert = aino.page.getByRole("alert");
  await expect(alert).toContainText("Extension or password is wrong");
  await expect(alert).toContainText("Caps Lock");
  await expect(aino.page.getByLabel("Extension")).toHaveValue("1001");
  await aino.signsIn();
  await aino.isConnected();
});

test("of several challenges the strongest is answered", async ({ opens, pbx }) => {
  const aino = await opens("1001");
  const used = new Set<string>();
  aino.page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      const algorithm = /^Authorization: Digest .*algorithm=([\w-]+)/m.exec(String(payload))?.[1];
      if (algorithm !== undefined) used.add(algorithm);
    });
  });
  await aino.signsIn();
  await aino.isConnected();
  await aino.dials("600");
  await aino.talksWith("Echo");
  // Asterisk offers three, MD5 last; the embedded switch has MD5 only.
  expect([...used]).toEqual([pbx.name === "asterisk" ? "SHA-512-256" : "MD5"]);
  await aino.hangsUp("Echo");
});

test("an empty field is asked for, and nothing is sent", async ({ opens }) => {
  const aino = await opens("1001");
  await aino.signsIn({ password: "" });
  await expect(aino.page.getByRole("alert")).toHaveText("Fill in every field, then sign in.");
  await aino.signsIn();
  await aino.isConnected();
});

test("a server that is not there says so", async ({ opens, site }) => {
  site.config = {};
  const aino = await opens("1001");
  await aino.page.getByLabel("Server").fill("ws://127.0.0.1:9");
  await aino.signsIn();
  await expect(aino.page.getByRole("alert")).toContainText("The phone system cannot be reached");
});

test("an address that is none, and one without encryption, are refused before anything is sent", async ({
  opens,
  site,
}) => {
  site.config = {};
  const aino = await opens("1001");
  await aino.page.getByLabel("Server").fill("https://example.com");
  await aino.signsIn();
  await expect(aino.page.getByRole("alert")).toContainText("This is not a server address");
  await aino.page.getByLabel("Server").fill("ws://sip.example.com/ws");
  await aino.signsIn();
  await expect(aino.page.getByRole("alert")).toContainText("must be reached over wss://");
});

test("a refused registration names its number", async ({ opens, faults }) => {
  faults.add({
    on: "message",
    direction: "fromClient",
    method: "REGISTER",
    action: { do: "reply", status: 404 },
  });
  const aino = await opens("1001");
  await aino.signsIn();
  await expect(aino.page.getByRole("alert")).toContainText("refused the sign-in (404)");
});

test("a phone system that is busy is tried again by the agent", async ({ opens, faults }) => {
  faults.add({
    on: "message",
    direction: "fromClient",
    method: "REGISTER",
    times: 1,
    action: { do: "reply", status: 503, headers: ["Retry-After: 1"] },
  });
  const aino = await opens("1001");
  await aino.signsIn();
  await expect(aino.page.getByRole("alert")).toContainText("The phone system refused (503)");
  await aino.signsIn();
  await aino.isConnected();
});

test("the address may fill in server, extension and language, and never signs in", async ({
  opens,
  site,
}) => {
  site.config = {};
  const aino = await opens("1001", {
    address: "?extension=1003&language=fi&server=wss%3A%2F%2Fsip.example.com%2Fws&password=pw1003",
  });
  await expect(aino.page.getByLabel("Alanumero")).toHaveValue("1003");
  await expect(aino.page.getByLabel("Palvelin")).toHaveValue("wss://sip.example.com/ws");
  await expect(aino.page.getByLabel("Salasana")).toHaveValue("");
});

test("a configuration with mistakes is told and the rest of it used", async ({ opens, site }) => {
  site.config = { server: "/sip", dialect: "embedded", region: "Finland" };
  const aino = await opens("1001");
  await expect(aino.page.getByText("An administrator should correct: region.")).toBeVisible();
  await aino.signsIn();
  await aino.isConnected();
});

test("a configuration that is no JSON at all leaves the server to be typed", async ({
  opens,
  site,
}) => {
  site.config = "{ server: oops";
  const aino = await opens("1001");
  await expect(aino.page.getByText("An administrator should correct: config.json.")).toBeVisible();
  await expect(aino.page.getByLabel("Server")).toBeVisible();
});

test("signing out hangs up, forgets, and asks before it ends a call", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.presses("Sign out");
  await expect(aino.page.getByRole("alertdialog")).toContainText("1 call is up");
  await aino.presses("Cancel");
  await aino.talksWith("Echo");
  await aino.presses("Sign out");
  await aino.presses("Hang up and sign out");
  await expect(aino.page.getByLabel("Extension")).toBeVisible();
  const left = async () => {
    const { legs, registrations } = await pbx.snapshot();
    return legs.length + registrations.length;
  };
  await expect.poll(left).toBe(0);
  await aino.page.reload();
  await expect(aino.page.getByLabel("Password")).toHaveValue("");
});

test("remembered survives the end of the browser, not remembered does not", async ({ site }) => {
  const folder = mkdtempSync(join(tmpdir(), "hamsa-profile-"));
  const open = async () => {
    const context = await chromium.launchPersistentContext(folder, browserFlags("first"));
    return { context, aino: await Agent.open(context, "1001", site.url) };
  };
  const first = await open();
  await first.aino.signsIn();
  await first.aino.isConnected();
  await first.context.close();

  const second = await open();
  await expect(second.aino.page.getByLabel("Extension")).toBeVisible();
  await second.aino.signsIn({ remember: true });
  await second.aino.isConnected();
  await second.context.close();

  const third = await open();
  await third.aino.isConnected();
  // What is stored is of no use to who reads it.
  const stored = await third.aino.page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  expect(stored).not.toContain("pw1001");
  await third.context.close();
  rmSync(folder, { recursive: true });
});

test("a page on plain http says before the sign-in that it has no microphone", async ({ site }) => {
  const { args = [], ...rest } = browserFlags("first");
  const browser = await chromium.launch({
    ...rest,
    args: [...args, "--host-resolver-rules=MAP hamsa.test 127.0.0.1"],
  });
  const page = await browser.newPage();
  await page.goto(site.url.replace("127.0.0.1", "hamsa.test"));
  await expect(page.getByText("This page may not use the microphone")).toBeVisible();
  await expect(page.getByText("Ask your administrator for the https address.")).toBeVisible();
  await browser.close();
});

test("the password can be seen on request, and Caps Lock is noticed", async ({ opens }) => {
  const aino = await opens("1001");
  await aino.page.getByLabel("Password").fill("secret");
  await aino.presses("Show what I type");
  await expect(aino.page.getByLabel("Password")).toHaveAttribute("type", "text");
  const capsLock = { key: "A", bubbles: true, modifierCapsLock: true };
  await aino.page.getByLabel("Password").dispatchEvent("keydown", capsLock);
  await expect(aino.page.getByText("Caps Lock is on")).toBeVisible();
  await aino.presses("Hide what I type");
  await expect(aino.page.getByLabel("Password")).toHaveAttribute("type", "password");
});
