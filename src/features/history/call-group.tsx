import { ChevronDown } from "lucide-react";
import { useState } from "react";

import { useTranslation } from "@/i18n/use-translation";
import { isMissed } from "@/phone/history/fold-call";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { NearItem } from "@/ui/near-item";
import { PhoneNumber } from "@/ui/phone-number";

import { CallBack, CallRow, type CallRowProps, DirectionSign, useWho, When } from "./call-row";
import type { Group } from "./group-calls";

export interface CallGroupProps extends Omit<CallRowProps, "row"> {
  readonly calls: Group;
}

/** Several calls with the same people; it opens to each of them. */
export function CallGroup({ isOfMany, startsNear, ...facts }: CallGroupProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <NearItem isOfMany={isOfMany && !isOpen} startsNear={startsNear} className="card">
      <Facts {...facts} isOpen={isOpen} setOpen={setOpen} />
    </NearItem>
  );
}

interface FactsProps extends Omit<CallGroupProps, "isOfMany" | "startsNear"> {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}

function Facts({ calls, isOpen, setOpen, ...shared }: FactsProps) {
  const { t } = useTranslation();
  const [newest] = calls;
  const { known, name, shown } = useWho()(newest);
  const missed = calls.filter(isMissed).length;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 p-3">
        <DirectionSign row={newest} />
        <div className="flex min-w-40 flex-1 flex-col">
          <span className="font-semibold wrap-anywhere">
            <bdi dir={known === null ? "ltr" : "auto"}>{name}</bdi>
          </span>
          {known !== null && (
            <span className="text-sm text-muted">
              <PhoneNumber value={shown} />
            </span>
          )}
        </div>
        <div className="flex min-w-36 flex-col items-end text-end text-sm">
          <When at={newest.startedAt} now={shared.now} />
          <span className="text-muted">
            {t("history.count", { count: calls.length })}
            {missed > 0 && ` · ${t("history.countMissed", { count: missed })}`}
          </span>
        </div>
        <div className="flex gap-2">
          <CallBack row={newest} name={name} />
          <Button
            look="quiet"
            icon={ChevronDown}
            label={t("history.callsOf", { name })}
            isExpanded={isOpen}
            onPress={() => setOpen(!isOpen)}
            className={classes("px-3", isOpen && "*:rotate-180")}
          />
        </div>
      </div>
      {isOpen && (
        <ul className="flex flex-col gap-2 border-t border-line p-3">
          {calls.map((row) => (
            <CallRow key={row.id} row={row} {...shared} isOfMany={false} startsNear />
          ))}
        </ul>
      )}
    </>
  );
}
