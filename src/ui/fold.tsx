import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "react-aria-components/Button";

import { classes } from "./classes";

export interface FoldProps {
  readonly title: string;
  /** Said beside the title, open or not. */
  readonly summary?: ReactNode;
  /** Until somebody has opened or closed it. */
  readonly startsOpen: boolean;
  readonly children: ReactNode;
}

/** A part of a page that folds away under its title. What is in it stays alive. */
export function Fold({ title, summary, startsOpen, children }: FoldProps) {
  const id = useId();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? startsOpen;
  return (
    <section aria-label={title} className="flex flex-col card">
      <Button
        aria-expanded={isOpen}
        aria-controls={id}
        onPress={() => setChosen(!isOpen)}
        className="flex min-h-11 w-full cursor-default items-center gap-3 rounded-xl px-4 py-2 text-start focus-ring data-hovered:bg-hover"
      >
        <span className="text-sm font-semibold">{title}</span>
        <span className="ms-auto min-w-0 truncate text-xs text-muted">{summary}</span>
        <ChevronDown
          aria-hidden="true"
          className={classes(
            "size-4 shrink-0 text-muted transition-transform",
            isOpen && "rotate-180",
          )}
        />
      </Button>
      <div id={id} hidden={!isOpen} className={classes(isOpen && "flex flex-col gap-3 px-4 pb-4")}>
        {children}
      </div>
    </section>
  );
}
