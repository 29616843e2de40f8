import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";

import { countSteady, type Ear, growEar, presentDb, steadily } from "./ear";

/** What one socket to the phone system has carried: first lines, oldest first. */
interface Traffic {
  readonly sent: string[];
  readonly received: string[];
}

/** An agent at a browser: verbs that a person would use, found by role and name. */
export class Agent {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly extension: string;
  readonly ear: Ear;
  /** Errors the page threw and policies it broke; a story ends with none. */
  readonly faults: string[] = [];
  /** The sockets to the phone system, oldest first. */
  readonly sockets: Traffic[] = [];
  /** What the page wrote to the console. */
  readonly #said: string[] = [];

  private constructor(context: BrowserContext, page: Page, extension: string, ear: Ear) {
    this.context = context;
    this.page = page;
    this.extension = extension;
    this.ear = ear;
    page.on("pageerror", (error) => this.faults.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      this.#said.push(text);
      if (/content security policy|an unhandled rejection/i.test(text)) this.faults.push(text);
    });
    page.on("websocket", (socket) => {
      if (!new URL(socket.url()).pathname.endsWith("/sip")) return;
      const traffic: Traffic = { sent: [], received: [] };
      this.sockets.push(traffic);
      const firstLine = (payload: string | Buffer) => String(payload).split("\r\n", 1)[0] ?? "";
      socket.on("framesent", ({ payload }) => traffic.sent.push(firstLine(payload)));
      socket.on("framereceived", ({ payload }) => traffic.received.push(firstLine(payload)));
    });
  }

  static async open(context: BrowserContext, extension: string, url: string): Promise<Agent> {
    const ear = await growEar(context);
    const agent = new Agent(context, await context.newPage(), extension, ear);
    await agent.page.goto(url);
    return agent;
  }

  /** Another tab of the same browser; its ear hears what any of them hears. */
  async opensTab(): Promise<Agent> {
    const { context, extension, ear, page } = this;
    const tab = new Agent(context, await context.newPage(), extension, ear);
    await tab.page.goto(page.url());
    return tab;
  }

  /** What there is to see when a story has failed: a machine elsewhere cannot be asked a second time. */
  async tells(): Promise<string> {
    const shown = await this.page
      .locator("body")
      .innerText({ timeout: 1_000 })
      .catch((error: unknown) => String(error));
    const wire = this.sockets.map(
      ({ sent, received }, at) =>
        `socket ${at} sent ${JSON.stringify(sent.slice(-12))}, received ${JSON.stringify(received.slice(-12))}`,
    );
    const parts = [shown.replaceAll(/\s+/g, " ").slice(0, 800), ...wire, ...this.#said.slice(-20)];
    return `${this.extension}: ${parts.map((part) => part.slice(0, 1_000)).join("\n  ")}`;
  }

  async signsIn({ password = `pw${this.extension}`, remember = false } = {}): Promise<void> {
    await this.page.getByLabel("Extension").fill(this.extension);
    await this.page.getByLabel("Password").fill(password);
    if (remember) await this.page.getByText("Remember me on this computer").click();
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  async isConnected(): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: /^Connected$/ })).toBeVisible();
  }

  /**
   * The account's first database is made: what is written from now on outlives the page. A person does not load the page
   * anew in the fifth of a second that it takes.
   */
  async isKept(): Promise<void> {
    await expect
      .poll(() =>
        this.page.evaluate(async () =>
          (await indexedDB.databases()).map(({ name = "" }) => /^hamsa .*@/.test(name)),
        ),
      )
      .toContain(true);
  }

  async dials(number: string): Promise<void> {
    await this.page.getByLabel("Number or name").fill(number);
    await this.page.getByRole("button", { name: "Call", exact: true }).click();
  }

  /** The card of a call, by the name it carries. */
  call(name: string | RegExp): Locator {
    return this.page.getByRole("region", { name });
  }

  async presses(name: string, within: Locator | Page = this.page): Promise<void> {
    await within.getByRole("button", { name, exact: true }).click();
  }

  /** It rings, and can be heard: who gives up now has been missed. */
  async rings(name: string | RegExp): Promise<void> {
    await expect(this.call(name).getByRole("button", { name: "Answer" })).toBeVisible();
    await expect.poll(() => [...this.ear.playing]).toContain("ringtone.mp3");
  }

  async answers(name: string | RegExp): Promise<void> {
    await this.presses("Answer", this.call(name));
    await this.talksWith(name);
  }

  async talksWith(name: string | RegExp): Promise<void> {
    await expect(this.call(name).getByRole("button", { name: "Hold" })).toBeVisible();
  }

  /** The call is on this page or the one with the phone, and no longer on its way here. */
  async isUp(name: string | RegExp): Promise<void> {
    await this.talksWith(name);
    await expect(this.call(name).getByText("Taking the call back")).toBeHidden();
  }

  /** Who talks while muted is offered it a second time, above the controls. */
  async unmutes(name: string | RegExp): Promise<void> {
    await this.call(name).getByRole("button", { name: "Unmute", exact: true }).last().click();
  }

  async hangsUp(name: string | RegExp): Promise<void> {
    await this.presses("Hang up", this.call(name));
  }

  async goesTo(link: "Phone" | "Team" | "Contacts" | "History" | "Settings"): Promise<void> {
    await this.page.getByRole("link", { name: link, exact: true }).click();
  }

  async hears(toneHz: number): Promise<void> {
    await expect
      .poll(() => this.ear.level(toneHz), {
        message: `${this.extension} hears ${toneHz} Hz`,
      })
      .toBeGreaterThan(presentDb);
  }

  /** Requests of a method on the wire, on any socket. */
  countSent(method: string): number {
    const lines = this.sockets.flatMap(({ sent }) => sent);
    return lines.filter((line) => line.startsWith(`${method} `)).length;
  }

  async hearsNot(toneHz: number): Promise<void> {
    await expect
      .poll(
        countSteady(() => this.ear.level(toneHz), false),
        { message: `${this.extension} does not hear ${toneHz} Hz`, ...steadily },
      )
      .toBe(true);
  }
}
