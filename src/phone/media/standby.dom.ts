import type { Connector, IceOptions } from "./connector.dom";
import { gathered } from "./gathered.dom";
import type { Patience } from "./gathering";

/** A connection whose offer is made and whose candidates are gathered before anybody has dialled. */
export interface ReadyConnection {
  readonly connection: RTCPeerConnection;
  readonly transceiver: RTCRtpTransceiver;
  /** The offer, once there is enough in it. */
  sdp(): string | null;
  /** Resolves with what there is a moment from now; for who cannot wait for servers. */
  hurry(): Promise<void>;
}

/** The connection of the next outgoing call. It has no microphone, and costs nobody a packet but its servers. */
export interface Standby {
  /** Makes one anew, which then takes the place of the one before. */
  prepare(ice: IceOptions): void;
  /** Hands it over, if there is one that fits. */
  take(ice: IceOptions): ReadyConnection | null;
  discard(): void;
}

type Prepared = ReadyConnection & {
  readonly policy: RTCIceTransportPolicy;
  readonly whenEnough: Promise<void>;
};

export function createStandby(connector: Connector, patience: Patience): Standby {
  let ready: Prepared | null = null;
  /** Takes the place of `ready` once there is enough in it: in between somebody may dial. */
  let next: Prepared | null = null;

  function make(ice: IceOptions): Prepared {
    const connection = connector.open(ice);
    const transceiver = connection.addTransceiver("audio", { direction: "sendrecv" });
    let isEnough = false;
    const described = connection
      .createOffer()
      .then((offer) => connection.setLocalDescription(offer));
    const wanted = patience.choose(ice);
    const whenEnough = described
      .then(() => gathered(connection, wanted))
      .then((gathering) => {
        patience.learn(wanted, gathering);
        isEnough = true;
      })
      // It was closed meanwhile, or cannot be made: the call then says why.
      .catch(() => undefined);
    return {
      connection,
      transceiver,
      policy: ice.iceTransportPolicy,
      whenEnough,
      sdp: () => (isEnough ? (connection.localDescription?.sdp ?? null) : null),
      async hurry() {
        await described;
        await gathered(connection, wanted === "beyond" ? "host" : wanted);
      },
    };
  }

  return {
    prepare(ice) {
      patience.forget();
      const made = make(ice);
      next?.connection.close();
      next = made;
      void made.whenEnough.then(() => {
        if (next !== made) return;
        ready?.connection.close();
        ready = made;
        next = null;
      });
    },
    take(ice) {
      const taken = ready ?? next;
      if (taken === null || taken.policy !== ice.iceTransportPolicy) return null;
      if (taken === ready) ready = null;
      else next = null;
      return taken;
    },
    discard() {
      ready?.connection.close();
      next?.connection.close();
      ready = null;
      next = null;
    },
  };
}
