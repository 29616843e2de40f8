import { useEffect } from "react";

import { usePartyName } from "@/features/shared/party";
import { useCalls, useTabs } from "@/features/shared/phone-context";
import { showNotification } from "@/features/shared/show-notification";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId } from "@/phone/calls/call";
import { selectCall, selectRinging } from "@/phone/calls/select";

/** A ring is never missed silently: it changes the title and the icon and shows a system notification. */
export function RingAttention() {
  const ringing = useCalls(selectRinging);
  // One notification, and not one from each tab.
  const isHere = useTabs(({ place }) => place === "here");
  const [first] = ringing;
  return (
    <>
      {first !== undefined && <RingingTitle id={first} />}
      {isHere && ringing.map((id) => <RingNotification key={id} id={id} />)}
    </>
  );
}

function useRingingName(id: CallId): string | null {
  const call = useCalls(selectCall(id));
  const name = usePartyName();
  return call === null ? null : name(call.party);
}

function RingingTitle({ id }: { readonly id: CallId }) {
  const { t } = useTranslation();
  const name = useRingingName(id);
  useEffect(() => {
    if (name === null) return undefined;
    const title = document.title;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const iconBefore = icon?.getAttribute("href") ?? "";
    document.title = t("calls.titleRinging", { name });
    icon?.setAttribute("href", "icons/ringing.svg");
    return () => {
      document.title = title;
      icon?.setAttribute("href", iconBefore);
    };
  }, [name, t]);
  return null;
}

const afterCardMs = 100;

function RingNotification({ id }: { readonly id: CallId }) {
  const { t } = useTranslation();
  const name = useRingingName(id);
  useEffect(() => {
    if (name === null) return undefined;
    const title = t("calls.notificationTitle");
    let notification: Notification | null = null;
    function show(body: string): void {
      notification = showNotification({ title, body, tag: id, icon: "icons/ringing.svg" });
    }
    // Whoever looks at the page is shown the card first: making a notification takes 5 ms (Chromium 156), and by then the name
    // is known. A hidden page has no card to wait for, and slow timers.
    const timer = document.hidden ? null : setTimeout(show, afterCardMs, name);
    if (timer === null) show(name);
    // It closes when the ringing ends.
    return () => {
      if (timer !== null) clearTimeout(timer);
      notification?.close();
    };
  }, [id, name, t]);
  return null;
}
