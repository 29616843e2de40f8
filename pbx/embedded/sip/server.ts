import { LoggerFactory } from "sip.js/lib/core/log/logger-factory";
import { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingResponseMessage } from "sip.js/lib/core/messages/incoming-response-message";
import { Parser } from "sip.js/lib/core/messages/parser";
import type { Transport } from "sip.js/lib/core/transport";
import { UserAgentCore } from "sip.js/lib/core/user-agent-core/user-agent-core";
import type { UserAgentCoreDelegate } from "sip.js/lib/core/user-agent-core/user-agent-core-delegate";
import { UserAgentClient } from "sip.js/lib/core/user-agents/user-agent-client";
import { URI } from "sip.js/lib/grammar/uri";

import { domain, switchName } from "../numbers";
import type { Connection } from "./connection";
import type { DialogName } from "./headers";
import type { Route } from "./route";
import { findFlaw, isAnswerable, readable } from "./sanity";

/**
 * sip.js's core as a server: one core for every socket, so that a dialog outlives the socket it was
 * made on. The core asks for "the" transport whenever it makes a transaction; `via` says which one
 * that is, synchronously.
 */
export interface SipServer {
  readonly core: UserAgentCore;
  /** Contact header of the switch, for requests that sip.js does not give one. */
  readonly contactHeader: string;
  receive(connection: Connection, text: string): void;
  via<T>(transport: Transport, action: () => T): T;
  /** The socket of the message that is being handled. */
  sender(): Connection;
  /** From now on this dialog's client is looked for at the end of `route`. */
  addRoute(dialog: Omit<DialogName, "remoteTag">, route: Route): void;
  removeRoute(dialog: Omit<DialogName, "remoteTag">): void;
  /** Ends an INVITE that nobody will ever answer: sip.js waits for ever once it has seen a 1xx. */
  forget(request: unknown): void;
}

function createLoggerFactory(log: (line: string) => void): LoggerFactory {
  const factory = new LoggerFactory();
  factory.builtinEnabled = false;
  factory.connector = (level, category, _label, content) => {
    // Only what a client has done wrong; the rest is chatter about the core's own states.
    if (category !== "sip.parser" || level === "debug") return;
    log(`unreadable message: ${String(content).split("\n")[0]?.slice(0, 120) ?? ""}`);
  };
  return factory;
}

function createCore(
  port: () => number,
  transport: () => Transport,
  loggers: LoggerFactory,
  delegate: UserAgentCoreDelegate,
): UserAgentCore {
  const contactUri = new URI("sip", "switch", domain, undefined, { transport: "ws" });
  return new UserAgentCore(
    {
      aor: contactUri,
      contact: {
        pubGruu: undefined,
        tempGruu: undefined,
        uri: contactUri,
        toString: () => `<sip:switch@${domain}:${port()};transport=ws>`,
      },
      displayName: "",
      loggerFactory: loggers,
      hackViaTcp: false,
      routeSet: [],
      sipjsId: "hamsa",
      supportedOptionTags: ["replaces"],
      supportedOptionTagsResponse: ["replaces"],
      userAgentHeaderFieldValue: switchName,
      viaForceRport: false,
      viaHost: domain,
      authenticationFactory: () => undefined,
      transportAccessor: transport,
    },
    delegate,
  );
}

/** Requests that move a dialog to the socket they came on, as Asterisk does; a BYE or INFO does not. */
const targetRefreshes: readonly string[] = ["INVITE", "REFER"];

export function createSipServer(settings: {
  port: () => number;
  log: (line: string) => void;
  delegate: UserAgentCoreDelegate;
}): SipServer {
  const { log } = settings;
  const loggers = createLoggerFactory(log);
  const parserLogger = loggers.getLogger("sip.parser");
  const routes = new Map<string, Route>();
  let context: Transport | null = null;
  let speaking: Connection | null = null;

  const core = createCore(settings.port, currentTransport, loggers, settings.delegate);

  function currentTransport(): Transport {
    if (context === null) throw new Error("a SIP request was made outside of via()");
    return context;
  }

  function via<T>(transport: Transport, action: () => T): T {
    const outer = context;
    context = transport;
    try {
      return action();
    } finally {
      context = outer;
    }
  }

  function receive(connection: Connection, text: string): void {
    if (/^\s*$/.test(text)) return; // a keep-alive; Asterisk never answers one either
    speaking = connection;
    try {
      const message = Parser.parseMessage(readable(text), parserLogger);
      if (message !== undefined) via(connection, () => take(connection, message));
    } catch (error) {
      log(`message not handled: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      speaking = null;
    }
  }

  function take(
    connection: Connection,
    message: IncomingRequestMessage | IncomingResponseMessage,
  ): void {
    const flaw = findFlaw(message);
    const isRequest = message instanceof IncomingRequestMessage;
    if (flaw !== null) {
      log(`message refused: ${flaw}`);
      if (isRequest && isAnswerable(message)) core.replyStateless(message, { statusCode: 400 });
    } else if (isRequest) takeRequest(connection, message);
    else takeResponse(connection, message);
  }

  /** An error of ours must not leave a request without an answer, and its transaction for ever. */
  function giveUp(message: IncomingRequestMessage): void {
    const server = core.userAgentServers.get(message.viaBranch);
    if (server?.transaction.request !== message) return;
    server.dispose();
    core.userAgentServers.delete(message.viaBranch);
    core.replyStateless(message, { statusCode: 500 });
  }

  function takeRequest(connection: Connection, message: IncomingRequestMessage): void {
    if (message.ruri === undefined) return;
    // The core answers 404 to any user but its own, and the switch is whoever is called.
    core.configuration.aor = message.ruri;
    // Branches are random in 10^7 and come from many clients: RFC 3261, 17.2.3 adds the sent-by.
    message.viaBranch = `${message.viaBranch}@${message.via.host}`;
    if (targetRefreshes.includes(message.method)) {
      routes.get(message.callId + message.toTag)?.follow(connection);
    }
    try {
      core.receiveIncomingRequestFromTransport(message);
    } catch (error) {
      giveUp(message);
      throw error;
    }
  }

  function takeResponse(connection: Connection, message: IncomingResponseMessage): void {
    if (message.method === "INVITE") {
      routes.get(message.callId + message.fromTag)?.follow(connection);
    }
    core.receiveIncomingResponseFromTransport(message);
  }

  return {
    core,
    get contactHeader() {
      return `Contact: ${core.configuration.contact.toString()}`;
    },
    receive,
    via,
    sender() {
      if (speaking === null) throw new Error("no message is being handled");
      return speaking;
    },
    addRoute: ({ callId, localTag }, route) => void routes.set(callId + localTag, route),
    removeRoute: ({ callId, localTag }) => void routes.delete(callId + localTag),
    forget(request) {
      for (const [id, client] of core.userAgentClients) {
        if (client !== request || !(client instanceof UserAgentClient)) continue;
        client.dispose();
        core.userAgentClients.delete(id);
      }
    },
  };
}
