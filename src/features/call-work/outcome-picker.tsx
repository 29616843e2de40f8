import { Star, Undo2, X } from "lucide-react";
import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";

import { useDesk } from "@/features/shared/phone-context";
import { useProblemText } from "@/features/shared/problem-notice";
import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import { type OfferedOutcome, offeredOutcomes, policyOf } from "@/phone/call-work/outcomes";
import type { HistoryRow } from "@/phone/history/history-row";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/icon-button";

import { OutcomeSearch } from "./outcome-search";

/** Of the call's row only what is drawn: a row is written several times while its call is answered. */
export interface OutcomePickerProps {
  readonly id: HistoryRow["id"];
  readonly queue: HistoryRow["queue"];
  readonly outcome: HistoryRow["work"]["outcome"];
  readonly isRequired: boolean;
  /** Shown where the chosen outcome asks for a date on which to call back. */
  readonly callBack?: ReactNode;
}

/** How long a change can be taken back. */
const undoMs = 10_000;

/** How a call ended for the business: by a star, by typing, or by walking the tree. */
export const OutcomePicker = memo(function OutcomePicker(props: OutcomePickerProps) {
  const { id, queue, outcome, isRequired, callBack } = props;
  const { t } = useTranslation();
  const { config, favourites } = useDesk();
  const starred = useStore(favourites.store);
  const offered = offeredOutcomes(config.outcomes, policyOf(config, queue)?.outcomes);
  const change = useChange(id, outcome);
  const chosen = config.outcomes.find((each) => each.id === outcome) ?? null;
  const pathOf = usePath();
  const place = offeredOutcomes(config.outcomes).find((each) => each.outcome === chosen);
  const box = useRef<HTMLInputElement>(null);
  const stars = offered.filter((each) => starred.includes(each.outcome.id));
  if (offered.length === 0 && chosen === null) return null;
  return (
    <div className="flex flex-col gap-3">
      {chosen !== null && place !== undefined && (
        <div className="flex items-center gap-1 rounded-lg bg-brand-soft py-1 ps-3 text-brand-ink">
          <bdi className="min-w-0 flex-1 text-sm font-semibold wrap-anywhere">{pathOf(place)}</bdi>
          <StarButton id={chosen.id} name={pathOf(place)} isStarred={starred.includes(chosen.id)} />
          <IconButton
            icon={X}
            label={t("callWork.clearOutcome")}
            colour="text"
            onPress={() => {
              void change.to(null);
              box.current?.focus();
            }}
          />
        </div>
      )}
      {outcome !== null && chosen === null && (
        // It was taken out of the configuration since.
        <p className="text-sm text-muted">{t("callWork.outcomeGone")}</p>
      )}
      {stars.length > 0 && (
        <ul aria-label={t("callWork.favourites")} className="flex flex-wrap gap-2">
          {stars.map((each) => (
            <li key={each.outcome.id}>
              <Favourite
                name={pathOf(each)}
                isChosen={each.outcome === chosen}
                onPress={() => void change.to(each.outcome.id)}
              />
            </li>
          ))}
        </ul>
      )}
      <OutcomeSearch
        offered={offered}
        chosen={outcome}
        isRequired={isRequired}
        boxRef={box}
        onChoose={(next) => void change.to(next)}
      />
      <Told change={change} />
      {chosen?.callback === true && callBack !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-info-soft p-3 text-sm text-info-ink">
          <span>{t("callWork.asksForCallback")}</span>
          {callBack}
        </div>
      )}
    </div>
  );
});

/** "Sale › Renewal", in the direction of the page. */
export function usePath(): (offered: OfferedOutcome) => string {
  const say = useSay();
  const { i18n } = useTranslation();
  const arrow = i18n.dir() === "rtl" ? " ‹ " : " › ";
  return ({ outcome, path }) => [...path, outcome].map(({ label }) => say(label)).join(arrow);
}

interface Change {
  to(outcome: string | null): Promise<void>;
  /** Takes the last change back. */
  readonly undo: (() => void) | null;
  readonly hasFailed: boolean;
}

function useChange(id: string, outcome: string | null): Change {
  const { history } = useDesk();
  const [last, setLast] = useState<{ readonly before: string | null } | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    if (last === null) return undefined;
    const timer = setTimeout(() => setLast(null), undoMs);
    return () => clearTimeout(timer);
  }, [last]);

  async function write(next: string | null): Promise<boolean> {
    const isKept = await history.annotate(id, { outcome: next });
    setFailed(!isKept);
    return isKept;
  }

  return {
    hasFailed,
    async to(next) {
      if (next === outcome) return;
      if (await write(next)) setLast({ before: outcome });
    },
    undo:
      last === null
        ? null
        : () => {
            setLast(null);
            void write(last.before);
          },
  };
}

function Told({ change }: { readonly change: Change }) {
  const { t } = useTranslation();
  const { history } = useDesk();
  const problem = useStore(history.store, (state) => state.problem);
  const problemText = useProblemText();
  const why = problem === null ? t("callWork.noRow") : problemText(problem).title;
  const isSilent = !change.hasFailed && change.undo === null;
  return (
    <div className={isSilent ? "sr-only" : "flex items-center justify-between gap-2"}>
      <p
        role="status"
        className={classes("text-xs", change.hasFailed ? "text-danger-ink" : "text-muted")}
      >
        {change.hasFailed && t("callWork.notSaved", { why })}
        {!change.hasFailed && change.undo !== null && t("callWork.outcomeSaved")}
      </p>
      {change.undo !== null && (
        <Button look="quiet" icon={Undo2} turnsIcon onPress={change.undo}>
          {t("callWork.undo")}
        </Button>
      )}
    </div>
  );
}

function StarButton(props: {
  readonly id: string;
  readonly name: string;
  readonly isStarred: boolean;
}) {
  const { t } = useTranslation();
  const { favourites } = useDesk();
  const key = props.isStarred ? "callWork.unstar" : "callWork.star";
  return (
    <IconButton
      icon={Star}
      label={t(key, { name: props.name })}
      colour="text"
      onPress={() => void favourites.toggle(props.id)}
      className={classes(props.isStarred && "[&_svg]:fill-current")}
    />
  );
}

function Favourite(props: {
  readonly name: string;
  readonly isChosen: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={props.isChosen}
      onClick={props.onPress}
      className={classes(
        "inline-flex min-h-9 items-center gap-1.5 rounded-full border px-3 text-sm focus-ring",
        props.isChosen
          ? "border-brand bg-brand-soft text-brand-ink"
          : "border-line-strong text-ink hover:bg-hover",
      )}
    >
      <Star aria-hidden="true" className="size-3.5 fill-current text-brand" />
      <bdi>{props.name}</bdi>
    </button>
  );
}
