import { useState } from "react";

export type NotificationAnswer = NotificationPermission | "none";

/** Whether the browser shows notifications for this page, and a way to ask. */
export function useNotificationPermission(): {
  readonly permission: NotificationAnswer;
  /** Resolves when the person has answered. */
  readonly ask: () => Promise<void>;
} {
  const isThere = typeof Notification !== "undefined";
  const [permission, setPermission] = useState<NotificationAnswer>(
    isThere ? Notification.permission : "none",
  );
  return {
    permission,
    ask: async () => {
      if (isThere) await Notification.requestPermission().then(setPermission, () => undefined);
    },
  };
}
