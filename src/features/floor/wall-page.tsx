import { memo, useEffect } from "react";

import { useFloor } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";

import { AlarmStrip } from "./alarm-strip";
import { wholeBoard } from "./board-order";
import { QueueCards } from "./queue-cards";
import { StateChip } from "./state-chip";
import { useAgentOrder } from "./use-agent-order";
import { useLook } from "./use-look";
import { closeWall } from "./wall-mode";

const never = (): boolean => false;

/** The floor for a screen on the wall: large, and nothing to press but the way back. */
export function WallPage() {
  const { t } = useTranslation();
  const order = useAgentOrder(wholeBoard, never);
  useLook();
  useWayBack();
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-3xl font-bold">{t("team.title")}</h1>
        <Button look="quiet" onPress={closeWall}>
          {t("floor.leaveWall")}
        </Button>
      </div>
      <AlarmStrip isOnWall />
      <QueueCards isBig />
      <ul
        aria-label={t("floor.agents")}
        className="grid grid-cols-[repeat(auto-fill,minmax(20rem,1fr))] gap-3"
      >
        {order.map((extension) => (
          <WallAgent key={extension} extension={extension} />
        ))}
      </ul>
    </div>
  );
}

const WallAgent = memo(function WallAgent({ extension }: { readonly extension: string }) {
  const { t } = useTranslation();
  const agent = useFloor(({ agents }) => agents[extension]);
  if (agent === undefined || agent.state === "offline") return null;
  return (
    <li
      aria-label={`${extension} ${agent.name}`}
      className="flex flex-col gap-2 card p-4 [contain-intrinsic-size:auto_6rem] [content-visibility:auto]"
    >
      <bdi className="block w-fit max-w-full truncate text-xl font-semibold">{agent.name}</bdi>
      <StateChip stands={agent} isBig />
      {agent.hand !== null && (
        <p className="text-lg font-semibold text-danger-ink">{t("floor.handRaised")}</p>
      )}
    </li>
  );
});

/** Escape leads back; on the whole screen the browser takes it for itself, and says that the screen is left. */
function useWayBack(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === "Escape") closeWall();
    };
    const changed = (): void => {
      if (document.fullscreenElement === null) closeWall();
    };
    window.addEventListener("keydown", pressed);
    document.addEventListener("fullscreenchange", changed);
    return () => {
      window.removeEventListener("keydown", pressed);
      document.removeEventListener("fullscreenchange", changed);
    };
  }, []);
}
