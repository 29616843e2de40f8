import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

import type { Plugin, ViteDevServer } from "vite";

import { clientConfig } from "./client-config";
import type { CustomerAction, CustomerOrder } from "./control";
import {
  answerCustomerRequest,
  answerDeedRequest,
  answerPhrasesRequest,
  sendJson,
} from "./demo-requests";
import { services, users } from "./numbers";
import type { SwitchOptions } from "./options";
import { isWelcome } from "./origin";
import { pipeUpgrade } from "./proxy";
import { queueMenu, queues } from "./queues/table";
import { startSwitch } from "./worker-host";

export interface EmbeddedSwitchOptions {
  readonly switch?: Partial<SwitchOptions>;
  /** What GET /config.json answers. */
  readonly config?: unknown;
  readonly start?: StartSystem;
}

/** The phone system behind the development server. */
export interface DevelopmentSystem {
  readonly port: number;
  /** Of its WebSocket on 127.0.0.1. */
  readonly path: string;
  /** What GET /config.json answers. */
  readonly config: unknown;
  /** Who can sign in and what to call. */
  readonly welcome: readonly string[];
  customerCalls(order: CustomerOrder): Promise<{ id: string }>;
  /** Where customers can be told what to do. */
  customerDoes?(id: string, action: CustomerAction): Promise<void>;
  close(): Promise<void>;
}

/** Starts one in place of the embedded switch. */
export type StartSystem = (say: (line: string) => void) => Promise<DevelopmentSystem>;

async function startEmbedded(options: EmbeddedSwitchOptions): Promise<DevelopmentSystem> {
  const control = await startSwitch(options.switch);
  return {
    port: control.port,
    path: "/sip",
    config: options.config ?? clientConfig,
    welcome: describeSwitch(),
    customerCalls: control.customerCalls,
    customerDoes: control.customerDoes,
    close: control.close,
  };
}

function describeSwitch(): readonly string[] {
  const names = users.map(({ extension, name, role }) =>
    role === "agent" ? `${extension} ${name}` : `${extension} ${name} (${role})`,
  );
  const numbers = services.map(({ number, name }) => `${number} ${name}`);
  const waiting = queues.map(({ number, label }) => `${number} ${label}`);
  return [
    "A telephone switch runs inside this server; nothing leaves the machine.",
    `Sign in   ${names.join(", ")}; the password is pw and the extension, as pw1001`,
    `Call      ${numbers.join(", ")}, 9486 is busy (9nnn refuses with nnn)`,
    `Queues    ${waiting.join(", ")}, ${queueMenu.number} a menu before them; agents sign on to them first`,
    "Also      800 conference, 701-720 parked calls, **1002 or *8 takes a ringing call, 0… +… 112 outside",
    "          supervisors: *231001 listens to the call of 1001; in it 4 is heard by nobody, 5 by the agent, 6 by all",
  ];
}

function welcome(url: string, lines: readonly string[]): string {
  const order = {
    to: "1001",
    name: "Maria",
    number: "+358401234567",
    voice: { phrase: "en-invoice" },
  };
  const all = [
    ...lines,
    `Open      ${url}`,
    "A customer calls when you press Demo and Ring me in the page, or run",
    `          curl ${url}__demo/customer -H 'Content-Type: application/json' -d '${JSON.stringify(order)}'`,
  ];
  return ["", ...all.map((line) => `  ${line}`), ""].join("\n");
}

function urlOf({ config, httpServer }: ViteDevServer): string {
  const { port } = (httpServer?.address() ?? { port: 0 }) as AddressInfo;
  const scheme = config.server.https === undefined ? "http" : "https";
  return `${scheme}://localhost:${port}${config.base}`;
}

/**
 * A phone system in Vite's dev server, the embedded switch unless told otherwise: one command, one origin, no
 * certificate and no second port for the browser. Not in builds, previews or unit tests.
 */
export function embeddedSwitch(options: EmbeddedSwitchOptions = {}): Plugin {
  let running: Promise<DevelopmentSystem> | null = null;
  const allowedHosts = options.switch?.allowedHosts ?? [];

  function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    system: Promise<DevelopmentSystem>,
  ): boolean {
    const failed = (error: unknown): void => sendJson(response, 500, { error: String(error) });
    if (path === "config.json") {
      system.then(({ config }) => sendJson(response, 200, config), failed);
    } else if (path === "__demo/phrases") answerPhrasesRequest(response);
    else if (path === "__demo/customer") {
      answerCustomerRequest(request, response, system, allowedHosts).catch(failed);
    } else if (path === "__demo/customer-does") {
      answerDeedRequest(request, response, system, allowedHosts).catch(failed);
    } else return false;
    return true;
  }

  function configureServer(server: ViteDevServer): void {
    const { base, logger } = server.config;
    const start: StartSystem = options.start ?? (() => startEmbedded(options));
    const system = start((line) => logger.info(line));
    running = system;
    const pathOf = (url = "/") => {
      const path = url.split("?")[0] ?? "/";
      return path.startsWith(base) ? path.slice(base.length) : null;
    };

    server.middlewares.use((request, response, next) => {
      const path = pathOf(request.url);
      if (path === null || !answer(request, response, path, system)) next();
    });
    server.httpServer?.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (pathOf(request.url) !== "sip") return;
      // The switch looks at Origin itself, Asterisk does not.
      if (!isWelcome(request.headers, allowedHosts)) return socket.destroy();
      system.then(
        ({ port, path }) => pipeUpgrade(request, socket, head, port, path),
        () => socket.destroy(),
      );
    });
    server.httpServer?.once("listening", () => {
      system.then(
        ({ welcome: lines }) => logger.info(welcome(urlOf(server), lines)),
        () => undefined,
      );
    });
    system.catch((error: unknown) => logger.error(`The phone system: ${String(error)}`));
  }

  return {
    name: "hamsa:embedded-switch",
    apply: (_config, { command, isPreview }) =>
      command === "serve" && isPreview !== true && process.env["VITEST"] === undefined,
    configureServer,
    async closeBundle() {
      const system = running;
      running = null;
      await system?.then(
        (started) => started.close(),
        () => undefined,
      );
    },
  };
}
