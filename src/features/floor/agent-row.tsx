import { Hand, PhoneIncoming, PhoneOutgoing, TriangleAlert, Users } from "lucide-react";
import { memo } from "react";

import { SentCueLine } from "@/features/shared/sent-cue-line";
import { useFloor, useSupervision } from "@/features/shared/use-supervision";
import { useNameOf } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { FloorAgent } from "@/phone/floor/floor-state";
import type { SentCue } from "@/phone/supervision/supervision-state";
import { Avatar } from "@/ui/avatar";
import { classes } from "@/ui/classes";
import { NearItem } from "@/ui/near-item";
import { PhoneNumber } from "@/ui/phone-number";
import { Timer } from "@/ui/timer";
import { useNow } from "@/ui/use-now";

import { isInCall } from "./board-order";
import { Known } from "./known";
import { PartyLine } from "./party-line";
import { reachOf, RowControls } from "./row-controls";
import { StateChip } from "./state-chip";

interface AgentRowProps {
  readonly extension: string;
  /** There are so many that only those near the window are drawn. */
  readonly isOfMany: boolean;
}

/** One agent of the board. It is drawn again when something of this agent has changed, and for nothing else. */
export const AgentRow = memo(function AgentRow({ extension, isOfMany }: AgentRowProps) {
  const name = useFloor(({ agents }) => agents[extension]?.name ?? extension);
  return (
    <NearItem
      isOfMany={isOfMany}
      label={`${extension} ${name}`}
      className="card p-3 has-data-hand:border-2 has-data-hand:border-danger"
      farClassName="min-h-24 [contain-intrinsic-size:auto_6rem] [content-visibility:auto]"
    >
      <AgentFacts extension={extension} />
    </NearItem>
  );
});

function AgentFacts({ extension }: { readonly extension: string }) {
  const agent = useFloor(({ agents }) => agents[extension]);
  if (agent === undefined) return null;
  return (
    <div className="flex flex-col gap-2">
      {agent.hand !== null && <RaisedHand hand={agent.hand} />}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <div className="flex w-56 min-w-0 items-center gap-3">
          <Avatar name={agent.name} className="size-10 text-base" />
          <div className="flex min-w-0 flex-col">
            <bdi className="block w-fit max-w-full truncate font-semibold">{agent.name}</bdi>
            <PhoneNumber value={extension} className="text-sm text-muted" />
          </div>
        </div>
        <div className="flex min-w-56 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
          <StateChip stands={agent} />
          {isInCall(agent.state) && <CallFacts agent={agent} />}
        </div>
        <Today agent={agent} />
        <LastCue extension={extension} />
        <RowControls extension={extension} name={agent.name} reach={reachOf(agent.state)} />
      </div>
    </div>
  );
}

/** So long it is worth knowing what was said to a cue. */
const cueShownMs = 600_000;

/** What was written to them last, and what they have said to it. */
function LastCue({ extension }: { readonly extension: string }) {
  const cue = useSupervision(({ cues }) => cues.find(({ agent }) => agent === extension) ?? null);
  return (
    <div role="status" className="w-full text-sm empty:absolute">
      {cue !== null && <FreshCue cue={cue} />}
    </div>
  );
}

function FreshCue({ cue }: { readonly cue: SentCue }) {
  const now = useNow();
  return now - cue.at < cueShownMs ? <SentCueLine cue={cue} /> : null;
}

function RaisedHand({ hand }: { readonly hand: NonNullable<FloorAgent["hand"]> }) {
  const { t } = useTranslation();
  return (
    <p
      data-hand
      className="flex flex-wrap items-center gap-2 text-sm font-semibold text-danger-ink"
    >
      <Hand aria-hidden="true" className="size-6 shrink-0" />
      {t("floor.handRaised")}
      <Timer since={hand.since} isMain={false} className="font-normal" />
      {hand.reason !== null && <bdi className="wrap-anywhere">{hand.reason}</bdi>}
    </p>
  );
}

const directionIcons = { in: PhoneIncoming, out: PhoneOutgoing, internal: Users } as const;

function CallFacts({ agent }: { readonly agent: FloorAgent }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { extension, direction, queue, quality } = agent;
  const Icon = direction === null ? null : directionIcons[direction];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {Icon !== null && direction !== null && (
        <span className="inline-flex items-center gap-1 text-muted">
          <Icon aria-hidden="true" className="size-4" />
          {t(`floor.directions.${direction}`)}
        </span>
      )}
      {queue !== null && (
        <span>
          <bdi>{nameOf(queue) ?? queue}</bdi>
        </span>
      )}
      {quality !== null && quality !== "good" && (
        <span
          className={classes(
            "inline-flex items-center gap-1",
            quality === "bad" ? "font-semibold text-danger-ink" : "text-warning-ink",
          )}
        >
          <TriangleAlert aria-hidden="true" className="size-4" />
          {t(`floor.quality.${quality}`)}
        </span>
      )}
      <PartyLine extension={extension} party={agent.party} />
    </div>
  );
}

/** What the agent's own phone has counted today. */
function Today({ agent }: { readonly agent: FloorAgent }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { answered, missed, talkSeconds, afterCallSeconds } = agent.figures;
  const count = (value: number | null) => (value === null ? null : format.number(value, 0));
  const time = (value: number | null) => (value === null ? null : format.duration(value * 1_000));
  const figures = [
    ["answered", count(answered)],
    ["missed", count(missed)],
    ["talk", time(talkSeconds)],
    ["afterCall", time(afterCallSeconds)],
  ] as const;
  return (
    <dl className="flex flex-wrap gap-x-4 text-sm" aria-label={t("floor.today")}>
      {figures.map(([name, value]) => (
        <div key={name} className="flex min-w-14 flex-col-reverse">
          <dt className="text-xs text-muted">{t(`floor.figures.${name}`)}</dt>
          <dd className="font-semibold tabular-nums">
            <Known value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
