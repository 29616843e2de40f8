/** A SIP message as text taken apart, written from RFC 3261 and not from sip.js: a shared mistake would hide. */
export interface SipText {
  readonly startLine: string;
  readonly method: string;
  readonly status: number;
  readonly uri: string;
  readonly body: string;
  readonly raw: string;
  header(name: string): string | null;
  headers(name: string): readonly string[];
}

const shortForms: Readonly<Record<string, string>> = {
  v: "via",
  f: "from",
  t: "to",
  i: "call-id",
  m: "contact",
  c: "content-type",
  l: "content-length",
};

export function readSip(raw: string): SipText {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const [startLine = "", ...lines] = head.split("\r\n");
  const fields = lines.map((line) => {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    return [shortForms[name] ?? name, line.slice(colon + 1).trim()] as const;
  });
  const headers = (name: string): readonly string[] =>
    fields.filter(([field]) => field === name.toLowerCase()).map(([, value]) => value);
  const isResponse = startLine.startsWith("SIP/2.0");
  const words = startLine.split(" ");
  const cseqMethod = headers("cseq")[0]?.split(" ")[1] ?? "";
  return {
    startLine,
    raw,
    method: isResponse ? cseqMethod : (words[0] ?? ""),
    status: isResponse ? Number(words[1]) : 0,
    uri: isResponse ? "" : (words[1] ?? ""),
    body: rest.join("\r\n\r\n"),
    headers,
    header: (name) => headers(name)[0] ?? null,
  };
}

export function writeSip(startLine: string, headers: readonly string[], body = ""): string {
  const length = new TextEncoder().encode(body).length;
  return [startLine, ...headers, `Content-Length: ${length}`, "", body].join("\r\n");
}

/** Answers a request: the dialog and transaction headers of the request come back. */
export function answerSip(
  request: SipText,
  status: string,
  extra: readonly string[] = [],
  body = "",
  toTag = "",
): string {
  const to = request.header("to") ?? "";
  return writeSip(
    `SIP/2.0 ${status}`,
    [
      ...request.headers("via").map((via) => `Via: ${via}`),
      `From: ${request.header("from")}`,
      `To: ${toTag === "" || to.includes("tag=") ? to : `${to};tag=${toTag}`}`,
      `Call-ID: ${request.header("call-id")}`,
      `CSeq: ${request.header("cseq")}`,
      ...extra,
      ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    ],
    body,
  );
}
