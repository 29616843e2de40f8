import { describe, expect, test } from "vitest";

import { chooseGatheringRestMs, createPatience, nothingGathered } from "./gathering";
import { splitCandidates, withoutTcp } from "./sdp-text";

const servers = { iceServers: [{}], iceTransportPolicy: "all" } as const;

describe("how long candidates are waited for", () => {
  test.each([
    ["host", { hosts: 1, lastFoundAt: 5 }, 5, 40],
    ["host", {}, 200, 800],
    ["beyond", { hosts: 2, lastFoundAt: 5 }, 100, 900],
    ["beyond", { hosts: 2, beyond: 1, lastFoundAt: 100 }, 120, 20],
    ["beyond", { hosts: 2, beyond: 1, lastFoundAt: 990 }, 990, 10],
    ["relay", { hosts: 2, lastFoundAt: 5 }, 1_000, 4_000],
    ["relay", { complete: true }, 5, 0],
  ] as const)("wanted: %s; %j after %d ms: %d ms more", (wanted, found, nowMs, restMs) => {
    expect(chooseGatheringRestMs({ ...nothingGathered, ...found }, wanted, nowMs)).toBe(restMs);
  });
});

describe("a server that did not answer", () => {
  test("is not waited for again, until the network is another", () => {
    const patience = createPatience();
    expect(patience.choose(servers)).toBe("beyond");
    patience.learn("beyond", { ...nothingGathered, hosts: 1 });
    expect(patience.choose(servers)).toBe("host");
    patience.learn("host", nothingGathered);
    expect(patience.choose(servers)).toBe("host");
    patience.forget();
    expect(patience.choose(servers)).toBe("beyond");
    patience.learn("beyond", { ...nothingGathered, beyond: 1 });
    expect(patience.choose(servers)).toBe("beyond");
  });

  test("is waited for where only a relay will do", () => {
    const patience = createPatience();
    patience.learn("beyond", nothingGathered);
    expect(patience.choose({ ...servers, iceTransportPolicy: "relay" })).toBe("relay");
    expect(patience.choose({ iceServers: [], iceTransportPolicy: "all" })).toBe("host");
  });
});

test("an offer without the ways to its sender is the same but for them", () => {
  const lines = ["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=mid:0"];
  const first = "candidate:1 1 UDP 2130706431 192.0.2.7 4000 typ host";
  const second = "candidate:2 1 UDP 1694498815 198.51.100.1 4001 typ srflx raddr 0.0.0.0 rport 0";
  const offer = [...lines, `a=${first}`, `a=${second}`, "a=end-of-candidates", "a=sendrecv", ""];
  expect(splitCandidates(offer.join("\r\n"))).toEqual({
    without: [...lines, "a=sendrecv", ""].join("\r\n"),
    candidates: [first, second],
  });
  expect(splitCandidates(lines.join("\n"))).toEqual({ without: lines.join("\n"), candidates: [] });
});

test("candidates of TCP are left out, unless there is nothing else", () => {
  const udp = "a=candidate:1 1 udp 2130706431 192.0.2.7 4000 typ host";
  const tcp = "a=candidate:2 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active";
  expect(withoutTcp(`${udp}\r\n${tcp}\r\na=mid:0\r\n`)).toBe(`${udp}\r\na=mid:0\r\n`);
  expect(withoutTcp(`${tcp}\r\na=mid:0\r\n`)).toBe(`${tcp}\r\na=mid:0\r\n`);
});
