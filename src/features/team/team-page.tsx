import { Phone, PhoneIncoming, Search } from "lucide-react";
import { useState } from "react";

import { ColleagueState, useColleagueStatus, useWatched } from "@/features/shared/colleague-state";
import {
  useConnection,
  useIsConnected,
  usePhone,
  useSystem,
} from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { selectAccount } from "@/phone/connection/connection";
import type { Colleague } from "@/phone/team/team";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { PhoneNumber } from "@/ui/phone-number";
import { TextBox } from "@/ui/text-box";

import { ParkedCalls } from "./parked-calls";

/** As many as are watched at once; whoever looks for somebody else types. */
const mostShown = 60;

/** Who is there, whose phone rings, and who waits in a parking place. */
export function TeamPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [text, setText] = useState("");
  const isTold = useSystem((state) => state.watchPeople);
  const canSupervise = useSystem((state) => state.supervise);
  const hasParking = useSystem((state) => state.park);
  const own = useConnection((state) => selectAccount(state)?.extension);
  const colleagues = phone.team.find(text, mostShown).filter(({ extension }) => extension !== own);
  useWatched(colleagues.map(({ extension }) => extension));
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-bold">{t("team.title")}</h1>
      {hasParking && <ParkedCalls />}
      <TextBox
        label={t("team.search")}
        value={text}
        onChange={setText}
        type="search"
        end={<Search aria-hidden="true" className="me-3 size-5 text-muted" />}
      />
      {!isTold && <p className="text-sm text-muted">{t("team.unwatched")}</p>}
      {!canSupervise && <p className="text-sm text-muted">{t("team.unsupervised")}</p>}
      {colleagues.length === 0 && (
        <EmptyState
          title={text === "" ? t("team.none") : t("team.noneFound", { text })}
          {...(text === "" ? { advice: t("team.noneAdvice") } : {})}
        />
      )}
      <ul className="flex flex-col gap-2">
        {colleagues.map((colleague) => (
          <ColleagueRow key={colleague.extension} colleague={colleague} />
        ))}
      </ul>
    </div>
  );
}

function ColleagueRow({ colleague }: { readonly colleague: Colleague }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const isConnected = useIsConnected();
  const { extension, name } = colleague;
  return (
    <li className="flex flex-wrap items-center gap-3 card p-3">
      <Avatar name={name} className="size-10 text-base" />
      <div className="flex min-w-40 flex-1 flex-col">
        <span className="font-semibold wrap-anywhere">
          <bdi>{name}</bdi>
        </span>
        <span className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
          <PhoneNumber value={extension} />
          <ColleagueState extension={extension} />
        </span>
      </div>
      <RingingThere colleague={colleague} />
      <Button
        icon={Phone}
        label={t("team.call", { name })}
        isDisabled={!isConnected}
        onPress={() => phone.calls.do({ type: "dial", target: extension })}
      >
        {t("phone.call")}
      </Button>
    </li>
  );
}

/** Who calls a colleague, and a press to take that call. */
function RingingThere({ colleague }: { readonly colleague: Colleague }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const mayPickUp = useSystem((state) => state.pickUp);
  const { extension, name } = colleague;
  const { state, caller } = useColleagueStatus(extension);
  if (state !== "ringing") return null;
  return (
    <>
      {caller !== null && (
        <span className="text-sm text-muted">
          {t("team.calledBy", { name: caller.name ?? caller.number })}
        </span>
      )}
      {mayPickUp && (
        <Button
          look="success"
          icon={PhoneIncoming}
          label={t("team.pickUpName", { name })}
          onPress={() => phone.calls.do({ type: "pickUp", extension })}
        >
          {t("team.pickUp")}
        </Button>
      )}
    </>
  );
}
