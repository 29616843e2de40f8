// generated/pjsip.conf: an endpoint for every user, the lists of the floor, and the trunk.
import { escapeName, escapeValue, section } from "./write-section.mjs";

/** 60 entries in one list were fine, 150 are "too large to send" and nothing is told at all. */
const listLength = 60;

function pjsipUser(user, { timeouts }, host) {
  const { extension } = user;
  const endpoint = {
    auth: extension,
    aors: extension,
    callerid: `"${escapeName(user.name)}" <${extension}>`,
    // On the endpoint, not on the AOR: the state of the mailbox comes without SUBSCRIBE.
    mailboxes: `${extension}@default`,
    set_var: `AGENT=${extension}`,
    // Domain of From and PAI; otherwise clients see the name of this machine.
    from_domain: host,
    // How long a page that reloads may be away before its call ends.
    rtp_timeout: timeouts.rtpSeconds,
    rtp_timeout_hold: timeouts.rtpOnHoldSeconds,
  };
  const secret = { username: extension, password: escapeValue(user.password) };
  return [
    section(extension, endpoint, "(phone)"),
    section(extension, secret, "(auth)"),
    section(extension, {}, "(aor)"),
  ].join("\n");
}

/** The presence of everybody, for whoever watches the floor. */
function floorLists({ users }) {
  const count = Math.ceil(users.length / listLength);
  return Array.from({ length: count }, (_, at) => {
    const part = users.slice(at * listLength, (at + 1) * listLength);
    return [
      `[floor-${at + 1}]`,
      "type = resource_list",
      "event = presence",
      ...part.map(({ extension }) => `list_item = ${extension}`),
      "full_state = no",
      "notification_batch_interval = 100",
      "",
    ].join("\n");
  });
}

/** The telephone network: G.711 over UDP, from one address, and nothing else is taken from it than calls. */
function pjsipTrunk({ host, port }, localPort) {
  return [
    section("transport-udp", {
      type: "transport",
      protocol: "udp",
      bind: `127.0.0.1:${localPort}`,
    }),
    section("trunk", {
      type: "endpoint",
      transport: "transport-udp",
      context: "from-trunk",
      aors: "trunk",
      disallow: "all",
      allow: "alaw,ulaw",
      dtmf_mode: "rfc4733",
      direct_media: "no",
      // Asserted numbers are read and written in the dialplan (from-trunk, to-trunk). By itself Asterisk would read the name
      // there too, where there is none, and write who rings and answers here into its 180 and 200: name and extension.
      trust_id_inbound: "no",
      send_pai: "no",
      // Nobody outside may send our calls about, subscribe or write.
      allow_transfer: "no",
      allow_subscribe: "no",
      timers: "yes",
      rtp_timeout: 60,
      rtp_timeout_hold: 300,
    }),
    section("trunk", { type: "aor", contact: `sip:${host}:${port}` }),
    section("trunk", { type: "identify", endpoint: "trunk", match: host }),
  ];
}

export function pjsip(site, host, trunkPort) {
  const users = site.users.map((user) => pjsipUser(user, site, host));
  const { trunk } = site.outside;
  const trunks = trunk === null ? [] : pjsipTrunk(trunk, trunkPort);
  return [...users, ...floorLists(site), ...trunks].join("\n");
}
