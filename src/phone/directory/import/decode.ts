/** In the order in which a person might try them. */
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1256"] as const;
export type Encoding = (typeof encodings)[number];

const lookedAt = 262_144;

/**
 * How a file was written, from its bytes: a byte order mark says so; zeros stand only in UTF-16; what is no UTF-8 is a
 * Windows code page. There, Arabic words are runs of high bytes, while ä and é stand between letters of ASCII, in twos at most.
 */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  const start = bytes.subarray(0, lookedAt);
  const zeros = countZeros(start);
  if (zeros.even + zeros.odd > 0) return zeros.even > zeros.odd ? "utf-16be" : "utf-16le";
  if (isUtf8(bytes)) return "utf-8";
  return highBytesStandInRuns(start) ? "windows-1256" : "windows-1252";
}

/** The text of a file. What the encoding does not have becomes U+FFFD. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  // The decoder takes a byte order mark off.
  return new TextDecoder(encoding).decode(bytes);
}

function countZeros(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function highBytesStandInRuns(bytes: Uint8Array): boolean {
  let all = 0;
  let inRuns = 0;
  let run = 0;
  const endRun = (): void => {
    if (run >= 3) inRuns += run;
    run = 0;
  };
  for (const byte of bytes) {
    // From 0xc0 on both code pages have letters.
    if (byte < 0xc0) {
      endRun();
      continue;
    }
    all += 1;
    run += 1;
  }
  endRun();
  return inRuns * 2 > all;
}
