import { expect, onTestFinished, test } from "vitest";

import { openAudioPeer } from "./audio-peer";
import { keepEarlyHello } from "./early-hello";

const codecs = [{ mimeType: "audio/PCMU", clockRate: 8000, channels: 1, payloadType: 0 }];

test("a hello that came before anybody listened is heard once, and sound is not", async () => {
  const peer = openAudioPeer(codecs);
  onTestFinished(() => peer.connection.close());
  keepEarlyHello(peer);
  const { onData } = peer.transport.iceTransport.connection;
  const [first, last, sound] = [Buffer.from([22, 1]), Buffer.from([22, 2]), Buffer.from([128, 0])];
  for (const packet of [first, last, sound]) onData.execute(packet);
  const heard: Buffer[] = [];
  peer.transport.onStateChange.execute("connecting");
  // As werift does: in the same turn, after it has told.
  onData.subscribe((data) => void heard.push(data));
  await Promise.resolve();
  expect(heard).toEqual([first, last]);
  onData.execute(first);
  peer.transport.onStateChange.execute("connected");
  await Promise.resolve();
  expect(heard).toEqual([first, last, first]);
});
