import { randomUUID } from "node:crypto";

import type { IncomingInviteRequest } from "sip.js/lib/core/messages/methods/invite";

import { type AttemptEvents, type AttemptOrder, startAttempt } from "./calls/attempt";
import { type Bridges, createBridges } from "./calls/bridges";
import { createCalls, type Dialled } from "./calls/calls";
import { type Conferences, createConferences } from "./calls/conferences";
import { dial } from "./calls/dial";
import { createOutside, type Outside } from "./calls/outside";
import { createLegBook, type LegBook } from "./calls/owner";
import { createParking, type Parking } from "./calls/parking";
import { createPickup } from "./calls/pickup";
import { openService } from "./calls/services";
import { watchSilence } from "./calls/silence-watch";
import { createCustomers, type Customers } from "./customers";
import type { Faults } from "./faults";
import type { Languages } from "./languages";
import { createCalleeLeg } from "./legs/callee-leg";
import { createCallerLeg } from "./legs/caller-leg";
import { causes } from "./legs/cause";
import type { LegWorld } from "./legs/dialog-leg";
import type { CallerLeg, LegEvents } from "./legs/leg";
import type { Clips } from "./media/clips";
import type { Clock } from "./media/clock";
import type { CreateMediaLeg } from "./media/leg";
import type { Notes } from "./notes";
import type { Service } from "./numbers";
import type { SwitchOptions } from "./options";
import { createQueues, type Queues } from "./queues/queues";
import type { Gate } from "./sip/gate";
import { type Identity, readPreferredNumber, readReplaces } from "./sip/headers";
import type { Binding } from "./sip/registrar";
import type { SipServer } from "./sip/server";
import { createSupervision, type Supervision } from "./supervision/supervision";
import type { Texts } from "./texts";
import type { Timers } from "./timers";
import { createTransfers } from "./transfer";
import { createDeviceStates, type DeviceStates } from "./watch/device-states";
import type { Presences } from "./watch/presences";

export interface ExchangeWorld {
  readonly options: SwitchOptions;
  readonly sip: SipServer;
  readonly gate: Gate;
  readonly timers: Timers;
  readonly faults: Faults;
  readonly clips: Clips;
  readonly languages: Pick<Languages, "of">;
  readonly clock: Clock;
  readonly createMediaLeg: CreateMediaLeg;
  readonly notes: Notes;
  readonly texts: Pick<Texts, "tell">;
  readonly presences: Pick<Presences, "set" | "setDesk">;
  bindingsOf(extension: string): readonly Binding[];
  /** Somebody may be watched who is in a call now, or in another one, or in none. */
  changed(): void;
}

/** Everything about calls, wired together. */
export interface Exchange {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly customers: Customers;
  readonly conferences: Conferences;
  readonly parking: Parking;
  readonly outside: Outside;
  readonly queues: Queues;
  readonly devices: DeviceStates;
  readonly supervision: Supervision;
  /** An INVITE outside of a dialog. */
  answerInvite(request: IncomingInviteRequest): void;
}

/** Legs tell calls and transfers, which are made of legs: hence the late binding. */
function createLegEvents(later: () => LegEvents): LegEvents {
  return {
    ended: (leg, cause) => later().ended(leg, cause),
    digit: (leg, digit) => later().digit(leg, digit),
    text: (leg, text) => later().text(leg, text),
    refer: (leg, request) => later().refer(leg, request),
    changed: () => later().changed(),
  };
}

/** Legs of all kinds, as a call needs them. */
function createParties(world: ExchangeWorld, book: LegBook, legEvents: LegEvents) {
  const { options, sip, timers, faults, clips, languages } = world;
  let lastLeg = 0;
  const newLegId = () => `leg-${(lastLeg += 1)}`;
  const legWorld: LegWorld = {
    sip,
    timers,
    createMediaLeg: world.createMediaLeg,
    lossPercent: (leg, direction) => faults.lossPercent(leg, direction),
    isPathCut: (leg, seenAtMs) => faults.isPathCut(leg, seenAtMs),
    newLegId,
  };
  const outside = createOutside({ legEvents, newLegId });
  const attemptWorld = {
    book,
    timers,
    ...options,
    legEvents,
    bindingsOf: world.bindingsOf,
    callDevice: createCalleeLeg.bind(null, legWorld),
    openService: (service: Service, { number }: Identity) =>
      openService(service, { clips, language: languages.of(number), legEvents, newLegId }),
    callOutside: outside.call,
  };
  return {
    legWorld,
    outside,
    startAttempt: (order: AttemptOrder, told: AttemptEvents) =>
      startAttempt(attemptWorld, order, told),
  };
}

export function createExchange(world: ExchangeWorld): Exchange {
  const { options, gate, timers, clips, clock, notes, changed } = world;
  const book = createLegBook(changed);
  const bridges = createBridges(
    book,
    (rooms) => (rooms > 0 ? clock.start(() => bridges.beat()) : clock.stop()),
    (...left) => queues.rescue(...left),
  );
  const legEvents = createLegEvents(() => events);
  const { legWorld, outside, ...parties } = createParties(world, book, legEvents);
  const shared = { book, bridges, timers, ...options, ...parties };

  const calls = createCalls({ ...shared, toQueue: (...who) => queues.dial(...who) });
  const parking = createParking(shared);
  const conferences = createConferences({ book, bridges, tell: world.texts.tell });
  const devices = createDeviceStates(book, world.bindingsOf);
  const queues = createQueues({ ...shared, ...world.texts, ...world, devices });
  const supervision = createSupervision({
    ...shared,
    ...world.texts,
    agents: queues.agents,
    devices,
    isRegistered: (extension) => world.bindingsOf(extension).length > 0,
    setDesk: world.presences.setDesk,
  });
  const transfers = createTransfers({ ...shared, notes, conferences, parking, queues });
  const events: LegEvents = { ...calls.legEvents, refer: transfers.refer, changed };
  const pickup = createPickup(book);
  const dialWorld = { calls, conferences, parking, pickup, queues, supervision };
  const place = (caller: CallerLeg, dialled: Dialled) => dial(dialWorld, caller, dialled);
  const customers = createCustomers({
    clips,
    timers,
    legEvents,
    customerPauseMs: options.customerPauseMs,
    newLegId: legWorld.newLegId,
    place,
  });
  watchSilence(book, timers, options);

  function answerInvite(request: IncomingInviteRequest): void {
    const user = gate.admit(request);
    if (user === null) return;
    const { message } = request;
    const caller = createCallerLeg(legWorld, request, user, legEvents);
    const header = message.getHeader("replaces");
    const replaces = header === undefined ? null : readReplaces(header);
    if (replaces !== null) return calls.replace(caller, replaces);
    if (header !== undefined) return caller.end({ ...causes.unknownNumber, status: 400 });
    const uuid = randomUUID();
    const kind = { uuid, kind: "direct", queue: null, waitedSeconds: 0 } as const;
    const wishedNumber = readPreferredNumber(message);
    place(caller, { number: message.ruri?.user ?? "", kind, wishedNumber });
  }

  const parts = { book, bridges, customers, conferences, parking, outside, queues, devices };
  return { ...parts, supervision, answerInvite };
}
