import { agentOf } from "./agent-of";
import { type Agent, mayAutoAnswer } from "./agent/agent";
import { tellAnnouncements } from "./agent/announcements";
import { callCommands, commandsOf, followingPort, relayedMedia } from "./call-ports";
import { type Calls, createCalls } from "./calls/calls";
import { chooseShownNumber } from "./calls/choose-shown-number";
import { selectLiveCount } from "./calls/select";
import { checkOf } from "./check-of";
import type { Check } from "./check/check";
import type { Trial } from "./check/steps";
import type { Config } from "./config/config";
import { type Connection, createConnection } from "./connection/connection";
import { serversOf } from "./connection/servers";
import { createSecretStore } from "./connection/stored-sign-in";
import type { Desk } from "./desk";
import { deskOf } from "./desk-of";
import type { Diagnostics } from "./diagnostics/diagnostics";
import { observe, tapFor, tellCalls } from "./diagnostics/observe";
import type { Directory } from "./directory/directory";
import { createElsewhere, type Elsewhere } from "./elsewhere/elsewhere";
import { followSound } from "./follow-sound";
import { hearUnasked } from "./hear-unasked";
import { type Helped, helpedOf } from "./helped-of";
import type { History } from "./history/history";
import { keepCallbacks, type KeptCallbacks } from "./keep-callbacks";
import { keepMicrophone } from "./keep-microphone";
import { keepReady } from "./keep-ready";
import { type Audio, createAudio, openMicrophone } from "./media/audio";
import { createQuality, type Quality } from "./media/quality/quality";
import { movingCalls } from "./moving-calls";
import { createOwnAccount } from "./own-account";
import { createParking, type Parking } from "./parking/parking";
import type { Ports } from "./ports";
import { createRecovery } from "./recovery/recovery";
import type { SettingsModule } from "./settings/settings";
import { secondsOf, shareTicks } from "./share-ticks";
import { createShelves } from "./shelves";
import { openLine, type SipLine } from "./sip/line";
import type { Storage } from "./storage/storage";
import { stopAll } from "./store";
import { supervisionOf } from "./supervision-of";
import type { Supervision } from "./supervision/supervision";
import { createSystem, type System } from "./system/system";
import { createTeam, type Team } from "./team/team";
import { createVoicemail, type Voicemail } from "./voicemail/voicemail";
import { createWakefulness, type Wakefulness } from "./wakefulness/wakefulness";
import { createWatches, type WatchesOptions } from "./watches/watches";

/**
 * The whole engine. Screens know this and nothing below it: stores are snapshots of plain data, commands are plain
 * data, so that another tab can hold a copy of a phone that lives elsewhere.
 */
export interface Phone extends Helped {
  readonly config: Config;
  readonly connection: Connection;
  readonly calls: Pick<Calls, "store" | "do">;
  readonly audio: Pick<Audio, "store" | "do" | "watchLevel">;
  readonly directory: Directory;
  readonly history: Pick<History, "store" | "do" | "search" | "watch">;
  readonly storage: Pick<Storage, "store" | "do" | "dataKey">;
  readonly settings: SettingsModule;
  readonly voicemail: Pick<Voicemail, "store">;
  /** What the phone system can do. */
  readonly system: Pick<System, "store">;
  readonly team: Team;
  readonly parking: Parking;
  readonly diagnostics: Diagnostics;
  /** The agent's phone in another browser. */
  readonly elsewhere: Pick<Elsewhere, "store" | "do">;
  /** The check before the shift, loaded when it is first wanted; the same one ever after. */
  readonly openCheck: () => Promise<Check>;
  /** What an agent works with beside the calls, loaded when it is first wanted; the same one ever after. */
  readonly openDesk: () => Promise<Desk>;
  readonly quality: Pick<Quality, "store" | "do">;
  readonly agent: Pick<Agent, "store" | "do">;
  readonly supervision: Pick<Supervision, "store" | "do" | "audit">;
  /** Whether this page has slept. */
  readonly wakefulness: Pick<Wakefulness, "store" | "do">;
}

/** The phone in the tab that has it. */
export interface OwnPhone extends Phone {
  /** What is tried out before the shift. */
  readonly trial: Trial;
  readonly callbacks: Pick<KeptCallbacks, "do">;
  /**
   * The phone goes to another page, and this one is about to go: its socket is dropped without a word to anybody, and
   * what happens here from now on is not kept.
   */
  letGo(): void;
}

/** How long signing out waits for its calls to end. */
const drainMs = 2_000;
const endedShownMs = 8_000;

/** Builds every module and wires them: the one page that shows who listens to whom. */
export function createPhone(ports: Ports, shelves = createShelves(ports)): OwnPhone {
  const { config, now, instanceId, diagnostics } = ports;
  const { settings, storage, directory, history } = shelves;
  let line: SipLine | null = null;
  let isLetGo = false;

  const system = createSystem(config);
  const { dialect } = system;
  const voicemail = createVoicemail(() => dialect().voicemailNumber);
  const isWatchable = (): boolean => dialect().watchesPeople;
  const subscribe: WatchesOptions["subscribe"] = (...what) => line?.subscribe(...what) ?? null;
  const watches = createWatches({ subscribe });
  const team = createTeam({ people: config.team, queues: config.queues, watches, isWatchable });
  const parking = createParking({ slots: () => dialect().parkingSlots, watches, isWatchable });
  const { commands, sendText } = commandsOf(() => line, dialect);
  const isConnected = (): boolean => connection.store.getState().phase === "connected";
  const audio = createAudio({
    port: ports.audio,
    settings: settings.store,
    changeSettings: (change) => settings.do({ type: "change", change }),
  });
  const calls = createCalls({
    port: followingPort(() => line?.calls ?? null),
    commands: callCommands(commands),
    dialect,
    isEmergency: (target) => config.emergencyNumbers.includes(target),
    shownNumber: (target) =>
      dialect().showsChosenNumber && team.nameOf(target) === null
        ? chooseShownNumber(target, settings.store.getState(), config)
        : null,
    identify: (number) => directory.identify(number),
    isConnected,
    isTakenFrom: (agent) => supervision.isTakenFrom(agent),
    now,
    maxCalls: () => config.maxCalls,
    mayAutoAnswer: () => mayAutoAnswer(config, settings.store.getState().autoAnswer),
    told: tellCalls(diagnostics, (id) => line?.dialogOf(id)?.callId),
    endedShownMs,
  });

  const supervision = supervisionOf(
    { calls, commands, watches, dialect, isConnected, now },
    () => line,
  );
  const media = relayedMedia(ports.media, () => settings.store.getState().relayOnly);
  const watchTicks = shareTicks(ports.loadTicks);
  const watchSeconds = secondsOf(watchTicks, now);
  const wakefulness = createWakefulness({ watchSeconds, now });
  const connection = createConnection({
    openLine(credentials, lineSink) {
      line = openLine(credentials, lineSink, calls.sink, {
        openSocket: ports.openSocket,
        media,
        instanceId: () => instanceId,
        dialect,
        messageSummary: voicemail.hear,
        heardText(from, text) {
          if (from !== credentials.account.extension || !elsewhere.hear(text)) {
            commands.hear(from, text);
          }
        },
        expiresSeconds: config.expiresSeconds,
        serversShareCalls: config.serversShareCalls,
        explainUnreachable: ports.explainUnreachable,
        tap: tapFor(diagnostics),
        now,
      });
      return line;
    },
    secrets: createSecretStore(ports.signIn),
    servers: (account) => serversOf(account, config.servers, ports.page),
    returnMs: ports.returnMs ?? config.returnSeconds * 1_000,
    async endCalls() {
      calls.do({ type: "hangUpAll" });
      await Promise.all([line?.drained(drainMs), agent.leave()]);
    },
    hasCalls: () => selectLiveCount(calls.store.getState()) > 0,
    watchSeconds,
    watchNetwork: (hear) => stopAll([ports.watchNetwork(hear), wakefulness.watch(hear)]),
    now,
    ...(ports.reconnectDelaysMs ? { delaysMs: ports.reconnectDelaysMs } : {}),
  });
  observe(diagnostics, { connection, audio });
  const quality = createQuality({
    calls: calls.store,
    line: () => line,
    checkConnection: () => void connection.do({ type: "check" }),
    microphone: () => openMicrophone(audio.store.getState()),
    watchLevel: audio.watchLevel,
    watchTicks,
    now,
  });
  const agent = agentOf({ config, calls: calls.store, commands, shelves, watchSeconds, now });
  const microphone = keepMicrophone(ports, { audio, settings, calls, agent });
  const account = createOwnAccount({
    shelves,
    recovery: () => recovery,
    calls,
    line: () => line,
    ports,
  });
  const keptMs = config.recoverySeconds * 1_000;
  const recovery = createRecovery({
    table: storage.live,
    signIn: ports.signIn,
    instance: instanceId,
    account: account.key,
    dialogOf: (id) => line?.dialogOf(id) ?? null,
    keptMs,
    now,
  });
  const elsewhere = createElsewhere({
    own: instanceId,
    say: (text) => sendText(null, text, []),
    ...movingCalls({ calls, history, line: () => line, keptMs, now }),
    leave() {
      agent.end();
      void connection.do({ type: "signOut", because: { code: "movedElsewhere", detail: {} } });
    },
  });

  calls.watch((call) => {
    if (isLetGo) return;
    quality.follow(call);
    history.record(call, quality.summaryOf(call.id));
    recovery.record(call);
    if (call.phase === "dialing" || call.phase === "connecting") void audio.openForCall();
  });
  calls.store.subscribe(elsewhere.callsChanged);
  followSound({ calls, audio, port: ports.audio, mix: (mixes) => line?.mix(mixes) });
  keepReady({ ...ports, media, connection, calls, audio, wakefulness, settings: settings.store });
  hearUnasked({ commands, calls, history });
  tellAnnouncements({ config, settings: settings.store, connection: connection.store, commands });
  const callbacks = keepCallbacks({ shelves, commands, connection, now });
  connection.store.subscribe((state, before) => {
    if (state.phase === before.phase) return;
    switch (state.phase) {
      case "connected":
        system.learn(state.pbx);
        wakefulness.begin();
        watches.linkUp();
        supervision.begin();
        agent.begin(account.open(state.account), before.phase === "signingIn");
        if (state.others > 0) elsewhere.look();
        microphone.begin(before.phase === "signingIn");
        return calls.linkChanged(true);
      case "recovering":
        watches.linkDown();
        void account.open(state.account);
        // After a reload the microphone comes first: without it nothing may sound before a press.
        microphone.begin(false);
        return calls.linkChanged(false);
      case "signedOut":
        watches.linkDown();
        calls.do({ type: "hangUpAll" });
        calls.clearEnded();
        voicemail.forget();
        elsewhere.forget();
        wakefulness.end();
        agent.end();
        supervision.end();
        account.close();
        return microphone.end();
      case "starting":
      case "signingIn":
      case "signingOut":
    }
  });

  const trial: Trial = { dialect, line: () => line };
  const modules = { connection, calls, audio, settings };
  const watching = { subscribe, watches, isWatchable, commands, watchSeconds };
  return {
    // Below what learns from the connection which phone system it is.
    ...helpedOf({ ...modules, ...ports, ...watching, agent, quality, shelves }),
    openCheck: checkOf(ports, modules, { trial: () => trial }),
    openDesk: deskOf({ ...modules, ...ports, shelves, callbacks, watchSeconds }),
    trial,
    callbacks,
    ...modules,
    config,
    directory,
    history,
    storage,
    voicemail,
    system,
    team,
    parking,
    diagnostics,
    quality,
    agent,
    supervision,
    wakefulness,
    elsewhere,
    letGo() {
      isLetGo = true;
      recovery.stop();
      agent.letGo();
      supervision.letGo();
      line?.letGo();
    },
  };
}
