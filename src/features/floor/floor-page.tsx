import { Presentation } from "lucide-react";
import { useRef } from "react";

import { ProblemNotice } from "@/features/shared/problem-notice";
import { useDraft } from "@/features/shared/use-draft";
import { forgetRefusal, useRefusal } from "@/features/shared/use-order-of";
import { useFloor, useSupervision } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";

import { AgentRow } from "./agent-row";
import { AlarmStrip } from "./alarm-strip";
import { BoardFilters } from "./board-filters";
import { isBoardFilter, wholeBoard } from "./board-order";
import { QueueCards } from "./queue-cards";
import { useAgentOrder } from "./use-agent-order";
import { useLook } from "./use-look";
import { openWall } from "./wall-mode";

/** With more rows than this only those near the window are drawn. */
const fewRows = 60;

/** What a supervisor sees of the team: alarms, queues, and everybody with the ways to help them. */
export function FloorPage() {
  const { t } = useTranslation();
  const phase = useFloor((state) => state.phase);
  useLook();
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-bold">{t("team.title")}</h1>
        <Button icon={Presentation} onPress={openWall}>
          {t("floor.wall")}
        </Button>
      </div>
      <Refusal />
      <AlarmStrip />
      {phase === "unavailable" && <p className="text-sm text-muted">{t("floor.unavailable")}</p>}
      <QueueCards />
      <Agents />
    </div>
  );
}

/** Why the phone system did not do what was pressed. */
function Refusal() {
  const problem = useRefusal();
  // While a call is listened to it stands where that is shown.
  const isShownThere = useSupervision(({ session, next }) => session !== null || next !== null);
  return problem === null || isShownThere ? null : (
    <ProblemNotice problem={problem} onDismiss={forgetRefusal} />
  );
}

function Agents() {
  const { t } = useTranslation();
  const [filter, setFilter] = useDraft("floor", wholeBoard, isBoardFilter);
  const list = useRef<HTMLUListElement>(null);
  const isLoading = useFloor(({ phase }) => phase === "off" || phase === "waiting");
  const order = useAgentOrder(
    filter,
    () => list.current?.contains(document.activeElement) === true,
  );
  return (
    <section aria-label={t("floor.agents")} className="flex flex-col gap-4">
      <BoardFilters filter={filter} onChange={setFilter} />
      <p role="status" className="sr-only">
        {t("floor.agentCount", { count: order.length })}
      </p>
      {order.length === 0 && (
        <EmptyState
          title={t(isLoading ? "floor.loading" : "floor.nobody")}
          {...(isLoading ? {} : { advice: t("floor.nobodyAdvice") })}
        />
      )}
      <ul ref={list} className="flex flex-col gap-2">
        {order.map((extension) => (
          <AgentRow key={extension} extension={extension} isOfMany={order.length > fewRows} />
        ))}
      </ul>
    </section>
  );
}
