import { Component, type ReactNode, Suspense } from "react";

import { useTranslation } from "@/i18n/use-translation";
import { log } from "@/lib/log";
import { Button } from "@/ui/button";
import { forgetFailedParts } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";

interface BoundaryProps {
  readonly children: ReactNode;
  readonly fallback: (again: () => void) => ReactNode;
}

class Boundary extends Component<BoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    log("error", "screen", "a panel could not be drawn", { error: String(error) });
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return this.props.fallback(() => {
      forgetFailedParts();
      this.setState({ hasFailed: false });
    });
  }
}

interface PanelProps {
  readonly children: ReactNode;
  /** Stands there while it loads: as high as what comes, where something under it is pressed. */
  readonly until?: ReactNode;
}

/** A part of the screen that may load later or fail alone: a broken list cannot take down a live call. */
export function Panel({ children, until = <Loading /> }: PanelProps) {
  return (
    <Boundary fallback={(again) => <Failed onAgain={again} />}>
      <Suspense fallback={until}>{children}</Suspense>
    </Boundary>
  );
}

/** A part that nobody misses while it loads, or if it cannot be loaded. */
export function Quiet({ children }: { readonly children: ReactNode }) {
  return (
    <Boundary fallback={() => null}>
      <Suspense fallback={null}>{children}</Suspense>
    </Boundary>
  );
}

function Loading() {
  const { t } = useTranslation();
  return <p className="p-4 text-sm text-muted">{t("app.loading")}</p>;
}

function Failed({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Notice
      tone="danger"
      title={t("app.panelFailed")}
      action={<Button onPress={onAgain}>{t("app.tryAgain")}</Button>}
    >
      {t("app.panelFailedAdvice")}
    </Notice>
  );
}
