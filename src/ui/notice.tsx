import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";

import { classes } from "./classes";
import { IconButton } from "./icon-button";

type Tone = "info" | "success" | "warning" | "danger";

const tones: Readonly<Record<Tone, { readonly look: string; readonly icon: typeof Info }>> = {
  info: { look: "bg-info-soft text-info-ink", icon: Info },
  success: { look: "bg-success-soft text-success-ink", icon: CircleCheck },
  warning: { look: "bg-warning-soft text-warning-ink", icon: TriangleAlert },
  danger: { look: "bg-danger-soft text-danger-ink", icon: CircleAlert },
};

export interface NoticeProps {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** One press that helps. */
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
  readonly dismissLabel?: string;
  /** Danger interrupts the screen reader, the others wait their turn. */
  readonly className?: string;
}

/** One clear sentence and the next step. */
export function Notice({
  tone,
  title,
  children,
  action,
  onDismiss,
  dismissLabel = "",
  className,
}: NoticeProps) {
  const { look, icon: Icon } = tones[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={classes("flex items-start gap-3 rounded-lg p-3 text-sm", look, className)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-56 flex-1 flex-col gap-0.5">
          <p className="font-semibold wrap-anywhere">{title}</p>
          {children !== undefined && <div className="wrap-anywhere">{children}</div>}
        </div>
        {action}
      </div>
      {onDismiss && (
        <IconButton
          icon={X}
          label={dismissLabel}
          onPress={onDismiss}
          className="-m-2 text-current"
        />
      )}
    </div>
  );
}
