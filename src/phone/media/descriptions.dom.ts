import { OfferWithdrawn, PhoneError } from "@/phone/errors";

import type { IceOptions } from "./connector.dom";
import { gathered } from "./gathered.dom";
import type { Patience } from "./gathering";
import { completeOpus } from "./opus-fmtp";
import { withAddress, withoutTcp } from "./sdp-text";

type Create = () => Promise<RTCSessionDescriptionInit>;

/** What the two sides have told each other over one connection. Rejections are `PhoneError`s (`negotiationFailed`, `networkMissing`, `relayMissing`). */
export interface Descriptions {
  /** Our offer with its candidates; rejects with `OfferWithdrawn` where one of the other side came first. */
  offer(create: Create): Promise<string>;
  /** Our answer with its candidates. */
  answer(create: Create): Promise<string>;
  /** What we have told, with the candidates of this moment. */
  local(): string;
  /** The other side's offer goes before one of ours that has not been sent. */
  applyOffer(sdp: string): Promise<void>;
  applyAnswer(sdp: string): Promise<void>;
  rollback(): Promise<void>;
  /** Takes back our offer, if there is one, and nothing of the other side's. */
  withdraw(): Promise<void>;
}

export function createDescriptions(
  connection: RTCPeerConnection,
  { ice, patience }: { readonly ice: IceOptions; readonly patience: Patience },
): Descriptions {
  /** The browser is at an offer of ours, or at the answer to one. */
  let atWork: Promise<void> | null = null;
  let offersTaken = 0;
  let rollingBack: Promise<void> | null = null;

  async function make(create: Create): Promise<RTCSessionDescriptionInit> {
    try {
      return await create();
    } catch (error) {
      throw negotiationError(error);
    }
  }

  async function place(description: RTCSessionDescriptionInit): Promise<void> {
    try {
      await connection.setLocalDescription(description);
    } catch (error) {
      throw negotiationError(error);
    }
  }

  async function apply(type: RTCSdpType, sdp: string): Promise<void> {
    try {
      await connection.setRemoteDescription({ type, sdp: completeOpus(sdp) });
    } catch (error) {
      throw negotiationError(error);
    }
  }

  async function gather(): Promise<void> {
    const wanted = patience.choose(ice);
    patience.learn(wanted, await gathered(connection, wanted));
  }

  async function rollBackEither(): Promise<void> {
    if (connection.signalingState === "have-local-offer") {
      await connection.setLocalDescription({ type: "rollback" });
    } else if (connection.signalingState === "have-remote-offer") {
      await connection.setRemoteDescription({ type: "rollback" });
    }
  }

  function rollback(): Promise<void> {
    // A second one at the same time would find nothing to roll back, and be an error.
    rollingBack ??= rollBackEither().finally(() => {
      rollingBack = null;
    });
    return rollingBack;
  }

  async function withdraw(): Promise<void> {
    if (connection.signalingState === "have-local-offer") await rollback();
  }

  function local(): string {
    const sdp = withoutTcp(withAddress(connection.localDescription?.sdp ?? ""));
    // Without a single candidate nobody can send us anything: a machine without a network, or a policy.
    if (sdp.includes("a=candidate:")) return sdp;
    throw new PhoneError(ice.iceTransportPolicy === "relay" ? "relayMissing" : "networkMissing");
  }

  return {
    local,
    rollback,
    withdraw,
    async offer(create) {
      const before = offersTaken;
      const yields = (): void => {
        if (offersTaken !== before) throw new OfferWithdrawn();
      };
      const description = await make(create);
      yields();
      atWork = place(description);
      await atWork;
      yields();
      await gather();
      yields();
      return local();
    },
    async answer(create) {
      await place(await make(create));
      await gather();
      return local();
    },
    async applyOffer(sdp) {
      offersTaken += 1;
      // In the middle of it there is nothing to take back yet. Why it failed is told to whom it was for.
      if (atWork !== null) await atWork.catch(() => undefined);
      if (connection.signalingState === "have-local-offer") await rollback();
      await apply("offer", sdp);
    },
    applyAnswer(sdp) {
      atWork = apply("answer", sdp);
      return atWork;
    },
  };
}

export function negotiationError(error: unknown): PhoneError {
  const message = error instanceof Error ? error.message.slice(0, 200) : String(error);
  return new PhoneError("negotiationFailed", { message }, error);
}
