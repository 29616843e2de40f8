import { createStore } from "zustand/vanilla";

import { noAgent } from "./agent/agent";
import { selectLiveCount } from "./calls/select";
import { checkOf } from "./check-of";
import { noCoaching } from "./coaching/coaching";
import { selectAccount } from "./connection/connection";
import { deskOf } from "./desk-of";
import { describeIn } from "./diagnostics/observe";
import { noFloor } from "./floor/floor";
import { createPhone, type OwnPhone, type Phone } from "./phone";
import type { Ports } from "./ports";
import { reached } from "./reached";
import { secondsOf, shareTicks } from "./share-ticks";
import { keepSignIn, readSignIn, watchSignIn } from "./shared-sign-in";
import { createShelves } from "./shelves";
import type { ReadonlyStore } from "./store";
import { noSupervision, sharedSupervision } from "./supervision-of";
import { createSystem } from "./system/system";
import { type Controls, partsOf, type SharedStates, type SharedStores } from "./tabs/controls";
import { createFace } from "./tabs/face";
import type { TabsPort } from "./tabs/messages";
import { createMirror } from "./tabs/mirror";
import { partOf } from "./tabs/part-of";
import { serve, type Service } from "./tabs/serve";
import { createTeam } from "./team/team";

/** Where the phone is, seen from this tab. */
export type TabsState =
  /** Not known yet. */
  | { readonly place: "unknown" }
  | { readonly place: "here" }
  /** Another tab has it, and this one shows and controls it. */
  | { readonly place: "there" }
  /** Another tab has it and cannot be understood: it is of another version, or does not answer. */
  | { readonly place: "outOfReach"; readonly isOtherVersion: boolean }
  /** It goes to another tab, and this page begins anew. */
  | { readonly place: "leaving" };

export type TabsCommand = { readonly type: "takeHere" };

/** The phone of this browser, whichever of its tabs has it. */
export interface SharedPhone extends Phone {
  readonly tabs: {
    readonly store: ReadonlyStore<TabsState>;
    /** Resolves when the phone is here. */
    do(command: TabsCommand): Promise<void>;
  };
}

/** A tab that has the phone answers at once; one that is asleep or broken does not. */
const answerMs = 3_000;
const handOverMs = 1_500;
/** How long the calls of before may take to be read. */
const settleMs = 1_500;

/**
 * One phone for all tabs of a browser: the tab that came first has it, the others show it and control it. When that tab
 * is gone, the next one takes its place, with its calls, as a reloaded page would.
 */
export function createSharedPhone(ports: Ports, tabs: TabsPort): SharedPhone {
  const { config } = ports;
  const shelves = createShelves(ports);
  const store = createStore<TabsState>(() => ({ place: "unknown" }));
  const initial = statesOfNobody(ports);
  const names = createTeam({
    people: config.team,
    queues: config.queues,
    watches: { watch: () => () => undefined },
    isWatchable: () => false,
  });
  let phone: OwnPhone | null = null;
  let impatience: ReturnType<typeof setTimeout> | undefined;
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => (arrived = resolve));

  const mirror = createMirror({
    tabs,
    initial,
    keepSignIn: (sealed) => keepSignIn(ports.signIn, sealed),
    heard(isOfThisVersion) {
      clearTimeout(silence);
      if (phone !== null) return;
      store.setState(
        isOfThisVersion ? { place: "there" } : { place: "outOfReach", isOtherVersion: true },
        true,
      );
    },
    handedOver: () => tabs.steal(),
  });
  const silence = setTimeout(() => {
    if (store.getState().place !== "unknown") return;
    store.setState({ place: "outOfReach", isOtherVersion: false }, true);
  }, answerMs);

  const face = createFace(initial, mirror);
  // Contacts and history are read by each tab itself.
  face.stores.connection.subscribe((state) => {
    // What it does in the background begins with the first connection.
    if (state.phase === "connected") void openDesk().catch(nothing);
    if (phone !== null) return;
    const account = selectAccount(state);
    if (state.phase === "connected" || state.phase === "recovering") {
      if (account !== null) void shelves.open(account);
    } else if (state.phase === "signedOut") shelves.close();
  });

  async function hold(): Promise<void> {
    clearTimeout(silence);
    clearTimeout(impatience);
    let service: Service | null = null;
    const signIn = watchSignIn(ports.signIn, (sealed) => service?.tellSignIn(sealed));
    const own = createPhone({ ...ports, signIn }, shelves);
    phone = own;
    const shown = selectLiveCount(face.stores.calls.getState());
    void own.connection.do({ type: "restore" });
    // What the tab showed of the other one stays until this one knows as much.
    const knowsAsMuch = (): boolean =>
      own.connection.store.getState().phase !== "starting" &&
      own.calls.store.getState().order.length >= shown;
    await reached([own.connection.store, own.calls.store], knowsAsMuch, settleMs);
    const controls = controlsOf(own, initial);
    service = serve({ tabs, controls, signIn: () => readSignIn(ports.signIn), letGo: leave });
    face.show(controls);
    mirror.moveTo(controls);
    store.setState({ place: "here" }, true);
    arrived();
  }

  function leave(): void {
    phone?.letGo();
    store.setState({ place: "leaving" }, true);
  }

  async function takeHere(): Promise<void> {
    if (phone === null) {
      mirror.askToHandOver();
      clearTimeout(impatience);
      // Only until it comes: a tab that steals from itself would begin anew.
      impatience = setTimeout(() => tabs.steal(), handOverMs);
    }
    await arrival;
  }

  void tabs
    .take(() => {
      leave();
      tabs.beginAnew();
    })
    .then(hold);

  const connection: Phone["connection"] = {
    store: face.stores.connection,
    do: async (command) => void (await face.do({ part: "connection", command })),
  };
  const calls: Phone["calls"] = {
    store: face.stores.calls,
    do: (command) => void face.do({ part: "calls", command }),
  };
  const audio: Phone["audio"] = {
    store: face.stores.audio,
    async do(command) {
      // What only a press in the page itself may do, and what the browser asks there.
      if (command.type === "openMicrophone" || command.type === "unblockSound") await takeHere();
      await face.do({ part: "audio", command });
    },
    watchLevel: (heard) => face.watch({ what: "level" }, heard),
  };

  const system: Phone["system"] = { store: face.stores.system };
  const quality: Phone["quality"] = partOf(face, "quality");
  const openDesk = deskOf({
    ...ports,
    shelves,
    calls,
    connection,
    callbacks: { do: async (command) => void (await face.do({ part: "callbacks", command })) },
    watchSeconds: secondsOf(shareTicks(ports.loadTicks), ports.now),
  });
  describeIn(ports.diagnostics, { connection, audio, system, quality });

  return {
    config,
    openCheck: checkOf(
      ports,
      { connection, calls, audio, settings: shelves.settings },
      {
        trial: () => phone?.trial ?? null,
        takeHere,
      },
    ),
    openDesk,
    settings: shelves.settings,
    storage: shelves.storage,
    directory: shelves.directory,
    history: shelves.history,
    connection,
    calls,
    audio,
    voicemail: { store: face.stores.voicemail },
    system,
    team: {
      ...names,
      store: face.stores.team,
      watch: (extensions) => face.watch({ what: "team", extensions }, nothing),
    },
    parking: {
      store: face.stores.parking,
      watch: () => face.watch({ what: "parking" }, nothing),
    },
    diagnostics: ports.diagnostics,
    elsewhere: partOf(face, "elsewhere"),
    quality,
    agent: partOf(face, "agent"),
    wakefulness: partOf(face, "wakefulness"),
    coaching: partOf(face, "coaching"),
    floor: partOf(face, "floor"),
    supervision: sharedSupervision(face),
    tabs: { store, do: takeHere },
  };
}

function nothing(): void {
  // Only levels are told.
}

function statesOfNobody({ config, audio }: Ports): SharedStates {
  return {
    connection: { phase: "starting" },
    calls: { byId: {}, order: [] },
    audio: {
      devices: [],
      canChooseSpeaker: audio.canChooseSpeaker,
      microphone: { phase: "closed", waits: false },
      fellBack: [],
      mutedOutside: false,
      soundBlocked: false,
      replaced: null,
      problem: null,
    },
    voicemail: { fresh: 0, number: null },
    system: createSystem(config).store.getState(),
    team: { byExtension: {} },
    parking: { slots: [] },
    elsewhere: { phase: "alone" },
    wakefulness: { slept: null },
    quality: { byId: {} },
    agent: noAgent,
    coaching: noCoaching,
    floor: noFloor,
    supervision: noSupervision,
  };
}

function controlsOf(phone: OwnPhone, states: SharedStates): Controls {
  const { connection, calls, audio, team, parking, elsewhere, wakefulness, quality, agent } = phone;
  const stores = Object.fromEntries(partsOf(states).map((part) => [part, phone[part].store]));
  return {
    stores: stores as unknown as SharedStores,
    async do(order) {
      switch (order.part) {
        case "connection":
          return connection.do(order.command);
        case "calls":
          return calls.do(order.command);
        case "audio":
          return audio.do(order.command);
        case "elsewhere":
          return elsewhere.do(order.command);
        case "wakefulness":
          return wakefulness.do(order.command);
        case "quality":
          return quality.do(order.command);
        case "callbacks":
          return phone.callbacks.do(order.command);
        case "agent":
          return agent.do(order.command);
        case "coaching":
          return phone.coaching.do(order.command);
        case "floor":
          return phone.floor.do(order.command);
        case "supervision":
          return phone.supervision.do(order.command);
        case "audit":
          return phone.supervision.audit(order.page);
      }
    },
    watch(watched, heard) {
      switch (watched.what) {
        case "level":
          return audio.watchLevel(heard);
        case "team":
          return team.watch(watched.extensions);
        case "parking":
          return parking.watch();
      }
    },
  };
}
