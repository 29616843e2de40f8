import type { Agent } from "../e2e/support/agent";
import { startDoor } from "../e2e/support/door";
import { expect, test } from "../e2e/support/fixtures";
import { startRelay } from "../e2e/support/relay";
import { describeTimes } from "./describe-times";

const rounds = 15;

/** When the page was last told that it is registered, and when it last sent an INVITE. */
function watchWire({ page }: Agent): { registeredAt: number; invitedAt: number } {
  const seen = { registeredAt: 0, invitedAt: 0 };
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      const isIt = /^SIP\/2\.0 200 [\s\S]*^CSeq: \d+ REGISTER/m.test(String(payload));
      if (isIt) seen.registeredAt = performance.now();
    });
    socket.on("framesent", ({ payload }) => {
      if (String(payload).startsWith("INVITE ")) seen.invitedAt = performance.now();
    });
  });
  return seen;
}

function tell(what: string, timesMs: readonly number[]): void {
  process.stdout.write(`${what}: ${describeTimes(timesMs)}\n`);
}

/** How long from what is done to what is seen on the wire. */
async function measure(done: () => unknown, seenAt: () => number): Promise<number> {
  const startedAt = performance.now();
  await done();
  await expect.poll(() => seenAt() > startedAt, { timeout: 60_000, intervals: [20] }).toBe(true);
  return seenAt() - startedAt;
}

test("from a cut to the new registration", async ({ opens, pbx, site }) => {
  test.setTimeout(300_000);
  const aino = await opens("1001");
  const wire = watchWire(aino);
  await aino.signsIn();
  await aino.isConnected();
  const timesMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    timesMs.push(
      await measure(
        () => site.cut(),
        () => wire.registeredAt,
      ),
    );
    await aino.isConnected();
  }
  tell(`${pbx.name}, registered again after a cut`, timesMs);
});

test("from the end of a server to the registration at the next", async ({ opens, pbx, site }) => {
  test.setTimeout(300_000);
  const [first, reserve] = [await startDoor(pbx), await startDoor(pbx)];
  const servers = [first.server, reserve.server];
  site.config = { ...pbx.config, server: null, servers, returnSeconds: 1 };
  const aino = await opens("1001");
  const wire = watchWire(aino);
  await aino.signsIn();
  await aino.isConnected();
  const away: number[] = [];
  const back: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    away.push(await measure(first.shut, () => wire.registeredAt));
    await expect(aino.page.getByText("Connected to the reserve server")).toBeVisible();
    back.push(await measure(first.open, () => wire.registeredAt));
    await aino.isConnected();
  }
  tell(`${pbx.name}, registered at the next server`, away);
  tell(`${pbx.name}, back at the first one, looked for every 1 to 1.5 s`, back);
  first.close();
  reserve.close();
});

test("from a phone system that is up again to the registration", async ({ opens, pbx }) => {
  test.setTimeout(300_000);
  const aino = await opens("1001");
  const wire = watchWire(aino);
  await aino.signsIn();
  await aino.isConnected();
  const timesMs: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    let upAt = 0;
    const startedAt = performance.now();
    await measure(
      async () => {
        await pbx.restart();
        upAt = performance.now();
      },
      () => wire.registeredAt,
    );
    process.stdout.write(`  it was away for ${Math.round(upAt - startedAt)} ms\n`);
    timesMs.push(wire.registeredAt - upAt);
    await aino.isConnected();
  }
  tell(`${pbx.name}, registered after the phone system was up again`, timesMs);
});

for (const kind of ["no", "a dead", "a working"] as const) {
  test(`from the press to the INVITE with ${kind} relay`, async ({ opens, pbx, site }) => {
    const relay = await startRelay();
    const iceServers = kind === "no" ? [] : [relay.server()];
    if (kind === "a dead") await relay.close();
    site.config = { ...pbx.config, iceServers };
    const aino = await opens("1001");
    const wire = watchWire(aino);
    await aino.signsIn();
    await aino.isConnected();
    const timesMs: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      timesMs.push(
        await measure(
          () => aino.dials("600"),
          () => wire.invitedAt,
        ),
      );
      await aino.talksWith("Echo");
      await aino.hangsUp("Echo");
      await aino.presses("Remove from view", aino.call("Echo"));
    }
    tell(`${pbx.name}, from the press to the last INVITE with ${kind} relay`, timesMs);
    await relay.close();
  });
}
