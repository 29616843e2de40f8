import { Check } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";

import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import { findOutcomes, type OfferedOutcome } from "@/phone/call-work/outcomes";
import { classes } from "@/ui/classes";

export interface OutcomeSearchProps {
  readonly offered: readonly OfferedOutcome[];
  readonly chosen: string | null;
  readonly isRequired: boolean;
  readonly boxRef: RefObject<HTMLInputElement | null>;
  readonly onChoose: (id: string) => void;
}

/**
 * A combobox (WAI-ARIA 1.2, "editable, with list"): what is typed narrows the tree, the arrows walk it, Enter takes. The
 * kinds stand above what belongs to them and cannot be taken themselves.
 */
export function OutcomeSearch({
  offered,
  chosen,
  isRequired,
  boxRef,
  onChoose,
}: OutcomeSearchProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const found = findOutcomes(offered, text);
  const active = isOpen ? found[at] : undefined;

  function close(): void {
    setOpen(false);
    setAt(-1);
    setText("");
  }

  function take(outcome: string): void {
    onChoose(outcome);
    close();
  }

  function move(by: 1 | -1): void {
    setOpen(true);
    if (found.length > 0)
      setAt((at + by + (by < 0 && at < 0 ? 1 : 0) + found.length) % found.length);
  }

  function press(event: KeyboardEvent): void {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => {
        const taken = active ?? (text === "" ? undefined : found[0]);
        if (taken !== undefined) take(taken.outcome.id);
      },
      ...(isOpen || text !== "" ? { Escape: close } : {}),
    };
    const act = keys[event.key];
    if (act === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    act();
  }

  return (
    <div className="relative flex flex-col gap-1.5">
      <input
        ref={boxRef}
        role="combobox"
        aria-label={t("callWork.outcome")}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${id}-${active.outcome.id}`}
        aria-required={isRequired}
        autoComplete="off"
        spellCheck={false}
        dir={text === "" ? undefined : "auto"}
        value={text}
        placeholder={t("callWork.outcomeSearch")}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(event.target.value === "" ? -1 : 0);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => close()}
        onKeyDown={press}
        className="min-h-11 w-full rounded-lg border border-line-strong bg-field px-3 py-2 text-base text-ink focus-ring placeholder:text-muted"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t("callWork.outcomes")}
        hidden={!isOpen || found.length === 0}
        className="max-h-72 overflow-y-auto rounded-lg border border-line-strong bg-field p-1"
      >
        {isOpen &&
          found.map(({ outcome, path }, index) => (
            <Place
              key={outcome.id}
              id={`${id}-${outcome.id}`}
              offered={{ outcome, path }}
              before={found[index - 1]}
              isActive={index === at}
              isChosen={outcome.id === chosen}
              onTake={() => take(outcome.id)}
            />
          ))}
      </div>
      {isOpen && (
        <p role="status" className={found.length === 0 ? "text-sm text-muted" : "sr-only"}>
          {found.length === 0
            ? t("callWork.noOutcome", { text })
            : t("callWork.outcomeCount", { count: found.length })}
        </p>
      )}
    </div>
  );
}

interface PlaceProps {
  readonly id: string;
  readonly offered: OfferedOutcome;
  readonly before: OfferedOutcome | undefined;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly onTake: () => void;
}

function Place({ id, offered, before, isActive, isChosen, onTake }: PlaceProps) {
  const say = useSay();
  const { outcome, path } = offered;
  // Kinds that the one before did not stand under.
  const shared = path.findIndex((kind, depth) => before?.path[depth] !== kind);
  const kinds = shared === -1 ? [] : path.slice(shared);
  return (
    <>
      {kinds.map((kind, index) => (
        <p
          key={kind.id}
          role="presentation"
          style={{ paddingInlineStart: indent(shared + index) }}
          className="px-2 pt-2 pb-1 text-xs font-semibold text-muted"
        >
          <bdi>{say(kind.label)}</bdi>
        </p>
      ))}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the combobox's */}
      <div
        ref={(element) => {
          if (isActive) element?.scrollIntoView({ block: "nearest" });
        }}
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        aria-label={[...path, outcome].map(({ label }) => say(label)).join(", ")}
        // The box keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onTake}
        style={{ paddingInlineStart: indent(path.length) }}
        className={classes(
          "flex min-h-9 cursor-default items-center gap-2 rounded-md px-2 py-1.5 text-sm",
          isActive ? "bg-brand text-on-brand" : "hover:bg-hover",
        )}
      >
        <bdi className="flex-1 wrap-anywhere">{say(outcome.label)}</bdi>
        {isChosen && <Check aria-hidden="true" className="size-4 shrink-0" />}
      </div>
    </>
  );
}

const indent = (depth: number): string => `${0.5 + depth * 0.75}rem`;
