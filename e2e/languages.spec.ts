import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test } from "./support/fixtures";

async function choose(agent: Agent, settings: object): Promise<void> {
  await agent.page.evaluate((change) => {
    const stored = JSON.parse(localStorage.getItem("hamsa.settings") ?? "{}") as object;
    localStorage.setItem("hamsa.settings", JSON.stringify({ ...stored, ...change }));
  }, settings);
  await agent.page.reload();
}

test("in Arabic the page is mirrored and numbers still run from the left", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  const { page } = aino;
  const navigation = page.getByRole("navigation");
  expect((await navigation.boundingBox())?.x).toBe(0);
  await choose(aino, { language: "ar" });
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  const box = await navigation.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(1200);

  await pbx.customerCalls({
    to: "1001",
    name: "مريم العلي",
    number: "+358401234567",
    voice: { silent: true },
  });
  const card = aino.call("مريم العلي");
  await expect(card.getByRole("button", { name: "رد" })).toBeVisible();
  await expect(card.getByRole("button", { name: "رفض" })).toBeVisible();
  const number = card.getByText("+358 40 1234567");
  await expect(number).toBeVisible();
  // Where the first and the last sign really stand on the screen.
  const [plus = 0, seven = 0] = await number.evaluate((element) => {
    const text = element.firstChild;
    if (text === null) return [];
    return [0, (text.textContent?.length ?? 1) - 1].map((at) => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().x;
    });
  });
  expect(plus).toBeLessThan(seven);
  // The dial pad keeps its order: 1 stands left of 3.
  const key = async (digit: string) =>
    (
      await page
        .getByRole("button", { name: new RegExp(`${digit}$`) })
        .first()
        .boundingBox()
    )?.x ?? 0;
  expect(await key("1")).toBeLessThan(await key("3"));
  await card.getByRole("button", { name: "رفض" }).click();
});

test("Arabic digits are shown when the agent wants them, and understood when typed", async ({
  agent,
}) => {
  const aino = await agent("1001");
  await choose(aino, { language: "ar", digits: "arab" });
  await aino.page.getByRole("textbox").fill("٦٠٠");
  await aino.page.locator("button[type=submit]").click();
  await expect(aino.call("Echo").getByRole("timer")).toHaveText(/[٠-٩]:[٠-٩]{2}/);
  await aino.call("Echo").getByRole("button", { name: "إنهاء المكالمة" }).click();
});

test("the language can be changed in the middle of a call", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.goesTo("Settings");
  await aino.page.getByLabel("Language").selectOption("fi");
  await expect(aino.call("Echo").getByRole("button", { name: "Mykistä" })).toBeVisible();
  await aino.page.getByLabel("Kieli").selectOption("ar");
  await expect(aino.call("Echo").getByRole("button", { name: "كتم الميكروفون" })).toBeVisible();
  await expect(aino.page.locator("html")).toHaveAttribute("dir", "rtl");
  await aino.call("Echo").getByRole("button", { name: "إنهاء المكالمة" }).click();
});

for (const language of ["en", "ar", "fi"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing in ${language}, ${theme}`, async ({ opens, pbx }) => {
      const aino = await opens("1001");
      const { page } = aino;
      await choose(aino, { language, theme });
      await page.getByRole("textbox").first().waitFor();
      expect(await faultsByAxe(page), "sign-in").toEqual([]);
      await choose(aino, { language: "en", theme });
      await aino.signsIn();
      await aino.isConnected();
      await choose(aino, { language, theme });
      await page.getByRole("navigation").waitFor();
      await page.getByRole("textbox").fill("600");
      await page.locator("button[type=submit]").click();
      await aino.call("Echo").getByRole("timer").waitFor();
      const echo = aino.call("Echo").getByRole("button");
      // How it sounds, transfer and mute, whatever they are called; who is muted and talks gets one button more, above.
      await expect(echo).toHaveCount(9);
      await echo.nth(6).click();
      await echo.nth(3).click();
      await echo.nth(0).click();
      await aino.call("Echo").getByRole("img").waitFor();
      await pbx.customerCalls({
        to: "1001",
        name: "Maria",
        number: "+358401234567",
        voice: { silent: true },
        queue: "support",
      });
      // "Send on" opens its panel, and goes on standing third after "Answer" and "Decline".
      // Pressed by key: that somebody talks while muted is told above it, and moves it from under a pointer.
      await aino.call("Maria").getByRole("button").nth(2).press("Enter");
      await aino.call("Maria").getByRole("textbox").waitFor();
      expect(await faultsByAxe(page), "calls").toEqual([]);
      await aino.call("Maria").getByRole("button").nth(1).press("Enter");
      for (const target of ["team", "contacts", "history", "settings"]) {
        await page.locator(`a[href="#/${target}"]`).click();
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await faultsByAxe(page), target).toEqual([]);
      }
      await aino.call("Echo").getByRole("button").last().click();
    });
  }
}

test("in a narrow window nothing is cut off and everything can be pressed", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001", { viewport: { width: 360, height: 640 } });
  const overflow = () =>
    aino.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  await aino.dials("600");
  await aino.talksWith("Echo");
  expect(await overflow()).toBe(0);
  await aino.goesTo("Settings");
  await aino.hangsUp("Echo");
  await pbx.customerCalls({
    to: "1001",
    name: "Maximiliane Featherstonehaugh-Virtanen",
    number: "+358401234567",
    voice: { silent: true },
    queue: "support",
    waitedSeconds: 42,
  });
  await aino.presses("Send on…");
  await expect(aino.page.getByRole("button", { name: /Omar Haddad/ })).toBeVisible();
  expect(await overflow()).toBe(0);
  await aino.presses("Decline");
  await expect(aino.page.getByText("You declined", { exact: true })).toBeVisible();
  expect(await overflow()).toBe(0);
  await aino.goesTo("Team");
  await expect(aino.page.getByRole("button", { name: "Call Omar Haddad" })).toBeVisible();
  expect(await overflow()).toBe(0);
});
