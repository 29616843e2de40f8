/** How ways to the other side are found. */
export interface IceOptions {
  readonly iceServers: readonly RTCIceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
}

/** Opens connections, all with one certificate: a browser would make another one for each call. */
export interface Connector {
  open(ice: IceOptions): RTCPeerConnection;
  /** Who signs in next is not to be known by the certificate of who was here before. */
  renew(): void;
}

/** A certificate lives for 30 days unless told otherwise (W3C WebRTC, `generateCertificate`); a tab may live longer. */
const leastLifeMs = 86_400_000;

const curve: EcKeyGenParams = { name: "ECDSA", namedCurve: "P-256" };

export function createConnector(): Connector {
  let certificate: RTCCertificate | null = null;

  function renew(): void {
    certificate = null;
    RTCPeerConnection.generateCertificate(curve).then(
      (made) => {
        certificate = made;
      },
      // Then each connection makes its own.
      () => undefined,
    );
  }

  renew();
  return {
    open({ iceServers, iceTransportPolicy }) {
      if (certificate !== null && certificate.expires < Date.now() + leastLifeMs) renew();
      return new RTCPeerConnection({
        iceServers: [...iceServers],
        iceTransportPolicy,
        bundlePolicy: "max-bundle",
        rtcpMuxPolicy: "require",
        ...(certificate === null ? {} : { certificates: [certificate] }),
      });
    },
    renew,
  };
}
