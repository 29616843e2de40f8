export interface NotificationOptions {
  readonly title: string;
  readonly body: string;
  /** One notification for each. */
  readonly tag: string;
  readonly icon: string;
  readonly onClick?: () => void;
}

/** Shows a notification where they are allowed; a click brings the window forward. */
export function showNotification(options: NotificationOptions): Notification | null {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return null;
  const { title, body, tag, icon, onClick } = options;
  try {
    const notification = new Notification(title, {
      body,
      tag,
      icon,
      requireInteraction: true,
      // The phone rings by itself, on the device that was chosen for it.
      silent: true,
    });
    notification.onclick = () => {
      window.focus();
      onClick?.();
      notification.close();
    };
    return notification;
  } catch {
    // Android allows notifications only through a service worker.
    return null;
  }
}
