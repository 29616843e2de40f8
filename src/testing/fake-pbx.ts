import { createHash } from "node:crypto";

import { answerSip, readSip, type SipText, writeSip } from "./sip-text";
import { createWire, type Wire } from "./wire";

/** A description that the fake media takes for real; `direction` is what holds are read from. */
function fakeSdp(direction = "sendrecv"): string {
  return `v=0\r\no=pbx 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=${direction}\r\n`;
}

/** A call between the phone and the fake phone system, seen from the phone system. */
export interface PbxCall {
  readonly invite: SipText;
  /** Requests of the phone inside the dialog, oldest first. */
  readonly requests: readonly SipText[];
  respond(status: string, extra?: readonly string[], body?: string): void;
  answer(extra?: readonly string[]): void;
  /** Sends a request inside the dialog. */
  request(method: string, extra?: readonly string[], body?: string, type?: string): void;
  bye(extra?: readonly string[]): void;
  cancel(extra?: readonly string[]): void;
  /** The phone's last response to a request of ours. */
  readonly lastResponse: SipText | null;
}

/** A subscription of the phone's, seen from the phone system. */
export interface PbxSubscription {
  readonly resource: string;
  readonly event: string;
  /** Every SUBSCRIBE of it, refreshes and the goodbye included. */
  readonly requests: readonly SipText[];
  notify(body: string, state?: string, type?: string): void;
}

export interface FakePbx {
  readonly wire: Wire;
  readonly password: string;
  /** How INVITEs inside a dialog are answered: accepted unless a test says otherwise; `null`: only with 100. */
  reinviteStatus: string | null;
  referStatus: string;
  /** How an INFO is answered; `null`: not at all. */
  infoStatus: string | null;
  /** Told of each request inside a dialog, before it is answered. */
  onDialogRequest: (request: SipText) => void;
  registerStatus: string | null;
  /** Addresses of other phones of this extension, told in the 200 to REGISTER. */
  otherContacts: readonly string[];
  /** How an INVITE or BYE of a dialog is answered that nobody here knows. */
  strangerStatus: string;
  optionsStatus: string;
  /** Told of each request outside dialogs, before it is answered. */
  onRequest: (request: SipText) => void;
  /** Header lines of that refusal. */
  registerHeaders: readonly string[];
  /** The digest algorithms offered, a challenge for each in this order. */
  algorithms: readonly string[];
  /** How many right answers are still to be told that their nonce is too old. */
  staleNonces: number;
  /** Calls the phone has made, and calls made to it, oldest first. */
  readonly calls: readonly PbxCall[];
  /** Requests outside dialogs, such as REGISTER. */
  readonly requests: readonly SipText[];
  /** The answer of an INVITE that was cancelled goes to the socket before this one: it is lost. */
  losesCancelled: boolean;
  /** How a SUBSCRIBE is answered. */
  subscribeStatus: string;
  /** What is refused, and with which status. */
  readonly refusedResources: Map<string, string>;
  /** What the phone has subscribed to, oldest first. */
  readonly subscriptions: readonly PbxSubscription[];
  /** A line of text from a user, or from the phone system's own `cmd`. */
  message(from: string, text: string): void;
  /** Sends a NOTIFY that nobody has subscribed to. */
  notify(event: string, type: string, body: string): void;
  ring(caller: { number: string; name?: string; extra?: readonly string[] }): PbxCall;
}

const domain = "pbx.test";
const realm = "pbx";
const hashes: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-256": "sha256",
  "SHA-512-256": "sha512-256",
};

/** RFC 7616 with qop=auth, checked for real: a wrong password must fail here as it does anywhere. */
function mayPass(
  request: SipText,
  password: string,
  nonce: string,
  offered: readonly string[],
): boolean {
  const header = request.header("authorization");
  if (header === null) return false;
  const field = (name: string): string =>
    new RegExp(`\\b${name}="?([^",]+)"?`).exec(header)?.[1] ?? "";
  const name = offered.includes(field("algorithm")) ? hashes[field("algorithm")] : undefined;
  if (name === undefined) return false;
  const hash = (text: string): string => createHash(name).update(text).digest("hex");
  const ha1 = hash(`${field("username")}:${realm}:${password}`);
  const ha2 = hash(`${request.method}:${field("uri")}`);
  const expected = hash([ha1, nonce, field("nc"), field("cnonce"), "auth", ha2].join(":"));
  return field("uri") === request.uri && field("response") === expected;
}

/** A phone system of text: real SIP on the wire, no library, every step under the test's hand. */
export function createFakePbx(password = "secret"): FakePbx {
  const calls: (PbxCall & {
    receive(message: SipText): void;
    matches(message: SipText): boolean;
  })[] = [];
  const requests: SipText[] = [];
  const subscriptions: (PbxSubscription & { readonly requests: SipText[] })[] = [];
  let contact = "";
  let count = 0;
  let nonces = 1;
  const nonce = (): string => `nonce-${nonces}`;

  const wire = createWire((text) => {
    const message = readSip(text);
    const call = calls.find((candidate) => candidate.matches(message));
    if (call !== undefined) return call.receive(message);
    if (message.status > 0) return;
    const isInside = /;tag=/.test(message.header("to") ?? "");
    if (message.method === "CANCEL" || (isInside && ["INVITE", "BYE"].includes(message.method))) {
      return wire.deliver(answerSip(message, pbx.strangerStatus));
    }
    if (message.method === "INVITE") return addOutgoing(message);
    requests.push(message);
    pbx.onRequest(message);
    if (message.method === "REGISTER") return register(message);
    if (message.method === "SUBSCRIBE") return subscribe(message);
    const status = message.method === "OPTIONS" ? pbx.optionsStatus : "200 OK";
    if (message.method !== "ACK") wire.deliver(answerSip(message, status, [], "", "t"));
  });

  function register(request: SipText): void {
    if (pbx.registerStatus !== null)
      return wire.deliver(answerSip(request, pbx.registerStatus, pbx.registerHeaders, "", "r"));
    const passes = mayPass(request, password, nonce(), pbx.algorithms);
    const isStale = passes && pbx.staleNonces > 0;
    if (isStale) {
      pbx.staleNonces -= 1;
      nonces += 1;
    }
    if (!passes || isStale) {
      const about = `realm="${realm}",nonce="${nonce()}",qop="auth"${isStale ? ",stale=true" : ""}`;
      const challenges = pbx.algorithms.map(
        (algorithm) => `WWW-Authenticate: Digest ${about},algorithm=${algorithm}`,
      );
      const isFirst = request.header("authorization") === null;
      const status = isFirst || isStale ? "401 Unauthorized" : "403 Forbidden";
      return wire.deliver(answerSip(request, status, challenges, "", "r"));
    }
    contact = /<([^>]+)>/.exec(request.header("contact") ?? "")?.[1] ?? "";
    const others = pbx.otherContacts.map((uri) => `Contact: <${uri}>;expires=300`);
    const extra = [`Contact: ${request.header("contact")}`, ...others, "Server: FakePbx/1"];
    wire.deliver(answerSip(request, "200 OK", extra, "", "r"));
  }

  function subscribe(request: SipText): void {
    const callId = request.header("call-id");
    const resource = /^sip:([^@]*)@/.exec(request.uri)?.[1] ?? "";
    const status = pbx.refusedResources.get(resource) ?? pbx.subscribeStatus;
    const known = subscriptions.find(({ requests: own }) => own[0]?.header("call-id") === callId);
    if (known !== undefined) {
      known.requests.push(request);
    } else if (status.startsWith("200")) {
      subscriptions.push(createSubscription(request));
    }
    const extra = ["Expires: 300", `Contact: <sip:pbx@${domain};transport=ws>`];
    wire.deliver(answerSip(request, status, extra, "", "s"));
  }

  function createSubscription(request: SipText) {
    const own = [request];
    const event = request.header("event") ?? "";
    let cseq = 0;
    return {
      resource: /^sip:([^@]*)@/.exec(request.uri)?.[1] ?? "",
      event,
      requests: own,
      notify(body: string, state = "active;expires=299", type = "application/xml") {
        cseq += 1;
        count += 1;
        const headers = [
          `Via: SIP/2.0/WSS pbx.test;branch=z9hG4bK${count}`,
          "Max-Forwards: 70",
          `From: ${request.header("to")};tag=s`,
          `To: ${request.header("from")}`,
          `Call-ID: ${request.header("call-id")}`,
          `CSeq: ${cseq} NOTIFY`,
          `Contact: <sip:pbx@${domain};transport=ws>`,
          `Event: ${event}`,
          `Subscription-State: ${state}`,
          `Content-Type: ${type}`,
        ];
        wire.deliver(writeSip(`NOTIFY ${contact} SIP/2.0`, headers, body));
      },
    };
  }

  function addCall(
    invite: SipText,
    local: string,
    remote: string,
    toTag: string,
    outgoing: boolean,
  ) {
    const seen: SipText[] = [];
    let remoteTag = "";
    let lastResponse: SipText | null = null;
    let cseq = 100;
    const callId = invite.header("call-id") ?? "";
    const via = (): string => `Via: SIP/2.0/WSS pbx.test;branch=z9hG4bK${(count += 1)}`;
    const inDialog = (method: string, number: number): string[] => [
      via(),
      "Max-Forwards: 70",
      `From: ${local};tag=${toTag}`,
      `To: ${remote}${remoteTag === "" ? "" : `;tag=${remoteTag}`}`,
      `Call-ID: ${callId}`,
      `CSeq: ${number} ${method}`,
      `Contact: <sip:pbx@${domain};transport=ws>`,
    ];
    const call = {
      invite,
      requests: seen,
      get lastResponse() {
        return lastResponse;
      },
      matches: (message: SipText) => message.header("call-id") === callId,
      receive(message: SipText) {
        if (message.status > 0) {
          lastResponse = message;
          remoteTag = /tag=([^;]+)/.exec(message.header("to") ?? "")?.[1] ?? remoteTag;
          if (message.method === "INVITE" && message.status >= 200) acknowledge(message);
          return;
        }
        seen.push(message);
        pbx.onDialogRequest(message);
        if (message.method === "ACK") return;
        if (message.method === "CANCEL") {
          wire.deliver(answerSip(message, "200 OK"));
          return pbx.losesCancelled ? undefined : call.respond("487 Request Terminated");
        }
        if (message.method === "INVITE") return renegotiate(message);
        if (message.method === "INFO") {
          return pbx.infoStatus === null
            ? undefined
            : wire.deliver(answerSip(message, pbx.infoStatus));
        }
        const status = message.method === "REFER" ? pbx.referStatus : "200 OK";
        wire.deliver(answerSip(message, status, [`Contact: <sip:pbx@${domain};transport=ws>`]));
      },
      respond(status: string, extra: readonly string[] = [], body = "") {
        const headers = [`Contact: <sip:pbx@${domain};transport=ws>`, ...extra];
        wire.deliver(answerSip(invite, status, headers, body, toTag));
      },
      answer(extra: readonly string[] = []) {
        call.respond("200 OK", extra, fakeSdp());
      },
      request(method: string, extra: readonly string[] = [], body = "", type = "application/sdp") {
        cseq += 1;
        const typed = body === "" ? [] : [`Content-Type: ${type}`];
        wire.deliver(
          writeSip(
            `${method} ${contact} SIP/2.0`,
            [...inDialog(method, cseq), ...extra, ...typed],
            body,
          ),
        );
      },
      bye: (extra: readonly string[] = []) => call.request("BYE", extra),
      cancel(extra: readonly string[] = []) {
        const headers = ["via", "from", "to", "call-id"].flatMap((name) =>
          invite.headers(name).map((value) => `${name}: ${value}`),
        );
        const number = invite.header("cseq")?.split(" ")[0] ?? "1";
        wire.deliver(
          writeSip(`CANCEL ${contact} SIP/2.0`, [
            ...headers,
            `CSeq: ${number} CANCEL`,
            "Max-Forwards: 70",
            ...extra,
          ]),
        );
      },
    };

    function acknowledge(response: SipText): void {
      const number = Number(response.header("cseq")?.split(" ")[0] ?? "1");
      const branch = response.status >= 300 ? [`Via: ${response.header("via")}`] : [];
      const headers = inDialog("ACK", number);
      const lines = branch.length > 0 ? [...branch, ...headers.slice(1)] : headers;
      wire.deliver(writeSip(`ACK ${contact} SIP/2.0`, lines));
    }

    function renegotiate(message: SipText): void {
      if (pbx.reinviteStatus === null) return wire.deliver(answerSip(message, "100 Trying"));
      const accepted = pbx.reinviteStatus.startsWith("200");
      const held = /a=(?:sendonly|inactive)/.test(message.body);
      const body = accepted ? fakeSdp(held ? "recvonly" : "sendrecv") : "";
      const contacts = [`Contact: <sip:pbx@${domain};transport=ws>`];
      // An INVITE made again after a challenge has no tag yet.
      wire.deliver(answerSip(message, pbx.reinviteStatus, contacts, body, toTag));
    }

    if (outgoing) remoteTag = /tag=([^;]+)/.exec(invite.header("from") ?? "")?.[1] ?? "";
    calls.push(call);
    return call;
  }

  function addOutgoing(invite: SipText): void {
    const [local = ""] = (invite.header("to") ?? "").split(";");
    const [remote = ""] = (invite.header("from") ?? "").split(";");
    const call = addCall(invite, local, remote, `pbx${calls.length}`, true);
    call.respond("100 Trying");
  }

  const pbx: FakePbx = {
    wire,
    password,
    reinviteStatus: "200 OK",
    referStatus: "202 Accepted",
    infoStatus: "200 OK",
    onDialogRequest: () => undefined,
    registerStatus: null,
    otherContacts: [],
    registerHeaders: [],
    strangerStatus: "481 Call/Transaction Does Not Exist",
    optionsStatus: "200 OK",
    onRequest: () => undefined,
    algorithms: ["MD5"],
    staleNonces: 0,
    losesCancelled: false,
    subscribeStatus: "200 OK",
    refusedResources: new Map(),
    subscriptions,
    message(from, text) {
      count += 1;
      const headers = [
        `Via: SIP/2.0/WSS pbx.test;branch=z9hG4bK${count}`,
        "Max-Forwards: 70",
        `From: <sip:${from}@${domain}>;tag=m${count}`,
        `To: <${contact}>`,
        `Call-ID: message${count}`,
        "CSeq: 1 MESSAGE",
        "Content-Type: text/plain",
      ];
      wire.deliver(writeSip(`MESSAGE ${contact} SIP/2.0`, headers, text));
    },
    calls,
    requests,
    notify(event, type, body) {
      count += 1;
      const headers = [
        `Via: SIP/2.0/WSS pbx.test;branch=z9hG4bK${count}`,
        "Max-Forwards: 70",
        `From: <sip:pbx@${domain}>;tag=notify${count}`,
        `To: <${contact}>`,
        `Call-ID: notify${count}`,
        "CSeq: 1 NOTIFY",
        `Contact: <sip:pbx@${domain};transport=ws>`,
        `Event: ${event}`,
        "Subscription-State: terminated",
        `Content-Type: ${type}`,
      ];
      wire.deliver(writeSip(`NOTIFY ${contact} SIP/2.0`, headers, body));
    },
    ring({ number, name, extra = [] }) {
      count += 1;
      const local = `${name === undefined ? "" : `"${name}" `}<sip:${number}@${domain}>`;
      const remote = `<sip:1001@${domain}>`;
      const tag = `pbx${count}`;
      const text = writeSip(
        `INVITE ${contact} SIP/2.0`,
        [
          `Via: SIP/2.0/WSS pbx.test;branch=z9hG4bKring${count}`,
          "Max-Forwards: 70",
          `From: ${local};tag=${tag}`,
          `To: ${remote}`,
          `Call-ID: ring-${count}`,
          "CSeq: 1 INVITE",
          `Contact: <sip:pbx@${domain};transport=ws>`,
          ...extra,
          "Content-Type: application/sdp",
        ],
        fakeSdp(),
      );
      const call = addCall(readSip(text), local, remote, tag, false);
      wire.deliver(text);
      return call;
    },
  };
  return pbx;
}
