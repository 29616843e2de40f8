import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";

import { check, type Person } from "./check";
import { resultLine, summary } from "./report";

const usage = `npm run check:pbx -- --server wss://pbx.example.com/ws --extension 1001

  --server      the WebSocket of the phone system
  --extension   who signs in; the password is asked for, or HAMSA_PASSWORD
  --second      a colleague who signs in here too: most of what can be tried takes two;
                the password is asked for, or HAMSA_SECOND_PASSWORD
  --answering   a number that answers and speaks, such as an echo
  --early       a number that speaks before it answers
  --domain      host part of SIP addresses, where it is not the server's
  --config      address or file of the config.json with the dialect and codes to try

Both extensions are called, transferred and parked for about a minute: take two that nobody uses.
A certificate of your own authority: NODE_EXTRA_CA_CERTS.`;

function readArguments(args: readonly string[]) {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: text,
      extension: text,
      second: text,
      answering: text,
      early: text,
      domain: text,
      config: text,
      help: { type: "boolean" },
    },
  });
  return values;
}

/** A password is typed unseen; one on the command line would stand in the list of processes. */
async function ask(question: string): Promise<string> {
  process.stdout.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    return await line.question("");
  } finally {
    line.close();
    process.stdout.write("\n");
  }
}

async function person(extension: string, variable: string): Promise<Person> {
  const known = process.env[variable];
  return { extension, password: known ?? (await ask(`Password of ${extension}: `)) };
}

async function readJson(place: string): Promise<unknown> {
  if (/^https?:/.test(place)) return (await fetch(place)).json();
  const { readFile } = await import("node:fs/promises");
  return JSON.parse(await readFile(place, "utf8"));
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

export async function main(args: readonly string[]): Promise<number> {
  const { server, extension, second, answering, early, domain, config, help } = readArguments(args);
  if (help === true || server === undefined || extension === undefined) {
    print(usage);
    return help === true ? 0 : 1;
  }
  // Lines of the engine's log would stand between those of the table.
  for (const level of ["debug", "info", "warn", "error"] as const) console[level] = () => undefined;
  const address = /^wss?:/i.test(server) ? server : `wss://${server}`;
  if (!URL.canParse(address))
    throw new Error(`${server} is not an address such as wss://pbx.example.com/ws.`);
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  const { results, dialect } = await check({
    signal: stopping.signal,
    server: address,
    first: await person(extension, "HAMSA_PASSWORD"),
    ...(second === undefined ? {} : { second: await person(second, "HAMSA_SECOND_PASSWORD") }),
    ...(answering === undefined ? {} : { answering }),
    ...(early === undefined ? {} : { early }),
    ...(domain === undefined ? {} : { domain }),
    ...(config === undefined ? {} : { config: await readJson(config) }),
    tell: (result) => print(resultLine(result)),
  });
  print("");
  for (const line of summary(results, dialect)) print(line);
  return 0;
}
