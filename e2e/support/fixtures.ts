import {
  type Browser,
  type BrowserContext,
  chromium,
  expect,
  type LaunchOptions,
  test as base,
} from "@playwright/test";

import type { SwitchOptions } from "../../pbx/embedded/options";
import { chooseDialect } from "../../src/phone/dialects";
import type { Dialect } from "../../src/phone/dialects/dialect";
import { Agent } from "./agent";
import { type AsteriskOptions, startAsteriskSystem } from "./asterisk-system";
import { countSteady, presentDb, steadily, tones } from "./ear";
import { isEmbedded, type PhoneSystem, startEmbedded } from "./phone-system";
import { type Site, startSite } from "./site";
import { writeToneFile } from "./tone-file";
import type { WireFaults } from "./wire";

export type Voice = keyof typeof tones;

export interface AgentOptions {
  readonly voice?: Voice;
  /** Another site than the common one. */
  readonly site?: Site;
  /** Added to the page's address. */
  readonly address?: string;
  readonly permissions?: readonly string[];
  /** A browser that keeps to the permissions, instead of saying yes to every question about the microphone. */
  readonly isStrict?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Instead of the story's own `keepsFiles`. */
  readonly keepsFiles?: boolean;
  /** Settings the agent had chosen before. */
  readonly settings?: object;
  /** Runs before the page is opened. */
  readonly prepare?: (context: BrowserContext) => Promise<unknown>;
}

interface WorkerFixtures {
  /** A browser per voice: the fake microphone's tone is a flag of the whole browser. */
  readonly browserOf: (voice: Voice, isStrict?: boolean) => Promise<Browser>;
  readonly pbx: PhoneSystem;
  readonly site: Site;
}

interface TestFixtures {
  /**
   * Whether the browser has service workers, which keep every file of the page: a second of work some seconds after each
   * opening. The other stories are told of a browser where every file comes from the web server.
   */
  readonly keepsFiles: boolean;
  /** What kind of phone system it is: a story about what it lacks is not told of it. */
  readonly dialect: Dialect;
  /** What goes wrong on the way between the pages of the common site and the phone system. */
  readonly faults: WireFaults;
  /** Opens a page as an extension, not signed in. */
  readonly opens: (extension: string, options?: AgentOptions) => Promise<Agent>;
  /** Opens a page and signs in. */
  readonly agent: (extension: string, options?: AgentOptions) => Promise<Agent>;
  /** What a party hears or says, measured in the switch: "1001", "customer-1" or a leg's id. */
  readonly sounds: {
    hears(party: string, toneHz: number): Promise<void>;
    /** Hears without a gap: for what must go on through a change. */
    keepsHearing(party: string, toneHz: number): Promise<void>;
    hearsNot(party: string, toneHz: number): Promise<void>;
  };
  /** The agents of this story. */
  readonly agents: Agent[];
  readonly quietEnd: void;
}

const yesToEverything = "--use-fake-ui-for-media-stream";

/**
 * Chromium 156 has a page of its own for what its address bar suggests, one for every window: a second of work for nobody. The
 * last list counts, so Playwright's own (1.64) is in it.
 */
const leftOut = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxAimPopup",
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

/**
 * No autoplay flag anywhere: sound that a person would not hear is not heard here either. Loopback candidates are for
 * machines without any network.
 */
const flags = [
  "--no-sandbox",
  yesToEverything,
  "--use-fake-device-for-media-stream",
  "--allow-loopback-in-peer-connection",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  `--disable-features=${leftOut.join(",")}`,
];

/** The phone system that the stories are told of; only Asterisk can have a trunk, or another site (`change`). */
export function startPhoneSystem({
  rights,
  ...options
}: Pick<AsteriskOptions, "trunk" | "change"> &
  Partial<Pick<SwitchOptions, "rights">> = {}): Promise<PhoneSystem> {
  return process.env["HAMSA_PBX"] === "asterisk"
    ? startAsteriskSystem(options)
    : startEmbedded(rights === undefined ? {} : { rights });
}

/** How a browser is launched whose fake microphone says one tone. */
export function browserFlags(voice: Voice): LaunchOptions {
  const executablePath = process.env["HAMSA_BROWSER"];
  return {
    args: [...flags, `--use-file-for-fake-audio-capture=${writeToneFile(tones[voice])}`],
    ...(executablePath === undefined ? {} : { executablePath }),
  };
}

/** The microphone as it is: noise suppression takes a steady tone for noise and removes it within seconds. */
const bareMicrophone = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** For a page whose sound is listened to. */
export async function prepareSettings(context: BrowserContext, more: object = {}): Promise<void> {
  await context.addInitScript(setTestSettings, { processing: bareMicrophone, more });
}

function setTestSettings({ processing, more }: { processing: object; more: object }): void {
  if (localStorage.getItem("hamsa.settings") !== null) return;
  const processingByDevice = Object.fromEntries(
    ["", "Fake Default Audio Input", "Fake Audio Input 1", "Fake Audio Input 2"].map((label) => [
      label,
      processing,
    ]),
  );
  localStorage.setItem("hamsa.settings", JSON.stringify({ processingByDevice, ...more }));
  localStorage.setItem("hamsa.notifications-later", "1");
  localStorage.setItem("hamsa.microphone-explained", "1");
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  browserOf: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, provide) => {
      const browsers = new Map<string, Promise<Browser>>();
      await provide((voice, isStrict = false) => {
        const name = `${voice} ${isStrict}`;
        const existing = browsers.get(name);
        if (existing) return existing;
        const { args = [], ...options } = browserFlags(voice);
        const kept = isStrict ? args.filter((flag) => flag !== yesToEverything) : args;
        const launched = chromium.launch({ ...options, args: kept });
        browsers.set(name, launched);
        return launched;
      });
      for (const browser of browsers.values()) await (await browser).close();
    },
    { scope: "worker" },
  ],
  pbx: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, provide) => {
      const pbx = await startPhoneSystem();
      await provide(pbx);
      await pbx.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  site: [
    async ({ pbx }, provide) => {
      const site = await startSite(pbx);
      await provide(site);
      await site.close();
    },
    { scope: "worker" },
  ],
  faults: async ({ site }, provide) => {
    site.faults.clear();
    await provide(site.faults);
    site.faults.clear();
  },
  dialect: async ({ pbx }, provide) => provide(chooseDialect(pbx.name, null)),
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  agents: async ({}, provide) => provide([]),
  keepsFiles: [false, { option: true }],
  opens: async ({ browserOf, site, agents, keepsFiles }, provide, story) => {
    await provide(async (extension, options = {}) => {
      const browser = await browserOf(options.voice ?? "first", options.isStrict);
      const context = await browser.newContext({
        viewport: options.viewport ?? { width: 1200, height: 900 },
        permissions: [...(options.permissions ?? ["microphone"])],
        locale: "en-GB",
        serviceWorkers: (options.keepsFiles ?? keepsFiles) ? "allow" : "block",
      });
      await prepareSettings(context, options.settings);
      await options.prepare?.(context);
      const { url } = options.site ?? site;
      const agent = await Agent.open(context, extension, url + (options.address ?? ""));
      agents.push(agent);
      return agent;
    });
    if (story.status !== story.expectedStatus) {
      for (const agent of agents) process.stdout.write(`${await agent.tells()}\n`);
    }
    const faults = agents.flatMap(({ extension, faults: found }) =>
      found.map((fault) => `${extension}: ${fault}`),
    );
    await Promise.all(agents.map(({ context }) => context.close()));
    expect(faults, "errors in the pages").toEqual([]);
  },
  agent: async ({ opens }, provide) => {
    await provide(async (extension, options) => {
      const agent = await opens(extension, options);
      await agent.signsIn();
      await agent.isConnected();
      await agent.isKept();
      return agent;
    });
  },
  sounds: async ({ pbx, agents }, provide) => {
    // An agent hears in a page of ours whatever the phone system can tell.
    const level = (party: string, toneHz: number) => async () => {
      const agent = isEmbedded(pbx)
        ? undefined
        : agents.find(({ extension }) => extension === party);
      return agent?.ear.level(toneHz) ?? pbx.levelHeard(party, toneHz);
    };
    await provide({
      hears: (party, toneHz) =>
        expect
          .poll(level(party, toneHz), { message: `${party} hears ${toneHz} Hz` })
          .toBeGreaterThan(presentDb),
      keepsHearing: (party, toneHz) =>
        expect
          .poll(countSteady(level(party, toneHz), true), {
            message: `${party} hears ${toneHz} Hz all the time`,
            ...steadily,
          })
          .toBe(true),
      hearsNot: (party, toneHz) =>
        expect
          .poll(countSteady(level(party, toneHz), false), {
            message: `${party} does not hear ${toneHz} Hz`,
            ...steadily,
          })
          .toBe(true),
    });
  },
  // Each story begins with a phone system at rest, whatever the one before did.
  quietEnd: [
    async ({ pbx, site }, provide) => {
      site.config = pbx.config;
      site.missing.clear();
      site.isGone = false;
      await provide();
      // Pages are gone by now: a call that was up in one would be missed by the phone system after eight seconds only.
      await pbx.endCalls();
      await expect
        .poll(async () => (await pbx.snapshot()).legs.length, {
          message: "legs left over",
          timeout: 20_000,
        })
        .toBe(0);
    },
    { auto: true },
  ],
});

export { expect, tones };
