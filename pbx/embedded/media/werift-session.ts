import type { RtpPacket } from "werift";

import { type AudioPeer as Peer, openAudioPeer } from "./audio-peer";
import { answerTo, describe, type LocalTransport, readTransport } from "./describe";
import { keepEarlyHello } from "./early-hello";
import type { Direction } from "./leg";
import { giveOwnPace } from "./own-pace";
import { type OfferedSection, type ReducedOffer, reduceOffer } from "./reduce-offer";

const ourEventType = 101;
/** Keys are read and written on this side of werift, but without them here it reports them as lost. */
const codecs = [
  { mimeType: "audio/PCMU", clockRate: 8000, channels: 1, payloadType: 0 },
  { mimeType: "audio/telephone-event", clockRate: 8000, payloadType: ourEventType },
];
/** The one section of an offer of ours. */
const ourSections: readonly OfferedSection[] = [{ mLine: "m=audio", mid: "0", chosen: true }];

export interface WeriftSessionEvents {
  onPacket(packet: RtpPacket): void;
  /** RTCP came: the far end lives, even if it says nothing. */
  onControl(): void;
  onEventType(type: number | null): void;
  /** Its sockets are open. */
  onGathered(peer: Peer): void;
}

function openPeer({ onPacket, onControl }: WeriftSessionEvents): Peer {
  const peer = openAudioPeer(codecs);
  keepEarlyHello(peer);
  giveOwnPace(peer);
  // Taken before werift sorts packets by SSRC: it drops those whose SSRC was not in the description.
  peer.transport.onRtp.subscribe(onPacket);
  peer.transport.onRtcp.subscribe(onControl);
  return peer;
}

/**
 * An ICE restart leaves werift 0.24.4 without a pair for 60-220 ms, and it sends nothing meanwhile.
 * The old way usually still works (RFC 8445, section 9): use it until there is a new one.
 */
function sendOnDuringRestart({ transport }: Peer): void {
  const ice = transport.iceTransport.connection;
  const old = ice.nominated;
  if (old === undefined) return;
  const send = ice.send;
  ice.send = (data) => {
    if (ice.nominated === undefined) return old.protocol.sendData(data, old.remoteAddr);
    ice.send = send;
    return send(data);
  };
}

/** Offers and answers of one leg: the text is ours, werift does ICE and DTLS. */
export function createWeriftSession(events: WeriftSessionEvents) {
  const sessionId = Math.floor(Math.random() * 0x7fff_ffff);
  let version = 0;
  let peer = openPeer(events);
  let local: LocalTransport | null = null;
  let remote: ReducedOffer | null = null;
  let sections = ourSections;
  /** Our DTLS role once it is settled; "active" means we are the DTLS client. */
  let role: "active" | "passive" = "active";
  let last: Promise<unknown> = Promise.resolve();

  let endWaiting: (reason: Error) => void = () => undefined;
  const closed = new Promise<never>((_resolve, reject) => {
    endWaiting = reject;
  });
  closed.catch(() => undefined);

  /**
   * A re-INVITE may come while the answer to the first INVITE is still being taken. On a connection
   * that is closed meanwhile werift 0.24.4 never settles, and the re-INVITE would never be answered.
   */
  function inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = last.then(() => Promise.race([step(), closed]));
    last = result.catch(() => undefined);
    return result;
  }

  function write(direction: Direction, setup: "actpass" | "active" | "passive"): string {
    version += 1;
    const transport = local ?? readTransport(peer.connection.localDescription?.sdp ?? "");
    const eventType = remote === null ? ourEventType : remote.eventType;
    const { ssrc } = peer.transceiver.sender;
    const ours = { sessionId, version, sections, transport, setup, direction, eventType, ssrc };
    return describe(ours);
  }

  function remember(description: ReducedOffer): void {
    remote = description;
    events.onEventType(description.eventType);
  }

  /** Our first description, or one with new ICE credentials. */
  async function gather(make: "createOffer" | "createAnswer"): Promise<void> {
    const { connection } = peer;
    await connection.setLocalDescription(await connection[make]());
    local = readTransport(connection.localDescription?.sdp ?? "");
    events.onGathered(peer);
  }

  async function begin(offer: ReducedOffer): Promise<void> {
    if (remote !== null) {
      // Another certificate is another peer connection, as after a rebuilt page: begin anew.
      peer.connection.close().catch(() => undefined);
      peer = openPeer(events);
    }
    role = /^a=setup:passive/m.test(offer.sdp) ? "active" : "passive";
    // As a DTLS client werift 0.24.4 waits for 100 ms before it says anything.
    if (role === "passive") peer.transport.role = "server";
    await peer.connection.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    await gather("createAnswer");
  }

  async function restartIce(offer: ReducedOffer): Promise<void> {
    sendOnDuringRestart(peer);
    await peer.connection.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    await gather("createAnswer");
    // werift 0.24.4 skips the checks of a restart because DTLS is still connected.
    peer.transport.iceTransport.start().catch(() => undefined);
  }

  async function answer(sdp: string): Promise<string> {
    const offer = reduceOffer(sdp);
    const isSamePeer = remote?.fingerprint === offer.fingerprint;
    if (!isSamePeer) await begin(offer);
    else if (remote?.iceUfrag !== offer.iceUfrag) await restartIce(offer);
    sections = offer.sections;
    remember(offer);
    return write(answerTo(offer.direction), role);
  }

  async function offer(): Promise<string> {
    if (local === null) {
      await gather("createOffer");
      role = "passive";
    }
    return write(answerTo(remote?.direction ?? "sendrecv"), "actpass");
  }

  async function accept(sdp: string): Promise<void> {
    const accepted = reduceOffer(sdp);
    if (remote === null) {
      await peer.connection.setRemoteDescription({ type: "answer", sdp: accepted.sdp });
      if (/^a=setup:passive/m.test(accepted.sdp)) role = "active";
    }
    remember(accepted);
  }

  return {
    peer: () => peer,
    eventType: () => remote?.eventType ?? null,
    remoteDirection: (): Direction => remote?.direction ?? "sendrecv",
    answer: (sdp: string) => inTurn(() => answer(sdp)),
    offer: () => inTurn(offer),
    accept: (sdp: string) => inTurn(() => accept(sdp)),
    close() {
      endWaiting(new Error("the leg is closed"));
      peer.connection.close().catch(() => undefined);
    },
  };
}
