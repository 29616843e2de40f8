import { useState } from "react";

import { useDesk, usePhone } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { mostReason } from "@/features/shared/use-order-of";
import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import { type Problem, toProblem } from "@/phone/errors";
import type { SupervisionCommand } from "@/phone/supervision/supervision-state";
import { Confirm } from "@/ui/confirm";
import { SelectBox } from "@/ui/select-box";
import { TextBox } from "@/ui/text-box";

import type { FloorOrder } from "./more-orders";

interface OrderDialogProps {
  readonly extension: string;
  readonly name: string;
  readonly order: FloorOrder;
  /** `isDone`: the phone system has done it. */
  readonly onClose: (isDone: boolean) => void;
}

/** Asks why, says that the agent will read it, and stays open until the phone system has done it. */
export function OrderDialog({ extension, name, order, onClose }: OrderDialogProps) {
  const { t } = useTranslation();
  const { supervision } = usePhone();
  const [reason, setReason] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const choices = useChoices(order);
  const [chosen, setChosen] = useState(choices[0]?.value ?? "");
  const isIncomplete = reason.trim() === "" || isAsking || (needsChoice(order) && chosen === "");

  async function send(): Promise<void> {
    setAsking(true);
    setProblem(null);
    try {
      await supervision.do(commandFor(extension, order, chosen, reason.trim()));
      onClose(true);
    } catch (error) {
      setProblem(toProblem(error));
      setAsking(false);
    }
  }

  return (
    <Confirm
      title={t(`floor.orderTitles.${order}`, { name })}
      advice={t("floor.orderAdvice", { name })}
      confirmLabel={t(`floor.orderButtons.${order}`)}
      cancelLabel={t("app.cancel")}
      look={order === "hangup" || order === "logout" ? "danger" : "primary"}
      isIncomplete={isIncomplete}
      onCancel={() => onClose(false)}
      onConfirm={() => void send()}
    >
      {choices.length > 0 && (
        <SelectBox
          label={t(order === "pause" ? "floor.breakKind" : "floor.queue")}
          value={chosen}
          options={choices}
          onChange={setChosen}
        />
      )}
      <TextBox
        label={t("floor.reason")}
        value={reason}
        onChange={(text) => setReason(text.slice(0, mostReason))}
        isRequired
        autoFocus
      />
      {problem !== null && <ProblemNotice problem={problem} />}
    </Confirm>
  );
}

const needsChoice = (order: FloorOrder): boolean =>
  order === "pause" || order === "login" || order === "leave";

/** Breaks to pause somebody with, or queues to move them between. */
function useChoices(order: FloorOrder) {
  const { config } = useDesk();
  const say = useSay();
  if (order === "pause") {
    return config.breaks.map(({ id, label }) => ({ value: id, label: say(label) }));
  }
  if (order !== "login" && order !== "leave") return [];
  return config.queues.flatMap(({ id, name }) =>
    id === null ? [] : [{ value: id, label: say(name) }],
  );
}

function commandFor(
  agent: string,
  order: FloorOrder,
  chosen: string,
  reason: string,
): SupervisionCommand {
  switch (order) {
    case "pause":
      return { type: "order", agent, order: { do: order, why: chosen }, reason };
    case "login":
    case "leave":
      return { type: "order", agent, order: { do: order, queue: chosen }, reason };
    case "unpause":
    case "logout":
    case "hangup":
      return { type: "order", agent, order: { do: order }, reason };
  }
}
