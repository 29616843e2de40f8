import { readFile } from "node:fs/promises";

import type { Site, SiteQueue } from "../pbx/asterisk/site.mjs";
import { hears, soundOf } from "../tools/check-pbx/talk";
import { type DeskPhone, signInDeskPhone } from "./support/desk-phone";
import { expect, startPhoneSystem, test as base } from "./support/fixtures";
import { type AsteriskSystem, isAsterisk } from "./support/phone-system";

// What the phone system does for the agent's desk, told by phones without a browser: who is in which queue and paused,
// who gets the next call, and what callers hear whom nobody answers.

const plain: Pick<SiteQueue, "strategy" | "ringSeconds" | "serviceLevelSeconds"> = {
  strategy: "rrmemory",
  ringSeconds: 3,
  serviceLevelSeconds: 20,
};

/** A queue for each policy. */
const queues: readonly SiteQueue[] = [
  { ...plain, number: "510", name: "wrapping", label: "Wrapping", wrapUp: { mode: "untilDone" } },
  { ...plain, number: "511", name: "strict", label: "Strict", missed: "pause" },
  { ...plain, number: "512", name: "skilled", label: "Skilled" },
  { ...plain, number: "513", name: "closed", label: "Closed", hours: [] },
  {
    ...plain,
    number: "514",
    name: "always",
    label: "Always",
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
    whenNobody: { play: "queue-nobody" },
    language: "fi",
  },
  { ...plain, number: "515", name: "night", label: "Night", hours: [], whenClosed: { to: "1002" } },
  {
    ...plain,
    number: "516",
    name: "small",
    label: "Small",
    mostWaiting: 1,
    longestWaitSeconds: 10,
    language: "ar",
  },
  {
    ...plain,
    number: "517",
    name: "patient",
    label: "Patient",
    announcePosition: true,
    callback: true,
    announceSeconds: 5,
  },
  { ...plain, number: "518", name: "rated", label: "Rated", survey: true },
  {
    ...plain,
    number: "519",
    name: "finnish",
    label: "Finnish",
    announcePosition: true,
    language: "fi",
  },
  {
    ...plain,
    number: "520",
    name: "arabic",
    label: "Arabic",
    announcePosition: true,
    language: "ar",
  },
];

function deskSite(site: Site): Site {
  const users = site.users.map((user) => {
    const more = queues.map(({ name }) =>
      name === "skilled" && user.extension === "1002" ? { name, penalty: 5 } : name,
    );
    return { ...user, queues: user.role === "agent" ? [...user.queues, ...more] : user.queues };
  });
  const menus = (site.menus ?? []).map((menu) => ({
    ...menu,
    otherwise: { play: "queue-closed" },
  }));
  return { ...site, users, menus, queues: [...site.queues, ...queues] };
}

interface TestFixtures {
  readonly asterisk: AsteriskSystem;
  /** A phone of this extension, at rest in no queue. */
  readonly signsIn: (extension: string) => Promise<DeskPhone>;
  /** The clips that were said, in order, as they are called: to anybody, or to one extension. */
  readonly clips: (extension?: string) => Promise<readonly string[]>;
}

const test = base.extend<TestFixtures>({
  pbx: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, provide) => {
      const pbx = await startPhoneSystem({ change: deskSite });
      await provide(pbx);
      await pbx.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  asterisk: async ({ pbx }, provide) => {
    base.skip(!isAsterisk(pbx), "these queues are pbx/asterisk's");
    if (isAsterisk(pbx)) await provide(pbx);
  },
  signsIn: async ({ asterisk }, provide) => {
    const phones: DeskPhone[] = [];
    await provide(async (extension) => {
      const phone = await signInDeskPhone(asterisk, extension);
      phones.push(phone);
      return phone;
    });
    const isOn = ({ phone }: DeskPhone) => phone.connection.store.getState().phase === "connected";
    for (const phone of phones.filter(isOn)) {
      await phone.rests();
      const state = await phone.asks("state");
      for (const [, name] of state.matchAll(/(\w+):1:/g)) await phone.asks(`logout ${name}`);
      await phone.asks("unpause");
      await phone.signsOut();
    }
    await asterisk.cli("channel request hangup all");
  },
  clips: async ({ asterisk }, provide) => {
    const path = `${asterisk.folder}/log/said.log`;
    const all = async (): Promise<readonly (readonly [string, string])[]> => {
      const log = await readFile(path, "utf8").catch(() => "");
      const playing = /<(\S+)> Playing '(?:\S*\/sounds\/)?([\w/-]+)\S*' \(language '(\w+)'/g;
      // What Queue() says is found by the language of the channel; Asterisk's own sounds are English.
      const named = (clip: string, language: string) =>
        clip.startsWith("queue-") || (clip.startsWith("digits/") && language !== "en")
          ? `${language}-${clip}`
          : clip;
      return [...log.matchAll(playing)].map(([, channel = "", clip = "", language = ""]) => [
        channel,
        named(clip, language),
      ]);
    };
    await asterisk.cli("logger add channel said.log verbose(3)");
    const before = (await all()).length;
    await provide(async (extension) => {
      const said = (await all()).slice(before);
      const isTo = ([channel]: readonly [string, string]) =>
        extension === undefined || channel.startsWith(`PJSIP/${extension}-`);
      return said.filter(isTo).map(([, clip]) => clip);
    });
  },
});

const customer = { number: "+358401234567", name: "Maria Virtanen", voice: { toneHz: 1_177 } };

const at = String.raw`t=(\d{10})`;

test("desk: every change of an agent's state is told to all of their phones, and asked for in one command", async ({
  signsIn,
}) => {
  const [aino, tab, layla] = [await signsIn("1001"), await signsIn("1001"), await signsIn("1005")];
  const change = async (by: string, why: string) => {
    const lines = await Promise.all([aino.isTold("state "), tab.isTold("state ")]);
    expect(lines[0]).toBe(lines[1]);
    expect(lines[0]).toContain(` by=${by} why=${why}`);
    return lines[0].slice("state ".length, lines[0].indexOf(" by="));
  };
  expect(await aino.asks("state")).toMatch(/^q=support:0:0;sales:0:5;wrapping:0:0;.* p=0 r= t=0$/);

  expect(await aino.asks("login support")).toBe("ADDED");
  const inSupport = await change("1001", "own");
  expect(inSupport).toMatch(/q=support:1:0;sales:0:5;.* p=0 r= t=0$/);
  expect(await tab.asks("state")).toBe(inSupport);
  expect(await aino.asks("login support")).toBe("MEMBERALREADY");
  await change("1001", "own");
  expect(await aino.asks("login nowhere")).toBe("FORBIDDEN");
  expect(await layla.asks("login sales")).toBe("FORBIDDEN");

  expect(await aino.asks("pause lunch")).toBe("PAUSED");
  expect(await change("1001", "own")).toMatch(new RegExp(` p=1 r=lunch ${at}$`));
  expect(await aino.asks("pause coffee_2")).toBe("PAUSED");
  expect(await change("1001", "own")).toMatch(new RegExp(` p=1 r=coffee_2 ${at}$`));
  // Who signs on to another queue stays on the break, and is never offered a call in between.
  expect(await aino.asks("login sales")).toBe("ADDED");
  expect(await change("1001", "own")).toMatch(/q=support:1:0;sales:1:5;.* p=1 r=coffee_2/);

  expect(await layla.asks("sup unpause 1001")).toBe("UNPAUSED");
  expect(await change("1005", "supervisor")).toMatch(/ p=0 r= t=0$/);
  expect(await layla.asks("sup pause 1001 training")).toBe("PAUSED");
  expect(await change("1005", "supervisor")).toMatch(/ p=1 r=training/);

  aino.dials("*63");
  expect(await change("1001", "own")).toMatch(/ p=0 /);
  aino.dials("*62meeting");
  expect(await change("1001", "own")).toMatch(/ p=1 r=meeting /);
  expect(await aino.asks("logout support")).toBe("REMOVED");
  expect(await change("1001", "own")).toMatch(/q=support:0:0;sales:1:5;.* p=1 r=meeting /);
  expect(await aino.asks("logout sales")).toBe("REMOVED");
  await change("1001", "own");
  expect(await aino.asks("logout sales")).toBe("NOTINQUEUE");
  await change("1001", "own");
  // In no queue too.
  expect(await aino.asks("pause lunch")).toBe("NOTINQUEUE");
  expect(await change("1001", "own")).toMatch(/q=support:0:0;sales:0:5;.* p=1 r=lunch /);
  expect(await aino.asks("login support")).toBe("ADDED");
  expect(await change("1001", "own")).toMatch(/q=support:1:0;.* p=1 r=lunch /);
});

test("desk: a call of a queue with wrap-up leaves no gap in which the next one is offered", async ({
  asterisk,
  signsIn,
}) => {
  await asterisk.cli("logger add channel order.log verbose(3),debug");
  await asterisk.cli("core set debug 3 app_queue.so");
  /** R: the phone rings, U: in use, P: paused, F: free, in the order in which the queue saw it. */
  const seen = async (): Promise<string> => {
    const log = await readFile(`${asterisk.folder}/log/order.log`, "utf8");
    const events =
      /PauseQueueMember\("PJSIP\/1001-|'PJSIP\/1001' changed to state '(?:(1)|(2)|(6))'/g;
    return [...log.matchAll(events)]
      .map(([, free, used, rings]) => [free && "F", used && "U", rings && "R"].find(Boolean) ?? "P")
      .join("");
  };
  const aino = await signsIn("1001");
  await aino.asks("login wrapping");
  await aino.asks("login support");
  const before = (await seen()).length;
  const rounds = 5;
  // Others wait all the time, in a queue without wrap-up too.
  for (const to of ["510", "510", "500"]) await asterisk.customerCalls({ ...customer, to });
  for (let round = 1; round <= rounds; round++) {
    const { id, origin } = await aino.has("ringing");
    aino.does(id, { type: "answer" });
    await aino.has("talking");
    aino.does(id, { type: "hangUp" });
    if (origin.queue === "wrapping") {
      await expect
        .poll(() => aino.told().at(-1))
        .toMatch(/ p=1 r=wrapup t=\d{10} by=system why=wrapup$/);
      await asterisk.customerCalls({ ...customer, to: "510" });
      await expect.poll(seen).toMatch(/PF$/);
      expect(await aino.asks("unpause")).toBe("UNPAUSED");
    }
  }
  expect((await seen()).slice(before)).toMatch(/^(?:RU+P?F)+R?$/);
  expect((await seen()).slice(before).match(/PF/g)?.length).toBeGreaterThanOrEqual(rounds - 1);
  await asterisk.cli("core set debug 0 app_queue.so");
});

test("desk: a call that goes on in another page is not over, and no wrap-up follows a break chosen during the call", async ({
  asterisk,
  signsIn,
}) => {
  const aino = await signsIn("1001");
  await aino.asks("login wrapping");
  await asterisk.customerCalls({ ...customer, to: "510" });
  aino.does((await aino.has("ringing")).id, { type: "answer" });
  await aino.has("talking");
  const other = await signsIn("1001");
  const { elsewhere } = other.phone;
  await expect.poll(() => elsewhere.store.getState().phase).toBe("found");
  elsewhere.do({ type: "moveHere" });
  const { id } = await other.has("talking");
  await expect.poll(() => aino.phone.connection.store.getState().phase).toBe("signedOut");
  expect(await other.asks("state")).toContain(" p=0 ");
  other.does(id, { type: "hangUp" });
  await expect.poll(() => other.told().at(-1)).toContain("r=wrapup");

  await other.asks("unpause");
  await asterisk.customerCalls({ ...customer, to: "510" });
  other.does((await other.has("ringing")).id, { type: "answer" });
  const next = await other.has("talking");
  expect(await other.asks("pause lunch")).toBe("PAUSED");
  other.does(next.id, { type: "hangUp" });
  await expect.poll(async () => asterisk.cli("database show queue-call")).toContain("0 results");
  expect(await other.asks("state")).toMatch(/ p=1 r=lunch /);
});

test("desk: the customer who hangs up first, and an agent who hands the call on, begin wrap-up too", async ({
  asterisk,
  signsIn,
}) => {
  const [aino, omar] = [await signsIn("1001"), await signsIn("1002")];
  await aino.asks("login wrapping");
  const { id: caller } = await asterisk.customerCalls({ ...customer, to: "510" });
  aino.does((await aino.has("ringing")).id, { type: "answer" });
  await aino.has("talking");
  await asterisk.customerDoes(caller, { type: "hangUp" });
  await expect.poll(() => aino.told().at(-1)).toContain("why=wrapup");
  await aino.asks("unpause");

  await asterisk.customerCalls({ ...customer, to: "510" });
  const { id } = await aino.has("ringing");
  aino.does(id, { type: "answer" });
  await aino.has("talking");
  aino.does(id, { type: "transfer", target: "1002" });
  omar.does((await omar.has("ringing")).id, { type: "answer" });
  const { id: theirs } = await omar.has("talking");
  await expect.poll(() => aino.told().at(-1)).toContain("why=wrapup");
  omar.does(theirs, { type: "hangUp" });
  await expect.poll(async () => asterisk.cli("core show channels concise")).not.toContain("PJSIP/");
  // Omar had no call of the queue.
  expect(await omar.asks("state")).toContain(" p=0 ");
});

test("desk: a call that rings out or is declined goes to the next agent, and pauses the one who was asked", async ({
  asterisk,
  signsIn,
}) => {
  const [aino, omar] = [await signsIn("1001"), await signsIn("1002")];
  for (const phone of [aino, omar]) await phone.asks("login strict");
  await asterisk.customerCalls({ ...customer, to: "511" });
  const rang = await Promise.race([
    aino.has("ringing").then(() => aino),
    omar.has("ringing").then(() => omar),
  ]);
  const next = rang === aino ? omar : aino;
  const { id } = await next.has("ringing");
  await expect
    .poll(() => rang.told().at(-1))
    .toMatch(/;strict:1:0;.* p=1 r=missed t=\d{10} by=system why=missed$/);
  next.does(id, { type: "decline" });
  await expect.poll(() => next.told().at(-1)).toContain("r=missed");
  // Whoever is ready again gets the call that still waits.
  await rang.asks("unpause");
  rang.does((await rang.has("ringing")).id, { type: "answer" });
  await rang.has("talking");
});

test("desk: where policy says so a missed call changes nothing, and neither does a phone that is busy or gone", async ({
  asterisk,
  signsIn,
}) => {
  const aino = await signsIn("1001");
  await aino.asks("login skilled");
  const { id } = await asterisk.customerCalls({ ...customer, to: "512" });
  aino.does((await aino.has("ringing")).id, { type: "decline" });
  // Offered again, since nobody else is there.
  await expect.poll(() => aino.countInvited()).toBeGreaterThan(1);
  await asterisk.customerDoes(id, { type: "hangUp" });
  expect(await aino.asks("state")).toContain(" p=0 ");

  const omar = await signsIn("1002");
  await omar.asks("login strict");
  omar.cut();
  await asterisk.customerCalls({ ...customer, to: "511" });
  await expect.poll(() => omar.phone.connection.store.getState().phase).toBe("connected");
  omar.does((await omar.has("ringing")).id, { type: "answer" });
  expect(await omar.asks("state")).toContain(" p=0 ");
});

test("desk: a call goes to the best skilled who is free", async ({ asterisk, signsIn }) => {
  const [omar, sara] = [await signsIn("1002"), await signsIn("1003")];
  for (const phone of [omar, sara]) await phone.asks("login skilled");
  expect(await omar.asks("state")).toContain("skilled:1:5");
  await asterisk.customerCalls({ ...customer, to: "512" });
  sara.does((await sara.has("ringing")).id, { type: "answer" });
  await sara.has("talking");
  expect(omar.countInvited()).toBe(0);
  await asterisk.customerCalls({ ...customer, to: "512" });
  omar.does((await omar.has("ringing")).id, { type: "answer" });
  await omar.has("talking");
  expect(sara.countInvited()).toBe(1);
});

test("desk: what a caller chose in the menu reaches the agent", async ({ signsIn, clips }) => {
  const [aino, caller] = [await signsIn("1001"), await signsIn("1004")];
  await aino.asks("login sales");
  const { id } = caller.dials("550");
  await caller.has("talking");
  await expect.poll(() => clips()).toContain("en-queue-menu");
  caller.does(id, { type: "sendDigits", digits: "7" });
  await expect.poll(async () => (await clips()).length).toBe(2);
  caller.does(id, { type: "sendDigits", digits: "2" });
  const { origin } = await aino.has("ringing");
  expect(aino.invited("X-Menu")).toBe("2");
  expect(origin).toMatchObject({ queue: "sales", queueLabel: "Sales", menuChoice: "Sales" });
});

test("desk: an agent is spoken to in the language of their choice, whatever the queue speaks", async ({
  signsIn,
  clips,
}) => {
  const aino = await signsIn("1001");
  expect(await aino.asks("language klingon")).toBe("UNKNOWN");
  expect(await aino.asks("language fi")).toBe("OK");
  const says = async (number: string, ...clip: readonly string[]) => {
    const { id } = aino.dials(number);
    await aino.has("talking");
    for (const each of clip) await expect.poll(() => clips("1001")).toContain(each);
    aino.does(id, { type: "hangUp" });
    await aino.rests();
  };
  await says("604", "fi-menu-welcome");
  await says("550", "fi-queue-menu");
  await says("517", "fi-queue-next");
  await says("513", "fi-queue-closed");
  // Taken back: as the queue speaks.
  expect(await aino.asks("language -")).toBe("OK");
  await says("604", "en-menu-welcome");
  await says("517", "en-queue-next");
});

test("desk: who finds a queue closed, full or without anybody is told so, and never hears nothing", async ({
  asterisk,
  signsIn,
  clips,
}) => {
  const caller = await signsIn("1004");
  const hearsAndIsHungUp = async (number: string, clip: string) => {
    const { id } = caller.dials(number);
    await caller.has("talking");
    await expect.poll(() => clips()).toContain(clip);
    const sound = caller.media.newest();
    await expect.poll(() => sound?.received()).toBeGreaterThan(100);
    await expect.poll(() => caller.call(id).phase, { timeout: 15_000 }).toBe("ended");
    caller.phone.calls.do({ type: "dismiss", id });
  };
  await hearsAndIsHungUp("513", "en-queue-closed");
  await hearsAndIsHungUp("514", "fi-queue-nobody");
  // Somebody waits already; and they do not wait for ever.
  await asterisk.customerCalls({ ...customer, to: "516" });
  await expect.poll(() => asterisk.cli("queue show small")).toContain("has 1 calls");
  await hearsAndIsHungUp("516", "ar-queue-full");
  await expect.poll(() => clips(), { timeout: 15_000 }).toContain("ar-queue-timeout");
  // Where the night has a number, that rings.
  const omar = await signsIn("1002");
  caller.dials("515");
  const { origin } = await omar.has("ringing");
  expect(origin.queue).toBeNull();
});

test("desk: callers who wait while the last agent logs out are told that nobody is there", async ({
  asterisk,
  signsIn,
  clips,
}) => {
  const aino = await signsIn("1001");
  await aino.asks("login always");
  await aino.asks("pause lunch");
  await asterisk.customerCalls({ ...customer, to: "514" });
  await expect.poll(() => asterisk.cli("queue show always")).toContain("has 1 calls");
  await aino.asks("logout always");
  await expect.poll(() => clips()).toContain("fi-queue-nobody");
});

test("desk: callers are told their place, and one asks to be called back: all who may are told, one takes it", async ({
  signsIn,
  asterisk,
  clips,
}) => {
  const [aino, omar, caller] = [
    await signsIn("1001"),
    await signsIn("1002"),
    await signsIn("1004"),
  ];
  await aino.asks("login patient");
  await aino.asks("pause lunch");
  await asterisk.customerCalls({ ...customer, to: "517" });
  await expect.poll(() => clips()).toContain("en-queue-next");
  const { id } = caller.dials("517");
  await caller.has("talking");
  await expect.poll(() => clips("1004")).toEqual(["en-queue-position", "digits/2"]);
  await expect.poll(() => clips("1004"), { timeout: 20_000 }).toContain("en-queue-offer");
  caller.does(id, { type: "sendDigits", digits: "1" });
  // Omar is in no queue.
  const lines = await Promise.all([aino.isTold("callback "), omar.isTold("callback ")]);
  expect(lines[0]).toBe(lines[1]);
  expect(lines[0]).toMatch(/^callback [\d.]+ patient 1004 \d{10} Mikko%20Laine$/);
  const uuid = lines[0].split(" ")[1] ?? "";
  await expect.poll(() => clips()).toContain("en-queue-callback");
  await expect.poll(() => caller.call(id).phase).toBe("ended");
  expect(aino.told().filter((line) => line.startsWith("lost "))).toEqual([]);

  expect(await omar.asks(`take ${uuid}`)).toBe("OK");
  expect(await aino.isTold("taken ")).toBe(`taken ${uuid} 1002`);
  expect(await aino.asks(`take ${uuid}`)).toBe("TAKEN 1002");
  expect(await aino.asks("callbacks")).toBe("1");
  expect(await aino.isTold("callback ")).toBe(lines[0]);
  expect(await aino.isTold("taken ")).toBe(`taken ${uuid} 1002`);
  expect(await omar.asks(`back ${uuid}`)).toBe("OK");
  expect(await aino.isTold("callback ")).toBe(lines[0]);
  expect(await aino.asks(`take ${uuid}`)).toBe("OK");
  // It outlives the phone system.
  const diedAt = Date.now();
  await asterisk.restart();
  const { store } = aino.phone.connection;
  const isBack = () => {
    const state = store.getState();
    return state.phase === "connected" && state.since > diedAt;
  };
  await expect.poll(isBack, { timeout: 20_000 }).toBe(true);
  expect(await aino.asks(`done ${uuid}`)).toBe("OK");
  expect(await aino.asks(`done ${uuid}`)).toBe("UNKNOWN");
  expect(await aino.asks("callbacks")).toBe("0");
});

for (const [number, language] of [
  ["519", "fi"],
  ["520", "ar"],
] as const) {
  test(`desk: the place in line is told in the language of the queue: ${language}`, async ({
    signsIn,
    asterisk,
    clips,
  }) => {
    const caller = await signsIn("1004");
    await asterisk.customerCalls({ ...customer, to: number });
    await expect.poll(() => clips()).toContain(`${language}-queue-next`);
    caller.dials(number);
    await caller.has("talking");
    const place = [`${language}-queue-position`, `${language}-digits/2`];
    await expect.poll(() => clips("1004")).toEqual(place);
    const log = await readFile(`${asterisk.folder}/log/said.log`, "utf8");
    expect(log).toContain(`Playing 'digits/2.ulaw' (language '${language}')`);
  });
}

test("desk: who withholds the number cannot be called back, and keeps the place in line", async ({
  asterisk,
  signsIn,
  clips,
}) => {
  const caller = await signsIn("1004");
  const waiting = () => asterisk.cli("queue show patient");
  await asterisk.customerCalls({ ...customer, to: "517" });
  await expect.poll(waiting).toContain("has 1 calls");
  const { id } = caller.dials("517");
  await expect.poll(waiting).toContain("2. PJSIP/1004-");
  await asterisk.customerCalls({ ...customer, to: "517" });
  await expect.poll(waiting).toContain("has 3 calls");
  const [channel] = /PJSIP\/1004-\w+/.exec(await waiting()) ?? [];
  await asterisk.cli(`dialplan set chanvar ${channel} CALLERID(num) anonymous`);
  await caller.has("talking");
  // A key that is pressed while the place is told only ends that.
  await expect.poll(() => clips("1004"), { timeout: 20_000 }).toContain("en-queue-offer");
  caller.does(id, { type: "sendDigits", digits: "1" });
  await expect.poll(() => clips("1004")).toContain("en-queue-no-number");
  await expect.poll(waiting).toContain("2. PJSIP/1004-");
  expect(await caller.asks("callbacks")).toBe("0");
});

test("desk: a caller who gives up is told to who is logged in, and who calls them back is told too", async ({
  asterisk,
  signsIn,
}) => {
  const [aino, omar] = [await signsIn("1001"), await signsIn("1002")];
  await aino.asks("login support");
  const { id } = await asterisk.customerCalls({ ...customer, to: "500" });
  await aino.has("ringing");
  await asterisk.customerDoes(id, { type: "hangUp" });
  expect(await aino.isTold("lost ")).toMatch(
    /^lost [\d.]+ support \+358401234567 \d{10} \d Maria%20Virtanen$/,
  );
  const hidden = await asterisk.customerCalls({ ...customer, number: "", name: "", to: "500" });
  await expect.poll(() => aino.countInvited()).toBe(2);
  await asterisk.customerDoes(hidden.id, { type: "hangUp" });
  expect(await aino.isTold("lost ")).toMatch(/^lost [\d.]+ support - \d{10} \d -$/);
  expect(await aino.asks("called +358401234567")).toBe("OK");
  expect(await omar.isTold("called ")).toMatch(/^called \+358401234567 1001 \d{10}$/);

  // Who was answered is not lost.
  const answered = await asterisk.customerCalls({ ...customer, to: "500" });
  aino.does((await aino.has("ringing")).id, { type: "answer" });
  await aino.has("talking");
  await asterisk.customerDoes(answered.id, { type: "hangUp" });
  await expect.poll(async () => asterisk.cli("core show channels concise")).not.toContain("PJSIP/");
  await aino.asks("state");
  const lost = (phone: DeskPhone) => phone.told().filter((line) => line.startsWith("lost "));
  expect([lost(aino).length, lost(omar).length]).toEqual([2, 0]);
});

test("desk: the customer is asked after the call, and the agent is told the answer, later if they are away", async ({
  signsIn,
  clips,
}) => {
  const [aino, caller] = [await signsIn("1001"), await signsIn("1004")];
  await aino.asks("login rated");
  const talk = async (agent: DeskPhone) => {
    const { id } = caller.dials("518");
    const ringing = await agent.has("ringing");
    agent.does(ringing.id, { type: "answer" });
    await caller.has("talking");
    // Keys go the same way as sound.
    await hears(soundOf(caller), "the caller");
    const before = (await clips()).length;
    agent.does(ringing.id, { type: "hangUp" });
    await expect.poll(async () => (await clips()).slice(before)).toContain("en-survey-question");
    return { id, uuid: ringing.origin.callUuid };
  };
  const rated = await talk(aino);
  caller.does(rated.id, { type: "sendDigits", digits: "4" });
  expect(await aino.isTold("survey ")).toBe(`survey ${rated.uuid} csat=4`);
  await expect.poll(() => clips()).toContain("en-survey-thanks");
  await expect.poll(() => caller.call(rated.id).phase).toBe("ended");

  const later = await talk(aino);
  await aino.signsOut();
  caller.does(later.id, { type: "sendDigits", digits: "2" });
  await expect.poll(() => caller.call(later.id).phase).toBe("ended");
  const again = await signsIn("1001");
  await again.asks("state");
  expect(await again.isTold("survey ")).toBe(`survey ${later.uuid} csat=2`);

  // Whoever hangs up instead has said nothing.
  const silent = await talk(again);
  caller.does(silent.id, { type: "hangUp" });
  await expect.poll(() => caller.call(silent.id).phase).toBe("ended");
  await again.asks("state");
  expect(again.told().filter((line) => line.startsWith("survey "))).toHaveLength(1);
});
