import type { FakePbx, PbxSubscription } from "./fake-pbx";
import type { SipText } from "./sip-text";

/** What an agent's presence document says; `text` is what the phone system keeps for them. */
export interface FakePresence {
  readonly note?: string;
  readonly type?: string | null;
  readonly text?: string;
}

export function pidf({ note = "Ready", type = "available", text = "" }: FakePresence): string {
  const basic = note === "Unavailable" ? "closed" : "open";
  const own =
    type === null
      ? ""
      : `<tuple id="digium-presence"><status><digium_presence type="${type}">${text.replaceAll("&", "&amp;")}</digium_presence></status></tuple>`;
  return `<presence><note>${note}</note><tuple id="1"><status><basic>${basic}</basic></status></tuple>${own}</presence>`;
}

let version = 0;

/** News of a resource list, as a phone system writes it. */
export function tellList(
  subscription: PbxSubscription | undefined,
  told: Readonly<Record<string, string>>,
  isFull = false,
): void {
  version += 1;
  const resources = Object.keys(told).map(
    (extension) =>
      `<resource uri="sip:${extension}@pbx.test"><instance id="${extension}" state="active" cid="${extension}.${version}@pbx"/></resource>`,
  );
  const parts = Object.entries(told).map(([extension, body]) =>
    [
      "--edge",
      `Content-ID: <${extension}.${version}@pbx>`,
      "Content-Type: application/pidf+xml",
      "",
      body,
      "",
    ].join("\r\n"),
  );
  const index = `<list uri="sip:floor@pbx.test" version="${version}" fullState="${isFull}">${resources.join("")}</list>`;
  const root = ["--edge", "Content-ID: <root@pbx>", "Content-Type: application/rlmi+xml"];
  subscription?.notify(
    [...root, "", index, `${parts.length > 0 ? "\r\n" : ""}${parts.join("")}--edge--`, ""].join(
      "\r\n",
    ),
    "active;expires=299",
    'multipart/related;type="application/rlmi+xml";boundary="edge"',
  );
}

/** The command channel of a phone system: what was said there, and how it answers by the first words of a command. */
export interface FakeCommands {
  readonly heard: readonly string[];
  /** By the longest beginning that fits; `null`: no answer at all. */
  readonly answers: Map<string, string | null>;
  /** What was heard that begins so, oldest first. */
  said(beginning: string): readonly string[];
  tell(line: string): void;
}

export function serveCommands(
  pbx: FakePbx,
  answers: Readonly<Record<string, string | null>> = {},
): FakeCommands {
  const heard: string[] = [];
  const commands: FakeCommands = {
    heard,
    answers: new Map(Object.entries(answers)),
    said: (beginning) => heard.filter((command) => command.startsWith(beginning)),
    tell: (line) => pbx.message("cmd", line),
  };
  const before = pbx.onRequest;
  pbx.onRequest = (request: SipText) => {
    before(request);
    if (request.method !== "MESSAGE" || !request.uri.startsWith("sip:cmd@")) return;
    const ref = request.header("x-ref") ?? "";
    const command = request.body.trim();
    heard.push(command);
    const [, answer = "UNKNOWN"] =
      [...commands.answers]
        .toSorted(([one], [other]) => other.length - one.length)
        .find(([beginning]) => command.startsWith(beginning)) ?? [];
    if (answer !== null) queueMicrotask(() => pbx.message("cmd", `${ref} ${answer}`));
  };
  return commands;
}
