import {
  CirclePlus,
  CircleMinus,
  Coffee,
  LogOut,
  type LucideIcon,
  MessageSquareText,
  PhoneOff,
  Play,
} from "lucide-react";
import { Suspense, useState } from "react";

import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";

const OrderDialog = lazyPart(async () => (await import("./order-dialog")).OrderDialog);
const CueDialog = lazyPart(async () => (await import("./cue-dialog")).CueDialog);

const icons = {
  pause: Coffee,
  unpause: Play,
  logout: LogOut,
  login: CirclePlus,
  leave: CircleMinus,
  hangup: PhoneOff,
  cue: MessageSquareText,
} as const satisfies Readonly<Record<string, LucideIcon>>;

const orders = ["pause", "unpause", "logout", "login", "leave", "hangup", "cue"] as const;
export type FloorOrder = Exclude<(typeof orders)[number], "cue">;

interface MoreOrdersProps {
  readonly extension: string;
  readonly name: string;
  readonly isInCall: boolean;
  readonly onDone: () => void;
}

/** What is done seldom, and told to the agent with its reason. */
export function MoreOrders({ extension, name, isInCall, onDone }: MoreOrdersProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<(typeof orders)[number] | null>(null);
  const close = (isDone: boolean): void => {
    setAsked(null);
    if (isDone) onDone();
  };
  return (
    <div
      role="group"
      aria-label={t("floor.moreFor", { name })}
      className="flex flex-wrap gap-1 rounded-lg bg-canvas p-1"
    >
      {orders.map((each) => (
        <Button
          key={each}
          look="quiet"
          icon={icons[each]}
          isDisabled={each === "hangup" && !isInCall}
          className="min-h-10! px-3! font-medium"
          onPress={() => setAsked(each)}
        >
          {t(`floor.orders.${each}`)}
        </Button>
      ))}
      {asked !== null && (
        <Suspense>
          {asked === "cue" ? (
            <CueDialog extension={extension} name={name} onClose={close} />
          ) : (
            <OrderDialog extension={extension} name={name} order={asked} onClose={close} />
          )}
        </Suspense>
      )}
    </div>
  );
}
