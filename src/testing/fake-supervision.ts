import type { FakePbx } from "./fake-pbx";

/** What a phone system knows of supervisors, and its command channel (`cmd`). */
export interface FakeSupervision {
  /** Commands as they came, oldest first. */
  readonly heard: readonly string[];
  rights: string;
  /** Answers by the first two words (`sup mode`), instead of `OK`; `null`: none at all. */
  readonly answers: Map<string, string | null>;
  /** Told of each command, before it is answered. */
  onCommand: (command: string) => void;
  /** Lines that follow an answer. */
  readonly lines: Map<string, readonly string[]>;
}

/** Teaches a fake phone system the commands of supervisors. */
export function serveSupervision(pbx: FakePbx): FakeSupervision {
  const heard: string[] = [];
  const supervision: FakeSupervision = {
    heard,
    rights: "role=supervisor over=1002,1003 tell=whispered journal=1",
    answers: new Map(),
    onCommand: () => undefined,
    lines: new Map(),
  };
  const before = pbx.onRequest;
  pbx.onRequest = (request) => {
    before(request);
    if (request.method !== "MESSAGE" || !request.uri.startsWith("sip:cmd@")) return;
    const ref = request.header("x-ref") ?? "";
    const command = request.body.trim();
    const [word = ""] = command.split(" ");
    if (!["rights", "sup", "audit"].includes(word)) return;
    heard.push(command);
    supervision.onCommand(command);
    const name = word === "sup" ? command.split(" ").slice(0, 2).join(" ") : word;
    const usual = word === "rights" ? supervision.rights : "OK";
    const told = supervision.answers.get(name);
    // After the 200 to the request.
    queueMicrotask(() => {
      if (told === null) return;
      pbx.message("cmd", `${ref} ${told ?? usual}`);
      for (const line of supervision.lines.get(name) ?? []) pbx.message("cmd", line);
    });
  };
  return supervision;
}
