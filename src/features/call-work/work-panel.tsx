import { type ReactNode, type RefObject, useEffect, useRef } from "react";

import { keepWork } from "@/features/shared/kept-work";
import { useDesk } from "@/features/shared/phone-context";
import { useRow } from "@/features/shared/use-row";
import { setWrapUpNeeds } from "@/features/shared/wrap-up-needs";
import { useTranslation } from "@/i18n/use-translation";
import { needsOutcome, offeredOutcomes } from "@/phone/call-work/outcomes";
import { Fold } from "@/ui/fold";

import { CallNotes } from "./call-notes";
import { OutcomePicker, usePath } from "./outcome-picker";

export interface WorkPanelProps {
  readonly id: string;
  /** There is room for everything at once. */
  readonly isWide: boolean;
  readonly callBack?: ReactNode;
}

/**
 * What the agent adds to a call, from its first ring until its work is done: by the call's id alone, so that it can stand
 * where the call itself does not stand any more.
 */
export function WorkPanel({ id, isWide, callBack }: WorkPanelProps) {
  const { t } = useTranslation();
  const { config } = useDesk();
  const row = useRow(id);
  const isRequired = row !== null && needsOutcome(config, row);
  const isMissing = isRequired && row.work.outcome === null;
  const hasOutcomes = config.outcomes.length > 0;
  const own = useRef<HTMLDivElement>(null);
  const outcomeWord = t("callWork.outcome");
  useEffect(() => setWrapUpNeeds(id, isMissing ? [outcomeWord] : []), [id, isMissing, outcomeWord]);
  useKept(id, isMissing, own);
  // The next agent at this page has nothing to do with it.
  useEffect(
    () => () => {
      keepWork(id, "work", false);
      setWrapUpNeeds(id, []);
    },
    [id],
  );
  return (
    <div ref={own} className="flex flex-col gap-3">
      <Fold title={t("callWork.note")} startsOpen>
        <CallNotes id={id} />
      </Fold>
      {hasOutcomes && row !== null && (
        <Fold
          title={t("callWork.outcome")}
          startsOpen={isWide || isMissing}
          summary={<Summary chosen={row.work.outcome} isMissing={isMissing} />}
        >
          <OutcomePicker
            id={row.id}
            queue={row.queue}
            outcome={row.work.outcome}
            isRequired={isRequired}
            callBack={callBack}
          />
        </Fold>
      )}
    </div>
  );
}

function Summary(props: { readonly chosen: string | null; readonly isMissing: boolean }) {
  const { t } = useTranslation();
  const { config } = useDesk();
  const pathOf = usePath();
  const chosen = offeredOutcomes(config.outcomes).find(
    ({ outcome }) => outcome.id === props.chosen,
  );
  if (chosen !== undefined) return <bdi>{pathOf(chosen)}</bdi>;
  if (!props.isMissing) return null;
  return <span className="font-semibold text-warning-ink">{t("callWork.required")}</span>;
}

/** The call's card goes by itself a moment after the call; not from under the hands of who is still writing. */
function useKept(id: string, isMissing: boolean, own: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = own.current;
    if (element === null) return undefined;
    const tell = (isAtWork: boolean): void => keepWork(id, "work", isAtWork || isMissing);
    tell(element.contains(document.activeElement));
    const begin = (): void => tell(true);
    const end = ({ relatedTarget }: FocusEvent): void => {
      // Whoever looks something up in another window comes back to it.
      if (document.hasFocus())
        tell(relatedTarget instanceof Node && element.contains(relatedTarget));
    };
    element.addEventListener("focusin", begin);
    element.addEventListener("focusout", end);
    return () => {
      element.removeEventListener("focusin", begin);
      element.removeEventListener("focusout", end);
    };
  }, [id, isMissing, own]);
}
