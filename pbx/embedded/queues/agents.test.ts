import { describe, expect, test } from "vitest";

import { notSet, type Presence } from "../watch/presences";
import { createAgents } from "./agents";
import { queues } from "./table";

const own = { by: "1001", why: "own" } as const;

function office() {
  const lines: string[] = [];
  const presences = new Map<string, Presence>();
  let nowSeconds = 100;
  const agents = createAgents({
    queues,
    presences: { set: (user, presence) => void presences.set(user, presence) },
    tell: (extension, line) => void lines.push(`${extension} ${line}`),
    changed: () => undefined,
    nowSeconds: () => nowSeconds,
  });
  const passes = (seconds: number) => void (nowSeconds += seconds);
  return { agents, lines, presences, passes };
}

describe("an agent", () => {
  test("nothing is known of one who has done nothing", () => {
    const { agents, lines } = office();
    expect(agents.stateLine("1001")).toBe("q=support:0:0;sales:0:5 p=0 r= t=0");
    expect(agents.stateLine("1005")).toBe("q=support:0:0 p=0 r= t=0");
    expect(lines).toEqual([]);
  });

  test("signs on and off; told only when something has changed", () => {
    const { agents, lines, presences } = office();
    expect(agents.login("1001", "support", own)).toBe("ADDED");
    expect(presences.get("1001")).toEqual({ ...notSet, type: "available" });
    expect(agents.login("1001", "support", own)).toBe("MEMBERALREADY");
    expect(agents.login("1001", "nonsense", own)).toBe("FORBIDDEN");
    expect(agents.login("1001", "toString", own)).toBe("FORBIDDEN");
    expect(agents.login("1005", "sales", own)).toBe("FORBIDDEN");
    expect(agents.logout("1001", "sales", own)).toBe("NOTINQUEUE");
    expect(agents.logout("1001", "support", own)).toBe("REMOVED");
    expect(presences.get("1001")).toEqual({ ...notSet, type: "unavailable" });
    expect(lines).toEqual([
      "1001 state q=support:1:0;sales:0:5 p=0 r= t=0 by=1001 why=own",
      "1001 state q=support:0:0;sales:0:5 p=0 r= t=0 by=1001 why=own",
    ]);
  });

  test("a break stays one when they sign on to another queue, and changes its reason", () => {
    const { agents, lines, presences, passes } = office();
    agents.login("1001", "support", own);
    expect(agents.pause("1001", "lunch", own)).toBe("PAUSED");
    expect(presences.get("1001")).toEqual({ type: "away", subtype: "pause", text: "lunch" });
    passes(60);
    expect(agents.pause("1001", "lunch", own)).toBe("PAUSED");
    expect(agents.login("1001", "sales", own)).toBe("ADDED");
    expect(presences.get("1001")?.type).toBe("away");
    expect(agents.stateLine("1001")).toBe("q=support:1:0;sales:1:5 p=1 r=lunch t=100");
    expect(agents.pause("1001", "coffee", own)).toBe("PAUSED");
    expect(agents.pauseOf("1001")).toEqual({ reason: "coffee", sinceSeconds: 160 });
    expect(agents.unpause("1001", own)).toBe("UNPAUSED");
    expect(agents.unpause("1001", own)).toBe("UNPAUSED");
    expect(presences.get("1001")?.type).toBe("available");
    expect(lines).toHaveLength(5);
  });

  test("a break outside of every queue, and one that ends with the last queue", () => {
    const { agents, presences } = office();
    expect(agents.pause("1001", "lunch", own)).toBe("NOTINQUEUE");
    expect(agents.pauseOf("1001")?.reason).toBe("lunch");
    agents.login("1001", "support", own);
    agents.login("1001", "sales", own);
    expect(agents.pauseOf("1001")?.reason).toBe("lunch");
    agents.logout("1001", "sales", own);
    expect(agents.pauseOf("1001")?.reason).toBe("lunch");
    expect(agents.logoutAll("1001", { by: "1005", why: "supervisor" })).toBe("REMOVED");
    expect(agents.pauseOf("1001")).toBeNull();
    expect(presences.get("1001")?.type).toBe("unavailable");
    expect(agents.logoutAll("1001", own)).toBe("NOTINQUEUE");
    expect(agents.unpause("1001", own)).toBe("NOTINQUEUE");
  });
});
