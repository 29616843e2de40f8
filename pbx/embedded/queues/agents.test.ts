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

  test("signs on and off, and is told after each command", () => {
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
    const [isIn, isOut] = [1, 0].map(
      (signedOn) => `1001 state q=support:${signedOn}:0;sales:0:5 p=0 r= t=0 by=1001 why=own`,
    );
    expect(lines).toEqual([isIn, isIn, isIn, isOut]);
  });

  test("a break stays one when they sign on to another queue, and changes its reason", () => {
    const { agents, presences, passes } = office();
    agents.login("1001", "support", own);
    expect(agents.pause("1001", "lunch", own)).toBe("PAUSED");
    expect(presences.get("1001")).toEqual({ type: "away", subtype: "pause", text: "lunch" });
    passes(60);
    expect(agents.login("1001", "sales", own)).toBe("ADDED");
    expect(presences.get("1001")?.type).toBe("away");
    expect(agents.stateLine("1001")).toBe("q=support:1:0;sales:1:5 p=1 r=lunch t=100");
    expect(agents.pause("1001", "coffee", own)).toBe("PAUSED");
    expect(agents.pauseOf("1001")).toEqual({ reason: "coffee", sinceSeconds: 160 });
    expect(agents.unpause("1001", own)).toBe("UNPAUSED");
    expect(agents.unpause("1001", own)).toBe("UNPAUSED");
    expect(presences.get("1001")?.type).toBe("available");
  });

  test("a break begins and goes on outside of every queue", () => {
    const { agents, presences } = office();
    expect(agents.pause("1001", "lunch", own)).toBe("NOTINQUEUE");
    expect(presences.get("1001")?.type).toBe("away");
    agents.login("1001", "support", own);
    agents.login("1001", "sales", own);
    agents.logoutAll("1001", { by: "1005", why: "supervisor" });
    expect(agents.stateLine("1001")).toBe("q=support:0:0;sales:0:5 p=1 r=lunch t=100");
    expect(presences.get("1001")?.type).toBe("away");
    expect(agents.unpause("1001", own)).toBe("NOTINQUEUE");
    expect(presences.get("1001")?.type).toBe("unavailable");
  });
});
