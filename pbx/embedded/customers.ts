import { randomUUID } from "node:crypto";

import type { CallKind } from "./calls/call-kind";
import type { Dialled } from "./calls/calls";
import type { CustomerAction, CustomerOrder, CustomerOutcome, CustomerSnapshot } from "./control";
import { createCustomerVoice, type CustomerVoiceLeg } from "./customer-voice";
import { type Cause, causes } from "./legs/cause";
import type { CallerLeg, LegEvents } from "./legs/leg";
import { createLocalCaller, type LocalLeg } from "./legs/local-leg";
import type { Clips } from "./media/clips";
import { isDigit } from "./media/dtmf";
import type { Cancel, Timers } from "./timers";

/** Simulated customers: they call in, speak, listen, press keys and hang up. */
export interface Customers {
  call(order: CustomerOrder): { id: string };
  act(id: string, action: CustomerAction): void;
  snapshot(): CustomerSnapshot[];
}

export interface CustomersWorld {
  readonly clips: Clips;
  readonly timers: Timers;
  readonly legEvents: LegEvents;
  readonly customerPauseMs: number;
  newLegId(): string;
  place(caller: CallerLeg, dialled: Dialled): void;
}

interface Customer {
  readonly id: string;
  readonly order: CustomerOrder;
  readonly leg: LocalLeg;
  readonly voice: CustomerVoiceLeg;
  outcome: CustomerOutcome;
  endedBy: "customer" | "other" | null;
  isLeaving: boolean;
  stopPatience: Cancel;
}

const mostRemembered = 100;

/** What a call that was never answered came to. */
function outcomeOf({ status, q850 }: Cause): CustomerOutcome {
  if (status === 486) return "busy";
  if (status === 603) return "declined";
  if (status === 404) return "unknownNumber";
  if (status === 480 || status === 408) {
    return q850 === causes.noAnswer.q850 ? "noAnswer" : "unavailable";
  }
  return "failed";
}

export function createCustomers(world: CustomersWorld): Customers {
  const customers = new Map<string, Customer>();
  let called = 0;

  function ended(customer: Customer, cause: Cause): void {
    customer.stopPatience();
    if (customer.outcome === "answered")
      customer.endedBy = customer.isLeaving ? "customer" : "other";
    else if (customer.isLeaving) customer.outcome = "abandoned";
    else customer.outcome = outcomeOf(cause);
    forgetOldest();
  }

  function forgetOldest(): void {
    const over = [...customers.values()].filter(({ leg }) => leg.state === "ended");
    for (const { id } of over.slice(0, -mostRemembered)) customers.delete(id);
  }

  function create(order: CustomerOrder): Customer & { leg: CallerLeg & LocalLeg } {
    called += 1;
    const id = `customer-${called}`;
    const voice = createCustomerVoice(order.voice, world.clips, world.customerPauseMs);
    const leg = createLocalCaller({
      id: world.newLegId(),
      customer: id,
      identity: { number: order.number, name: order.name },
      audio: voice,
      events: {
        ...world.legEvents,
        ended(endedLeg, cause) {
          ended(customer, cause);
          world.legEvents.ended(endedLeg, cause);
        },
      },
      onStart() {
        customer.outcome = "answered";
        voice.begin();
      },
    });
    const customer: Customer & { leg: CallerLeg & LocalLeg } = {
      id,
      order,
      leg,
      voice,
      outcome: "ringing",
      endedBy: null,
      isLeaving: false,
      stopPatience: () => undefined,
    };
    return customer;
  }

  function hangUp(customer: Customer): void {
    if (customer.leg.state === "ended") return;
    customer.isLeaving = true;
    customer.leg.end(customer.leg.state === "up" ? causes.normal : causes.cancelled);
  }

  function call(order: CustomerOrder): { id: string } {
    const customer = create(order);
    customers.set(customer.id, customer);
    const kind: CallKind = {
      uuid: randomUUID(),
      kind: order.queue === undefined ? "direct" : "queue",
      queue: order.queue ?? null,
      waitedSeconds: order.waitedSeconds ?? 0,
      autoAnswer: order.autoAnswer ?? false,
    };
    if (order.ringSeconds !== undefined) {
      customer.stopPatience = world.timers.after(order.ringSeconds * 1000, () => {
        if (customer.outcome === "ringing") hangUp(customer);
      });
    }
    world.place(customer.leg, { number: order.to, kind, wishedNumber: null });
    return { id: customer.id };
  }

  function act(id: string, action: CustomerAction): void {
    const customer = customers.get(id);
    if (customer === undefined) throw new Error(`no customer ${id}`);
    if (action.type === "hangUp") hangUp(customer);
    else if (action.type === "speak") customer.voice.speak(action.phrase);
    else for (const digit of action.digits) if (isDigit(digit)) customer.leg.press(digit);
  }

  return {
    call,
    act,
    snapshot: () =>
      [...customers.values()].map(({ id, order, leg, voice, outcome, endedBy }) => ({
        id,
        to: order.to,
        name: order.name,
        number: order.number,
        outcome,
        endedBy,
        leg: leg.state === "ended" ? null : leg.id,
        digits: voice.heardDigits(),
      })),
  };
}
