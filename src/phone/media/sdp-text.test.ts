import { describe, expect, test } from "vitest";

import { withAddress } from "./sdp-text";

const sdp = (address: string, ...candidates: string[]): string =>
  [
    "v=0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
    `c=IN IP4 ${address}`,
    ...candidates.map((candidate) => `a=candidate:${candidate} typ host generation 0`),
    "a=ice-ufrag:sT7L",
    "",
  ].join("\r\n");

const hidden = "4143644149 1 udp 2113937151 9caa6f26-9504-4cf8-89fc-0679987730f9.local 50594";
const open = "1 1 udp 2122260223 10.0.0.7 50595";

describe("where a browser hides its addresses", () => {
  test("there is one beside them that nobody has", () => {
    const lines = withAddress(sdp("0.0.0.0", hidden, hidden.replace("50594", "50596"))).split(
      "\r\n",
    );
    expect(lines[2]).toBe("c=IN IP4 203.0.113.1");
    expect(lines.filter((line) => line.includes(".local"))).toHaveLength(2);
    expect(lines[5]).toBe("a=candidate:1 1 udp 1 203.0.113.1 9 typ host");
    expect(lines[6]).toBe("a=ice-ufrag:sT7L");
  });

  test("one that can be reached is enough", () => {
    const text = sdp("10.0.0.7", hidden, open);
    expect(withAddress(text)).toBe(text);
  });

  test("none stays none", () => {
    expect(withAddress(sdp("0.0.0.0"))).toBe(sdp("203.0.113.1"));
  });
});
