import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";

import { type Ear, growEar, presentDb } from "./ear";

/** An agent at a browser: verbs that a person would use, found by role and name. */
export class Agent {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly extension: string;
  readonly ear: Ear;
  /** Errors the page threw and policies it broke; a story ends with none. */
  readonly faults: string[] = [];

  private constructor(context: BrowserContext, page: Page, extension: string, ear: Ear) {
    this.context = context;
    this.page = page;
    this.extension = extension;
    this.ear = ear;
    page.on("pageerror", (error) => this.faults.push(error.message));
    page.on("console", (message) => {
      if (/content security policy/i.test(message.text())) this.faults.push(message.text());
    });
  }

  static async open(context: BrowserContext, extension: string, url: string): Promise<Agent> {
    const ear = await growEar(context);
    const agent = new Agent(context, await context.newPage(), extension, ear);
    await agent.page.goto(url);
    return agent;
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

  async answers(name: string | RegExp): Promise<void> {
    await this.presses("Answer", this.call(name));
    await this.talksWith(name);
  }

  async talksWith(name: string | RegExp): Promise<void> {
    await expect(this.call(name).getByRole("button", { name: "Hold" })).toBeVisible();
  }

  async hangsUp(name: string | RegExp): Promise<void> {
    await this.presses("Hang up", this.call(name));
  }

  async goesTo(link: "Phone" | "Contacts" | "History" | "Settings"): Promise<void> {
    await this.page.getByRole("link", { name: link, exact: true }).click();
  }

  async hears(toneHz: number): Promise<void> {
    await expect
      .poll(() => this.ear.level(toneHz), {
        message: `${this.extension} hears ${toneHz} Hz`,
      })
      .toBeGreaterThan(presentDb);
  }

  async hearsNot(toneHz: number): Promise<void> {
    await expect
      .poll(() => this.ear.level(toneHz), {
        message: `${this.extension} does not hear ${toneHz} Hz`,
      })
      .toBeLessThan(presentDb);
  }
}
