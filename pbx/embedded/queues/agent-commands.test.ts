import { describe, expect, test } from "vitest";

import { createCallCentre } from "../testing/call-centre";
import { until } from "../testing/until";

describe("commands about queues", () => {
  test.each([
    ["login support", "ADDED"],
    ["login", "FORBIDDEN"],
    ["login __proto__", "FORBIDDEN"],
    ["logout support", "NOTINQUEUE"],
    ["pause lunch", "NOTINQUEUE"],
    ["unpause", "NOTINQUEUE"],
    ["state", "q=support:0:0;sales:0:5 p=0 r= t=0"],
    ["status support", "paused=0 presence=not_set subtype= message="],
    ["called +358401234567", "OK"],
    ["called", "UNKNOWN"],
    ["called +358 40 123 4567", "OK"],
    ["called a\r\nlost x", "UNKNOWN"],
    ["callbacks", "0"],
    ["take x", "UNKNOWN"],
    ["sup pause 1002 lunch", "FORBIDDEN"],
    ["sup", "FORBIDDEN"],
  ])("%j: %s", async (command, expected) => {
    const centre = await createCallCentre();
    expect(await centre.aino.command(command)).toBe(expected);
  });

  test("every phone of the agent is told, and nobody else's", async () => {
    const centre = await createCallCentre();
    const tab = await centre.phone("1001");
    await centre.aino.command("login sales");
    for (const phone of [centre.aino, tab]) {
      expect(await centre.isTold(phone, "state")).toBe(
        "state q=support:0:0;sales:1:5 p=0 r= t=0 by=1001 why=own",
      );
    }
    await centre.omar.command("state");
    expect(centre.told(centre.omar, "state")).toEqual([]);
  });

  test("a reason is one word", async () => {
    const centre = await createCallCentre();
    await centre.aino.command("pause");
    expect(await centre.aino.command("state")).toContain(" p=1 r=pause t=");
    await centre.aino.command("pause a b;c=d\u0000 why=own");
    expect(await centre.aino.command("state")).toMatch(/ p=1 r=abcdwhyown t=\d+$/);
    await centre.aino.command(`pause ${"x".repeat(900)}`);
    expect(await centre.aino.command("state")).toContain(` r=${"x".repeat(30)} t=`);
    await centre.aino.command("login support");
    expect(await centre.aino.command("status support")).toBe(
      `paused=1 presence=away subtype=pause message=${"x".repeat(30)}`,
    );
  });

  test("who has called somebody back is told to all who may answer the same queues", async () => {
    const centre = await createCallCentre();
    const layla = await centre.phone("1005");
    await centre.aino.command("called +358401234567");
    for (const phone of [centre.aino, centre.omar, layla]) {
      expect(await centre.isTold(phone, "called")).toMatch(/^called \+358401234567 1001 \d{10}$/);
    }
  });
});

describe("a supervisor", () => {
  test("pauses, unpauses and signs off an agent, who is told by whom", async () => {
    const centre = await createCallCentre();
    const layla = await centre.phone("1005");
    await centre.aino.command("login support");
    await centre.aino.command("login sales");
    expect(await layla.command("sup pause 1001 meeting")).toBe("PAUSED");
    await centre.isTold(centre.aino, "state", "p=1 r=meeting");
    expect(await layla.command("sup unpause 1001")).toBe("UNPAUSED");
    expect(await layla.command("sup logout 1001")).toBe("OK");
    await until("told", () => centre.told(centre.aino, "state").length === 5);
    expect(centre.told(centre.aino, "state").slice(2)).toEqual([
      expect.stringMatching(/ p=1 r=meeting t=\d+ by=1005 why=supervisor$/),
      "state q=support:1:0;sales:1:5 p=0 r= t=0 by=1005 why=supervisor",
      "state q=support:0:0;sales:0:5 p=0 r= t=0 by=1005 why=supervisor",
    ]);
    expect(await layla.command("sup frob 1001")).toBe("UNKNOWN");
    expect(await layla.command("sup pause 1999 x")).toBe("FORBIDDEN");
  });

  test("ends an agent's calls", async () => {
    const centre = await createCallCentre();
    const layla = await centre.phone("1005");
    const [call, incoming] = await centre.talk(centre.aino, "1002", centre.omar);
    expect(await layla.command("sup hangup 1001")).toBe("OK");
    await call.ended();
    await incoming.ended();
    await centre.quiet();
  });
});

test("who serves is said from outside too", async () => {
  const centre = await createCallCentre();
  await centre.pbx.setServing("1001", "support", true);
  await centre.pbx.setServing("1001", "support", true);
  await centre.isTold(centre.aino, "state", "support:1:0");
  await centre.pbx.setServing("1001", "support", false);
  await expect(centre.pbx.setServing("1005", "sales", true)).rejects.toThrow("may not serve");
});
