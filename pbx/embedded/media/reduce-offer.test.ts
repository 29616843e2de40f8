import { describe, expect, test } from "vitest";

import { answerTo, describe as write, readTransport } from "./describe";
import { reduceOffer, UnusableOffer } from "./reduce-offer";

/** Shortened offers as browsers write them. */
const audio = [
  "m=audio 54609 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126",
  "c=IN IP4 192.0.2.7",
  "a=rtcp:9 IN IP4 0.0.0.0",
  "a=candidate:1 1 udp 2122260223 192.0.2.7 54609 typ host generation 0",
  "a=candidate:2 1 udp 2122194687 2f6a1c5e-0d3a-4d4c.local 54610 typ host",
  "a=candidate:3 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active",
  "a=end-of-candidates",
  "a=ice-ufrag:Yk2f",
  "a=ice-pwd:secret",
  "a=fingerprint:sha-256 AA:BB",
  "a=setup:actpass",
  "a=mid:0",
  "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
  "a=sendrecv",
  "a=rtcp-mux",
  "a=rtpmap:111 opus/48000/2",
  "a=rtpmap:0 PCMU/8000",
  "a=rtpmap:110 telephone-event/48000",
  "a=rtpmap:126 telephone-event/8000",
  "a=ssrc:1234 cname:x",
];
const video = [
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
  "c=IN IP4 0.0.0.0",
  "a=mid:1",
  "a=sendrecv",
  "a=rtpmap:96 VP8/90000",
];
const session = ["v=0", "o=- 4 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1"];
const text = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join("");
const without = (lines: readonly string[], part: string) =>
  lines.filter((line) => !line.includes(part));

describe("reducing an offer", () => {
  test("one section with PCMU and telephone-event/8000 is left", () => {
    const { sdp, eventType, direction, iceUfrag } = reduceOffer(
      text(...session, ...audio, ...video),
    );
    expect([eventType, direction, iceUfrag]).toEqual([126, "sendrecv", "Yk2f"]);
    expect(sdp).toContain("m=audio 9 UDP/TLS/RTP/SAVPF 0 126\r\n");
    expect(sdp.match(/^m=/gm)).toHaveLength(1);
    expect(sdp).not.toMatch(/opus|48000|extmap|VP8|\.local|tcptype|end-of-candidates/);
    expect(sdp.match(/^a=candidate:.*$/gm)).toHaveLength(1);
    expect(sdp).toContain("a=group:BUNDLE 0\r\n");
  });

  test("the audio section may come second, and ICE and DTLS may stand above", () => {
    const transport = ["a=ice-ufrag:up", "a=ice-pwd:secret", "a=fingerprint:sha-256 CC"];
    const plain = without(without(without(audio, "ice-"), "fingerprint"), "mid:");
    const offer = text(...session, ...transport, ...video, ...plain, "a=mid:1");
    const { sections, sdp, fingerprint } = reduceOffer(offer);
    expect(sections.map(({ chosen }) => chosen)).toEqual([false, true]);
    expect(fingerprint).toBe("sha-256 CC");
    expect(sdp).toContain("a=ice-ufrag:up");
    expect(sdp).toContain("a=mid:1");
  });

  test("Firefox has another payload type for keys, and may have none", () => {
    const firefox = audio.map((line) => line.replaceAll("126", "101"));
    expect(reduceOffer(text(...session, ...firefox)).eventType).toBe(101);
    const none = without(audio, "telephone-event/8000");
    expect(reduceOffer(text(...session, ...none)).eventType).toBeNull();
  });

  test("a stand-in takes the place of candidates that lead nowhere", () => {
    const { sdp } = reduceOffer(text(...session, ...without(audio, "192.0.2.7 54609 typ")));
    expect(sdp).toMatch(/^a=candidate:1 1 udp 1 127\.0\.0\.1 9 typ host\r$/m);
  });

  test.each(["sendonly", "recvonly", "inactive"] as const)(
    "%s is told, not passed on",
    (direction) => {
      const held = audio.map((line) => line.replace("a=sendrecv", `a=${direction}`));
      const reduced = reduceOffer(text(...session, ...held));
      expect(reduced.direction).toBe(direction);
      expect(reduced.sdp).toContain("a=sendrecv");
    },
  );

  test.each([
    ["no audio", [...session, ...video]],
    ["no PCMU", [...session, ...audio.map((line) => line.replace(" 9 0 8 ", " 9 8 "))]],
    [
      "audio refused",
      [...session, ...audio.map((line) => line.replace("m=audio 54609", "m=audio 0"))],
    ],
    ["no DTLS", [...session, ...audio.map((line) => line.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP"))]],
    ["no ICE", [...session, ...without(audio, "a=ice-")]],
    ["nothing", []],
  ])("%s is refused", (_name, lines) => {
    expect(() => reduceOffer(text(...lines))).toThrow(UnusableOffer);
  });
});

describe("writing a description", () => {
  const { sections } = reduceOffer(text(...session, ...audio, ...video));
  const transport = readTransport(
    text(
      "a=candidate:9 1 udp 1 127.0.0.1 5000 typ host",
      "a=ice-ufrag:our",
      "a=ice-pwd:word",
      "a=fingerprint:sha-256 DD",
    ),
  );
  const answer = write({
    sessionId: 7,
    version: 2,
    sections,
    transport,
    setup: "active",
    direction: "recvonly",
    eventType: 126,
    ssrc: 42,
  });

  test("every section is answered, all but one with port 0", () => {
    expect(answer.match(/^m=.*$/gm)).toEqual(
      ["m=audio 9 UDP/TLS/RTP/SAVPF 0 126\r", "m=video 0 UDP/TLS/RTP/SAVPF 96 97\r"].map((line) =>
        line.trim(),
      ),
    );
    expect(answer).toContain("a=group:BUNDLE 0\r\n");
  });

  test("it carries everything and asks for no trickle", () => {
    expect(answer).toContain("o=- 7 2 IN IP4 127.0.0.1\r\n");
    for (const line of [
      "a=recvonly",
      "a=setup:active",
      "a=ptime:20",
      "a=end-of-candidates",
      "a=candidate:9 1 udp 1 127.0.0.1 5000 typ host",
      "a=fmtp:126 0-16",
    ]) {
      expect(answer).toContain(`${line}\r\n`);
    }
    expect(answer).not.toContain("trickle");
  });

  test("our answer can be reduced again", () => {
    expect(reduceOffer(answer)).toMatchObject({
      direction: "recvonly",
      eventType: 126,
      iceUfrag: "our",
    });
  });

  test.each([
    ["sendrecv", "sendrecv"],
    ["sendonly", "recvonly"],
    ["recvonly", "sendonly"],
    ["inactive", "inactive"],
  ] as const)("%s is answered with %s", (asked, answered) => {
    expect(answerTo(asked)).toBe(answered);
  });
});
