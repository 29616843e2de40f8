import { describe, expect, test } from "vitest";

import { signedInPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import { chooseStatus, createTeam } from "./team";

const ready = { isReachable: true, note: "ready", type: null, text: "" };
const idle = { state: "idle", caller: null } as const;

test.each([
  ["nothing told", null, null, "unknown"],
  ["idle", ready, idle, "free"],
  ["idle, by presence alone", ready, null, "free"],
  ["in a call", ready, { state: "busy", caller: null }, "busy"],
  ["in a call, by presence alone", { ...ready, note: "on the phone" }, null, "busy"],
  ["put on hold", { ...ready, note: "on hold" }, idle, "busy"],
  ["ringing", ready, { state: "ringing", caller: { number: "1", name: null } }, "ringing"],
  ["ringing, by presence alone", { ...ready, note: "ringing" }, null, "ringing"],
  ["signed out", { ...ready, isReachable: false, note: "unavailable" }, idle, "offline"],
  ["away", { ...ready, type: "away", text: "lunch" }, idle, "away"],
  ["in no queue", { ...ready, type: "unavailable", text: "r=&s=idle&t=1" }, idle, "free"],
  [
    "unavailable in their own word",
    { ...ready, type: "unavailable", text: "dentist" },
    idle,
    "away",
  ],
  ["away, yet in a call", { ...ready, type: "away" }, { state: "busy", caller: null }, "busy"],
  ["their own word that they are there", { ...ready, type: "available" }, idle, "free"],
] as const)("%s", (_, presence, dialog, state) => {
  expect(chooseStatus(presence, dialog).state).toBe(state);
});

test.each([
  ["lunch", "lunch"],
  ["r=lunch&s=idle&t=1795935611", "lunch"],
  ["r=&s=idle", null],
  ["", null],
])("the reason in %j", (text, reason) => {
  expect(chooseStatus({ ...ready, type: "away", text }, idle).reason).toBe(reason);
});

const people = [
  { extension: "1002", name: "Omar Haddad" },
  { extension: "1001", name: "Äino Virtanen" },
  { extension: "1003", name: "سارة ناصر" },
];
const queues = [{ number: "500", name: "Support" }];

describe("finding", () => {
  const watches = { watch: () => () => undefined };
  const team = createTeam({ people, queues, watches, isWatchable: () => true });

  test.each([
    ["", ["1001", "1002", "1003"]],
    ["aino", ["1001"]],
    ["virt ai", ["1001"]],
    ["10", ["1001", "1002", "1003"]],
    ["1002", ["1002"]],
    ["ساره", ["1003"]],
    ["nobody", []],
  ])("%s", (text, extensions) => {
    const found = team.find(text, 10).map(({ extension }) => extension);
    expect(found.toSorted()).toEqual(extensions);
  });

  test("as many as are wanted, and queues in the same way", () => {
    expect(team.find("", 2)).toHaveLength(2);
    expect(team.findQueues("sup")).toEqual(queues);
    expect(team.findQueues("omar")).toEqual([]);
    expect(team.nameOf("1002")).toBe("Omar Haddad");
    expect(team.nameOf("1")).toBeNull();
  });
});

const dialog = (state: string): string =>
  `<dialog-info><dialog id="1002"><state>${state}</state></dialog></dialog-info>`;
const presence = (note: string): string =>
  `<presence><note>${note}</note><basic>open</basic></presence>`;

describe("on a phone system that tells", () => {
  const config = { dialect: "asterisk", team: people } as const;
  const statusOf = (agent: Awaited<ReturnType<typeof signedInPhone>>) =>
    agent.phone.team.store.getState().byExtension["1002"]?.state;

  test("a colleague's state is subscribed to while somebody looks", async () => {
    const agent = await signedInPhone({ config });
    expect(agent.pbx.subscriptions).toEqual([]);
    const stop = agent.phone.team.watch(["1002"]);
    await until(() => agent.pbx.subscriptions.length === 2, "two subscriptions");
    const [first, second] = agent.pbx.subscriptions;
    expect([first?.event, second?.event]).toEqual(["presence", "dialog"]);
    expect(first?.requests[0]?.header("accept")).toBe("application/pidf+xml");
    first?.notify(presence("Ready"));
    await until(() => statusOf(agent) === "free", "free");
    second?.notify(dialog("confirmed"));
    await until(() => statusOf(agent) === "busy", "busy");
    second?.notify(dialog("terminated"));
    await until(() => statusOf(agent) === "free", "free again");
    stop();
    expect(statusOf(agent)).toBeUndefined();
  });

  test("who calls a colleague is known for as long as it rings, though it is told once only", async () => {
    const agent = await signedInPhone({ config });
    agent.phone.team.watch(["1002"]);
    await until(() => agent.pbx.subscriptions.length === 2, "two subscriptions");
    const told = (inner: string): void =>
      agent.pbx.subscriptions[1]?.notify(
        `<dialog-info><dialog id="1002" direction="recipient">${inner}</dialog></dialog-info>`,
      );
    const caller = () => agent.phone.team.store.getState().byExtension["1002"]?.caller;
    const remote = '<remote><identity display="Maria">sip:040@pbx</identity></remote>';
    told(`${remote}<state>early</state>`);
    await until(() => caller()?.name === "Maria", "the caller");
    const said: (string | undefined)[] = [];
    const stop = agent.phone.team.store.subscribe(() => said.push(caller()?.name ?? undefined));
    told("<state>early</state>");
    told("<state>confirmed</state>");
    await until(() => statusOf(agent) === "busy", "busy");
    stop();
    expect(said).toEqual(["Maria", undefined]);
    told("<state>early</state>");
    await until(() => statusOf(agent) === "ringing", "another ring");
    expect(caller()).toBeNull();
  });

  test("after a cut nothing is known until the phone system has told again", async () => {
    const agent = await signedInPhone({ config, ports: { reconnectDelaysMs: [0] } });
    agent.phone.team.watch(["1002"]);
    await until(() => agent.pbx.subscriptions.length === 2, "two subscriptions");
    agent.pbx.subscriptions[0]?.notify(presence("Ready"));
    await until(() => statusOf(agent) === "free", "free");
    agent.pbx.wire.cut();
    await until(() => statusOf(agent) === "unknown", "nothing known");
    await until(() => agent.pbx.subscriptions.length === 4, "subscriptions anew");
    agent.pbx.subscriptions[2]?.notify(presence("Ringing"));
    await until(() => statusOf(agent) === "ringing", "ringing");
  });

  test("a refusal leaves them unknown", async () => {
    const agent = await signedInPhone({ config });
    agent.pbx.subscribeStatus = "404 Not Found";
    agent.phone.team.watch(["1002"]);
    const subscribes = () => agent.pbx.requests.filter(({ method }) => method === "SUBSCRIBE");
    await until(() => subscribes().length === 2, "two SUBSCRIBEs");
    expect(statusOf(agent) ?? "unknown").toBe("unknown");
  });

  test("a notifier that ends the subscription is asked no second time at once", async () => {
    const agent = await signedInPhone({ config });
    agent.phone.team.watch(["1002"]);
    await until(() => agent.pbx.subscriptions.length === 2, "two subscriptions");
    agent.pbx.subscriptions[0]?.notify(presence("Ready"));
    await until(() => statusOf(agent) === "free", "free");
    agent.pbx.subscriptions[0]?.notify("", "terminated;reason=deactivated");
    await until(() => statusOf(agent) === "unknown", "nothing known");
    expect(agent.pbx.subscriptions).toHaveLength(2);
  });

  test("garbage for a document says nothing and breaks nothing", async () => {
    const agent = await signedInPhone({ config });
    agent.phone.team.watch(["1002"]);
    await until(() => agent.pbx.subscriptions.length === 2, "two subscriptions");
    agent.pbx.subscriptions[0]?.notify(`<presence>${"<note>".repeat(20_000)}`);
    agent.pbx.subscriptions[0]?.notify(presence("On the phone"));
    await until(() => statusOf(agent) === "busy", "busy");
  });
});

test("a phone system that does not tell is not asked", async () => {
  const agent = await signedInPhone({ config: { dialect: "generic", team: people } });
  agent.phone.team.watch(["1002"]);
  agent.dials("1002");
  await until(() => agent.pbx.calls.length === 1, "an INVITE");
  expect(agent.pbx.subscriptions).toEqual([]);
});
