import { describe, expect, test } from "vitest";

import { completeOpus } from "./opus-fmtp";

const sdp = (...lines: readonly string[]): string =>
  ["v=0", "s=-", "m=audio 9 UDP/TLS/RTP/SAVPF 111 0", ...lines, ""].join("\r\n");
const opus = "a=rtpmap:111 opus/48000/2";
const wished = "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1";

describe("opus in a remote description", () => {
  test.each([
    ["without fmtp gets one", [opus], [opus, wished]],
    [
      "is completed",
      [opus, "a=fmtp:111 useinbandfec=1"],
      [opus, "a=fmtp:111 useinbandfec=1;minptime=10;usedtx=1"],
    ],
    [
      "keeps what is unknown",
      [opus, "a=fmtp:111 maxaveragebitrate=20000; stereo=0;"],
      [opus, "a=fmtp:111 maxaveragebitrate=20000;stereo=0;minptime=10;useinbandfec=1;usedtx=1"],
    ],
    [
      "is not told what it refuses",
      [opus, "a=fmtp:111 UseDTX=0; useinbandfec=0"],
      [opus, "a=fmtp:111 UseDTX=0;useinbandfec=0;minptime=10"],
    ],
    [
      "may refuse in a second line",
      [opus, "a=fmtp:111 stereo=1", "a=fmtp:111 usedtx=0"],
      [opus, "a=fmtp:111 stereo=1;minptime=10;useinbandfec=1", "a=fmtp:111 usedtx=0"],
    ],
    ["with an empty fmtp", [opus, "a=fmtp:111"], [opus, wished]],
    [
      "described before it is named",
      ["a=fmtp:111 usedtx=0", opus],
      ["a=fmtp:111 usedtx=0;minptime=10;useinbandfec=1", opus],
    ],
    [
      "by any number and in any case",
      ["a=RTPMAP:96 OPUS/48000/2"],
      ["a=RTPMAP:96 OPUS/48000/2", "a=fmtp:96 minptime=10;useinbandfec=1;usedtx=1"],
    ],
    [
      "twice",
      [opus, "a=rtpmap:96 opus/48000/2"],
      [opus, wished, "a=rtpmap:96 opus/48000/2", wished.replace("111", "96")],
    ],
    ["named twice is described once", [opus, opus], [opus, wished, opus]],
    [
      "beside another codec's fmtp",
      [opus, "a=rtpmap:11 telephone-event/8000", "a=fmtp:11 0-16"],
      [opus, wished, "a=rtpmap:11 telephone-event/8000", "a=fmtp:11 0-16"],
    ],
    [
      "in each of two sections",
      [opus, "m=audio 0 RTP/AVP 111", opus],
      [opus, wished, "m=audio 0 RTP/AVP 111", opus, wished],
    ],
    [
      "of one section says nothing of another's",
      [opus, "m=video 9 RTP/AVP 111", "a=rtpmap:111 VP8/90000"],
      [opus, wished, "m=video 9 RTP/AVP 111", "a=rtpmap:111 VP8/90000"],
    ],
  ])("%s", (_name, before, after) => {
    expect(completeOpus(sdp(...before))).toBe(sdp(...after));
  });

  test("that is complete stays as it is, spaces and all", () => {
    const text = sdp(opus, "a=fmtp:111 minptime=20; useinbandfec=1; usedtx=1;");
    expect(completeOpus(text)).toBe(text);
    expect(completeOpus(completeOpus(sdp(opus)))).toBe(completeOpus(sdp(opus)));
  });

  test("keeps the line ends it came with, and a last line without one", () => {
    expect(completeOpus(`m=audio\n${opus}`)).toBe(`m=audio\n${opus}\n${wished}`);
  });

  test.each([
    "",
    "\r\n",
    "m=",
    "a=rtpmap:",
    sdp("a=rtpmap:0 PCMU/8000", "a=fmtp:0 usedtx=0"),
    sdp("a=rtpmap:x opus/48000/2", "a=fmtp: $&", "a=rtpmap:111 notopus/8000"),
  ])("is not there: unchanged (%j)", (text) => {
    expect(completeOpus(text)).toBe(text);
  });

  test("in a megabyte of nonsense costs no time", () => {
    const startedAt = performance.now();
    completeOpus(
      sdp(...Array.from({ length: 30_000 }, (_, index) => `a=rtpmap:${index} opus/48000/2`)),
    );
    completeOpus(sdp(opus, `a=fmtp:111 ${"a=;".repeat(300_000)}`));
    completeOpus("m=\r\n".repeat(250_000));
    completeOpus(sdp(`a=rtpmap:111${" ".repeat(1_000_000)}`));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
