import { useState } from "react";

export type NotificationAnswer = NotificationPermission | "none";

/** Whether the browser shows notifications for this page, and a way to ask. */
export function useNotificationPermission(): {
  readonly permission: NotificationAnswer;
  readonly ask: () => void;
} {
  const isThere = typeof Notification !== "undefined";
  const [permission, setPermission] = useState<NotificationAnswer>(
    isThere ? Notification.permission : "none",
  );
  return {
    permission,
    ask: () => {
      if (!isThere) return;
      void Notification.requestPermission().then(setPermission, () => undefined);
    },
  };
}
