import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";

import { createCommands } from "./commands";
import type { LegSnapshot, LevelQuery, SwitchControl, SwitchSnapshot } from "./control";
import { createExchange, type Exchange } from "./exchange";
import { createFaults } from "./faults";
import { createFloorFeed } from "./floor/feed";
import { createLanguages } from "./languages";
import { causes } from "./legs/cause";
import type { Leg } from "./legs/leg";
import { createClips } from "./media/clips";
import { type Clock, createRealClock } from "./media/clock";
import type { CreateMediaLeg } from "./media/leg";
import { createWeriftLeg } from "./media/werift-leg";
import { answerMessage } from "./messages";
import { createNotes } from "./notes";
import { findUser, realm } from "./numbers";
import { defaultOptions, type SwitchOptions } from "./options";
import { refuseProduction } from "./production";
import { createAgentCommands } from "./queues/agent-commands";
import { system } from "./queues/agents";
import type { Connection } from "./sip/connection";
import { createDigest } from "./sip/digest";
import { createGate } from "./sip/gate";
import { type Listener, startListener } from "./sip/listener";
import { answerRegister } from "./sip/register-requests";
import { createRegistrar } from "./sip/registrar";
import { createSipServer } from "./sip/server";
import { createTexts } from "./texts";
import { createTimers } from "./timers";
import { createLists } from "./watch/lists";
import { createMailboxes } from "./watch/mailboxes";
import { createPresences } from "./watch/presences";
import { createSources } from "./watch/sources";
import { createSubscriptions } from "./watch/subscriptions";

/** What tests may put in the place of the real thing. */
export interface SwitchParts {
  readonly createMediaLeg: CreateMediaLeg;
  readonly clock: Clock;
}

function createLog(isQuiet: boolean): (line: string) => void {
  return (line) => {
    if (!isQuiet) process.stderr.write(`[switch] ${line}\n`);
  };
}

function findLeg(legs: readonly Leg[], name: string): Leg {
  const exact = legs.find(({ id, customer }) => id === name || customer === name);
  const ofUser = legs.filter(({ user }) => user === name);
  const [only] = ofUser;
  if (exact !== undefined) return exact;
  if (only === undefined) throw new Error(`no leg of ${name}`);
  if (ofUser.length > 1) throw new Error(`${name} has ${ofUser.length} legs: name one by its id`);
  return only;
}

function describeLegs({ book }: Exchange): LegSnapshot[] {
  return book.all().flatMap((leg) => {
    const { id, user, customer, direction, state, digits, callId, seat } = leg;
    if (state === "ended") return [];
    const { received, sent } = leg.traffic();
    const peers = book.ownerOf(leg).peersOf(leg);
    return {
      id,
      user,
      customer,
      direction,
      state,
      holding: seat.holding,
      peers: peers.map((peer) => peer.id),
      spying: seat.spying,
      digits,
      rtpReceived: received,
      rtpSent: sent,
      callId,
    };
  });
}

/** A telephone switch on 127.0.0.1: registrar, calls, media, simulated customers. Many may run at once. */
export async function createSwitch(
  given: Partial<SwitchOptions> = {},
  parts: Partial<SwitchParts> = {},
): Promise<SwitchControl> {
  refuseProduction();
  const options: SwitchOptions = { ...defaultOptions, ...given };
  const timers = createTimers();
  const faults = createFaults();
  const nowMs = () => performance.now();
  const secret = randomBytes(32);
  const { nonceLifetimeMs } = options;
  const gate = createGate(createDigest({ realm, secret, nonceLifetimeMs, nowMs }));
  const changed = () => {
    subscriptions.changed();
    exchange.supervision.changed();
    exchange.queues.changed();
  };
  const registrar = createRegistrar(options, timers, nowMs, changed);
  const bindingsOf = (extension: string) => registrar.bindingsOf(extension);
  const clock = parts.clock ?? createRealClock();
  const prompts = options.promptsDirectory ?? fileURLToPath(new URL("prompts", import.meta.url));

  const sip = createSipServer({
    port: () => listener.port,
    log: createLog(options.quiet),
    delegate: {
      onInvite: (request) => exchange.answerInvite(request),
      onMessage: (request) => answerMessage(request, { gate, texts, commands, bindingsOf }),
      onRegister: (request) =>
        answerRegister(request, sip.sender(), {
          gate,
          registrar,
          nowMs,
          registered: mailboxes.greet,
        }),
      onSubscribe: (request) => subscriptions.answer(request),
    },
  });
  const texts = createTexts(sip, bindingsOf);
  const notes = createNotes(timers);
  const languages = createLanguages();
  const presences = createPresences(changed);
  const mailboxes = createMailboxes({ sip, bindingsOf, changed });
  const exchange = createExchange({
    options,
    sip,
    gate,
    timers,
    faults,
    clips: createClips(prompts),
    languages,
    clock,
    createMediaLeg: parts.createMediaLeg ?? createWeriftLeg,
    notes,
    texts,
    presences,
    bindingsOf,
    changed,
  });
  const { conferences, queues, supervision } = exchange;
  const agentCommands = createAgentCommands({ queues, presences, tell: texts.tell });
  const supervisionCommands = supervision.commands;
  const commands = createCommands({
    notes,
    languages,
    presences,
    conferences,
    agentCommands,
    supervisionCommands,
  });
  const floor =
    options.floorFeed === null
      ? null
      : createFloorFeed({ timers, changed: () => subscriptions.changed() }, options.floorFeed);
  const sources = createSources({ ...exchange, presences, mailboxes, floor });
  const lists = createLists({ sources, moreExtensions: floor?.extensions ?? [] });
  const { rights } = supervision;
  const subscriptions = createSubscriptions({ sip, gate, timers, sources, lists, rights, nowMs });
  const events = {
    text: sip.receive,
    closed(connection: Connection) {
      registrar.connectionClosed(connection);
      subscriptions.connectionClosed(connection);
    },
  };
  let listener: Listener;
  try {
    listener = await startListener({ ...options, faults, timers, events });
  } catch (error) {
    timers.clear();
    throw error;
  }

  function snapshot(): SwitchSnapshot {
    const { core } = sip;
    return {
      registrations: registrar.snapshot(),
      legs: describeLegs(exchange),
      customers: exchange.customers.snapshot(),
      outside: exchange.outside.snapshot(),
      counts: {
        sockets: listener.sockets,
        dialogs: core.dialogs.size,
        transactions: core.userAgentClients.size + core.userAgentServers.size,
        timers: timers.size,
        rooms: exchange.bridges.rooms,
        subscriptions: subscriptions.size,
      },
    };
  }

  function levels({ leg, side, frequenciesHz }: LevelQuery): number[] {
    const { seat } = findLeg(exchange.book.all(), leg);
    return (side === "sent" ? seat.heard : seat.said).levels(frequenciesHz);
  }

  async function setVoiceMessages(user: string, fresh: number): Promise<void> {
    if (findUser(user) === null) throw new Error(`no user ${user}`);
    if (!Number.isSafeInteger(fresh) || fresh < 0)
      throw new Error(`${fresh} is no number of messages`);
    mailboxes.set(user, fresh);
  }

  async function setServing(user: string, queue: string, isServing: boolean): Promise<void> {
    const { agents } = queues;
    const change = { by: system, why: "own" } as const;
    const act = isServing ? agents.login : agents.logout;
    if (act(user, queue, change) === "FORBIDDEN") throw new Error(`${user} may not serve ${queue}`);
  }

  function endCalls(): void {
    for (const leg of exchange.book.all()) leg.end(causes.normal);
  }

  async function close(): Promise<void> {
    clock.stop();
    // Sockets first: to its clients a switch that is closed looks like one that was killed.
    const closing = listener.close();
    endCalls();
    sip.core.dispose();
    timers.clear();
    await closing;
    clock.stop();
  }

  return {
    port: listener.port,
    customerCalls: async (order) => exchange.customers.call(order),
    customerDoes: async (id, action) => exchange.customers.act(id, action),
    setVoiceMessages,
    setServing,
    snapshot: async () => snapshot(),
    endCalls: async () => endCalls(),
    levels: async (query) => levels(query),
    addFault: async (rule) => {
      if (rule.on === "socket") listener.fail(rule.action, rule.user ?? null);
      return { id: faults.add(rule) };
    },
    clearFaults: async () => faults.clear(),
    close,
  };
}
