import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

import type { Plugin, ViteDevServer } from "vite";

import type { SwitchControl } from "./control";
import { answerCustomerRequest, answerPhrasesRequest, sendJson } from "./demo-requests";
import { services, users } from "./numbers";
import type { SwitchOptions } from "./options";
import { pipeUpgrade } from "./proxy";
import { startSwitch } from "./worker-host";

export interface EmbeddedSwitchOptions {
  readonly switch?: Partial<SwitchOptions>;
  /** What GET /config.json answers. */
  readonly config?: unknown;
}

const defaultConfig = { server: "/sip", dialect: "embedded", region: "FI" };

function welcome(url: string): string {
  const names = users.map(({ extension, name, role }) =>
    role === "supervisor" ? `${extension} ${name} (supervisor)` : `${extension} ${name}`,
  );
  const numbers = services.map(({ number, name }) => `${number} ${name}`);
  const order = {
    to: "1001",
    name: "Maria",
    number: "+358401234567",
    voice: { phrase: "en-invoice" },
  };
  return [
    "",
    "  A telephone switch runs inside this server; nothing leaves the machine.",
    `  Open      ${url}`,
    `  Sign in   ${names.join(", ")}; the password is pw and the extension, as pw1001`,
    `  Call      ${numbers.join(", ")}, 9486 is busy (9nnn refuses with nnn)`,
    "  A customer calls when you press Demo and Ring me in the page, or run",
    `            curl ${url}__demo/customer -H 'Content-Type: application/json' -d '${JSON.stringify(order)}'`,
    "",
  ].join("\n");
}

function urlOf({ config, httpServer }: ViteDevServer): string {
  const { port } = (httpServer?.address() ?? { port: 0 }) as AddressInfo;
  const scheme = config.server.https === undefined ? "http" : "https";
  return `${scheme}://localhost:${port}${config.base}`;
}

/**
 * The embedded switch in Vite's dev server: one command, one origin, no certificate and no second
 * port. Not in builds, previews or unit tests.
 */
export function embeddedSwitch(options: EmbeddedSwitchOptions = {}): Plugin {
  let running: Promise<SwitchControl> | null = null;

  function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    control: Promise<SwitchControl>,
  ): boolean {
    if (path === "config.json") sendJson(response, 200, options.config ?? defaultConfig);
    else if (path === "__demo/phrases") answerPhrasesRequest(response);
    else if (path === "__demo/customer") {
      const allowedHosts = options.switch?.allowedHosts ?? [];
      answerCustomerRequest(request, response, control, allowedHosts).catch((error: unknown) =>
        sendJson(response, 500, { error: String(error) }),
      );
    } else return false;
    return true;
  }

  function configureServer(server: ViteDevServer): void {
    const { base, logger } = server.config;
    const control = startSwitch(options.switch);
    running = control;
    const pathOf = (url = "/") => {
      const path = url.split("?")[0] ?? "/";
      return path.startsWith(base) ? path.slice(base.length) : null;
    };

    server.middlewares.use((request, response, next) => {
      const path = pathOf(request.url);
      if (path === null || !answer(request, response, path, control)) next();
    });
    server.httpServer?.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (pathOf(request.url) !== "sip") return;
      control.then(
        ({ port }) => pipeUpgrade(request, socket, head, port),
        () => socket.destroy(),
      );
    });
    server.httpServer?.once("listening", () => {
      control.then(
        () => logger.info(welcome(urlOf(server))),
        () => undefined,
      );
    });
    control.catch((error: unknown) => logger.error(`The embedded switch: ${String(error)}`));
  }

  return {
    name: "hamsa:embedded-switch",
    apply: (_config, { command, isPreview }) =>
      command === "serve" && isPreview !== true && process.env["VITEST"] === undefined,
    configureServer,
    async closeBundle() {
      const control = running;
      running = null;
      await control?.then(
        (started) => started.close(),
        () => undefined,
      );
    },
  };
}
