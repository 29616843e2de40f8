/**
 * Lost sound is mended from the packet after it, silence is not sent (RFC 7587 section 6.1), and packets may be as short
 * as Chromium offers them (`minptime`, from the drafts of that RFC). They tell what the far end likes to receive, and
 * every opus decoder can receive all of it: they may be said on its behalf.
 */
const wished = ["minptime=10", "useinbandfec=1", "usedtx=1"];

const rtpmapPattern = /^a=rtpmap:(\d+)[ \t]+opus\/.*$/gim;
const fmtpPattern = /^a=fmtp:(\d+)(.*)$/gim;

/**
 * A remote description in which opus is said to be welcome with error correction and without silence, unless it says
 * otherwise itself. Asterisk 22 answers opus without `fmtp`, and Chromium 156 then sends 50 packets a second of silence
 * and nothing to mend a loss with.
 */
export function completeOpus(sdp: string): string {
  const lineEnd = sdp.includes("\r\n") ? "\r\n" : "\n";
  // A payload number means what its own media section says (RFC 8866 section 6.6).
  const sections = sdp.split(/^(?=m=)/m);
  return sections.map((section) => completeSection(section, lineEnd)).join("");
}

function completeSection(section: string, lineEnd: string): string {
  const missing = new Map<string, readonly string[]>();
  for (const [, payload = ""] of section.matchAll(rtpmapPattern)) missing.set(payload, wished);
  if (missing.size === 0) return section;
  const described = new Set<string>();
  for (const [, payload = "", fields = ""] of section.matchAll(fmtpPattern)) {
    described.add(payload);
    const named = new Set(fields.split(";").map(readName));
    const rest = missing.get(payload)?.filter((field) => !named.has(readName(field)));
    if (rest !== undefined) missing.set(payload, rest);
  }
  const take = (payload: string): readonly string[] => {
    const fields = missing.get(payload) ?? [];
    missing.delete(payload);
    return fields;
  };
  return section
    .replaceAll(fmtpPattern, (line, payload: string, fields: string) => {
      const added = take(payload);
      const said = fields.split(";").map((field) => field.trim());
      const all = [...said.filter((field) => field !== ""), ...added].join(";");
      return added.length === 0 ? line : `a=fmtp:${payload} ${all}`;
    })
    .replaceAll(rtpmapPattern, (line, payload: string) => {
      const added = described.has(payload) ? [] : take(payload);
      return added.length === 0 ? line : `${line}${lineEnd}a=fmtp:${payload} ${added.join(";")}`;
    });
}

function readName(field: string): string {
  return (field.split("=")[0] ?? "").trim().toLowerCase();
}
