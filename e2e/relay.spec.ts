import type { Agent } from "./support/agent";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";
import { startRelay } from "./support/relay";
import { whyNoStory } from "./support/system-parts.mjs";

const lack = whyNoStory("turnserver");
test.skip(lack !== null, lack ?? "");

/** The ways that the page offers for its sound, by type. */
function watchOffers(agent: Agent): string[] {
  const types: string[] = [];
  agent.page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      for (const [, type = ""] of String(payload).matchAll(/^a=candidate:.* typ (\w+)/gm)) {
        types.push(type);
      }
    });
  });
  return types;
}

test("with “relay” both ways of a call go through the relay, and through nothing else", async ({
  opens,
  pbx,
  site,
  sounds,
}) => {
  const relay = await startRelay();
  site.config = { ...pbx.config, iceServers: [relay.server()], iceTransportPolicy: "relay" };
  const aino = await opens("1001");
  const offered = watchOffers(aino);
  await aino.signsIn();
  await aino.isConnected();
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hears(tones.first);
  expect(new Set(offered)).toEqual(new Set(["relay"]));
  await relay.close();
  await aino.hearsNot(tones.first);
  await aino.hangsUp("Echo");
});

test("a relay that lets nobody in is told where only a relay will do", async ({
  opens,
  pbx,
  site,
}) => {
  const relay = await startRelay();
  site.config = { ...pbx.config, iceServers: [relay.server(-60)], iceTransportPolicy: "relay" };
  const aino = await opens("1001");
  await aino.signsIn();
  await aino.isConnected();
  await aino.dials("600");
  await expect(aino.page.getByText("The relay for the sound cannot be reached")).toBeVisible();
  await relay.close();
});

test("a relay that is away does not keep a call from working", async ({
  opens,
  pbx,
  site,
  sounds,
}) => {
  const relay = await startRelay();
  const away = relay.server();
  await relay.close();
  site.config = { ...pbx.config, iceServers: [away] };
  const aino = await opens("1001");
  await aino.signsIn();
  await aino.isConnected();
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

test("new calls go over the relay if the agent wants it, and the call says so", async ({
  agent,
  pbx,
  site,
  sounds,
}) => {
  const relay = await startRelay();
  site.config = { ...pbx.config, iceServers: [relay.server()] };
  const aino = await agent("1001");
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  const call = aino.call("Maria");
  await call.getByRole("button", { name: /^Sound: (?:good|fair|poor)$/ }).click();
  await expect(call.getByText("Direct (UDP)")).toBeVisible();
  await call.getByText("New calls go over the relay").click();
  await aino.hangsUp("Maria");
  await aino.presses("Remove from view", call);
  const again = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await sounds.hears(again.id, tones.first);
  await aino.hears(tones.third);
  await call.getByRole("button", { name: /^Sound: (?:good|fair|poor)$/ }).click();
  await expect(call.getByText("Over a relay (UDP)")).toBeVisible();
  await expect(call.getByText("The sound goes over a relay")).toBeVisible();
  await aino.hangsUp("Maria");
  await relay.close();
});
