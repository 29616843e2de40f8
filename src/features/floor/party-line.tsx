import { Eye } from "lucide-react";
import { useEffect, useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { FloorParty } from "@/phone/floor/floor-state";
import { Button } from "@/ui/button";
import { PhoneNumber } from "@/ui/phone-number";

/** How long an agent's phone may take to say it. */
const patienceMs = 5_000;

interface PartyLineProps {
  readonly extension: string;
  readonly party: FloorParty | null;
}

/** Whom the agent talks with: asked from their phone when somebody wants to know. */
export function PartyLine({ extension, party }: PartyLineProps) {
  const { t } = useTranslation();
  const { floor } = usePhone();
  const [asking, setAsking] = useState<"no" | "yes" | "inVain">("no");
  useEffect(() => {
    if (asking !== "yes") return undefined;
    const timer = setTimeout(() => setAsking("inVain"), patienceMs);
    return () => clearTimeout(timer);
  }, [asking]);
  if (party !== null) {
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2 font-medium">
        {party.name !== null && <bdi className="wrap-anywhere">{party.name}</bdi>}
        <PhoneNumber value={party.number} />
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-2">
      <Button
        look="quiet"
        icon={Eye}
        isDisabled={asking === "yes"}
        className="min-h-9! px-2! py-1!"
        onPress={() => {
          setAsking("yes");
          floor.do({ type: "askParty", extension });
        }}
      >
        {t("floor.showNumber")}
      </Button>
      <span role="status" className="text-muted">
        {asking === "yes" && t("floor.asking")}
        {asking === "inVain" && t("floor.noAnswer")}
      </span>
    </span>
  );
}
