/**
 * The words that may stand in a redacted message. What is not here is removed: a list of what is harmless is complete,
 * one of what is harmful never would be.
 */
const lines = [
  // Methods (IANA registry "SIP Parameters").
  "invite ack bye cancel options register subscribe notify message refer info update prack publish",
  // Option tags.
  "replaces norefersub 100rel timer outbound path gruu join tdialog eventlist from-change histinfo pref privacy sec-agree",
  "record-aware siprec trickle-ice answermode early-session multiple-refer resource-priority recipient-list-invite",
  // Events, and the states of a subscription (RFC 6665).
  "dialog presence message-summary refer conference reg hold talk call-completion as-feature-event",
  "active pending terminated deactivated probation rejected timeout giveup noresource invariant",
  // Media types.
  "application/sdp application/dialog-info+xml application/pidf+xml application/xpidf+xml application/cpim-pidf+xml",
  "application/simple-message-summary application/dtmf-relay application/dtmf application/media_control+xml",
  "application/conference-info+xml application/watcherinfo+xml application/rlmi+xml multipart/related multipart/mixed",
  "application/resource-lists+xml message/sipfrag text/plain text/html application/dtmf-info application/im-iscomposing+xml",
  // Values of parameters.
  "ws wss udp tcp tls sctp uac uas yes no on off full phone ip dialog session render alert early-session none",
  "calling called id header user critical user-busy no-answer unavailable unconditional time-of-day do-not-disturb",
  "deflection follow-me out-of-service away unknown digest auth auth-int true false sip q.850 preemption",
  // RTP.
  "audio video rtp/avp rtp/savp rtp/savpf rtp/avpf udp/tls/rtp/savpf udp/tls/rtp/savp",
  "opus pcmu pcma g722 g726-32 g729 gsm ilbc speex slin l16 cn red ulpfec rtx telephone-event",
  "minptime useinbandfec usedtx stereo sprop-stereo maxplaybackrate sprop-maxcapturerate maxaveragebitrate cbr",
  "ptime maxptime annexb mode",
  "actpass passive holdconn bundle trickle ice2 renomination transport-cc nack ccm fir pli goog-remb",
  "urn:ietf:params:rtp-hdrext:ssrc-audio-level urn:ietf:params:rtp-hdrext:csrc-audio-level",
  "urn:ietf:params:rtp-hdrext:sdes:mid urn:ietf:params:rtp-hdrext:toffset",
];

const words = new Set(lines.flatMap((line) => line.split(" ")));

export function isKnownWord(text: string): boolean {
  return words.has(text.trim().toLowerCase());
}

/** Phone systems and gateways by the name they give themselves; anything else could be a person's. */
const product =
  /^(?:Asterisk(?: PBX)?|FPBX|FreePBX|FreeSWITCH(?:-mod_sofia)?|Kamailio|OpenSIPS|Hamsa(?:-Switch| digium)?|Sipwise|Yeastar|3CXPhoneSystem|Grandstream|Cisco-SIPGateway|AudioCodes|Oracle|Ribbon|Zulu|Wazo|VitalPBX|Issabel|Twilio|JsSIP|SIP\.js)(?=$|[ /(-])/i;

/** A product with its version, as in `Server`; `null` if it is not known. */
export function readProduct(text: string): string | null {
  const name = product.exec(text.trim())?.[0];
  if (name === undefined) return null;
  const version = /^[ /(-]{1,2}v?(\d{1,3}(?:\.\d{1,4}){1,3})(?![\d.])/.exec(
    text.trim().slice(name.length),
  )?.[1];
  return version === undefined ? name : `${name} ${version}`;
}

/** RFC 3261 section 21 and later ones: what else a phone system writes there may be anything. */
const phrases: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  181: "Call Is Being Forwarded",
  182: "Queued",
  183: "Session Progress",
  200: "OK",
  202: "Accepted",
  204: "No Notification",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Moved Temporarily",
  305: "Use Proxy",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  410: "Gone",
  413: "Request Entity Too Large",
  415: "Unsupported Media Type",
  420: "Bad Extension",
  421: "Extension Required",
  422: "Session Interval Too Small",
  423: "Interval Too Brief",
  430: "Flow Failed",
  439: "First Hop Lacks Outbound Support",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  482: "Loop Detected",
  483: "Too Many Hops",
  484: "Address Incomplete",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  489: "Bad Event",
  491: "Request Pending",
  493: "Undecipherable",
  500: "Server Internal Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Server Time-out",
  600: "Busy Everywhere",
  603: "Decline",
  604: "Does Not Exist Anywhere",
  606: "Not Acceptable",
};

/** The usual words for a status, whatever the phone system has written. */
export function phraseOf(status: number): string {
  return phrases[status] ?? "";
}
