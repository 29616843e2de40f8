import { ArrowLeft, ArrowRight } from "lucide-react";
import { useMemo, useState } from "react";

import { useTranslation } from "@/i18n/use-translation";
import type { Entry } from "@/phone/diagnostics/entry";
import {
  type Arrow,
  buildLadder,
  type Dialog,
  type Divider,
  listDialogs,
} from "@/phone/diagnostics/ladder";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { EmptyState } from "@/ui/empty-state";
import { SelectBox } from "@/ui/select-box";

import { clock, span } from "./clock";

/** So many rows are drawn at once; earlier ones on demand, so that a long shift does not slow the page of a call. */
const pageSize = 150;
const mostDialogs = 100;

export interface LadderProps {
  readonly entries: readonly Entry[];
  readonly readAt: number;
}

/** What passed between this phone and the phone system, as a diagram and as a list: both are the same. */
export function Ladder({ entries, readAt }: LadderProps) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState("all");
  const [limit, setLimit] = useState(pageSize);
  const dialogs = useMemo(() => listDialogs(entries), [entries]);
  const rungs = useMemo(
    () => buildLadder(entries, chooseCalls(dialogs, choice), readAt),
    [entries, dialogs, choice, readAt],
  );
  const choose = (next: string): void => {
    setChoice(next);
    setLimit(pageSize);
  };
  return (
    <>
      <Filter dialogs={dialogs} value={choice} onChange={choose} />
      {rungs.length === 0 && <EmptyState title={t("diagnostics.empty")} />}
      {rungs.length > limit && (
        <Button onPress={() => setLimit(limit + pageSize)}>{t("diagnostics.earlier")}</Button>
      )}
      {/* Time runs down and the phone stands on the left in every language, as in every such diagram. */}
      <div dir="ltr" className="text-sm">
        <div aria-hidden="true" className="flex justify-between ps-26 font-semibold">
          <span>{t("diagnostics.thisPhone")}</span>
          <span>{t("settings.pbx")}</span>
        </div>
        <ol aria-label={t("diagnostics.ladder")}>
          {rungs
            .slice(-limit)
            .map((rung) =>
              rung.kind === "arrow" ? (
                <ArrowRow key={`${rung.entry.page} ${rung.key}`} arrow={rung} />
              ) : (
                <DividerRow key={`${rung.entry.page} ${rung.key}`} divider={rung} />
              ),
            )}
        </ol>
      </div>
    </>
  );
}

/** `null` for everything; the choice is "all", a Call-ID's token, or a method for all its dialogs. */
function chooseCalls(dialogs: readonly Dialog[], choice: string): ReadonlySet<string> | null {
  if (choice === "all") return null;
  return new Set(
    dialogs
      .filter(({ call, method }) => call === choice || method === choice)
      .map(({ call }) => call),
  );
}

interface FilterProps {
  readonly dialogs: readonly Dialog[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Filter({ dialogs, value, onChange }: FilterProps) {
  const { t } = useTranslation();
  const calls = dialogs.filter(({ method }) => method === "INVITE").slice(0, mostDialogs);
  const methods = [...new Set(dialogs.map(({ method }) => method))].filter(
    (method) => method !== "",
  );
  return (
    <SelectBox
      label={t("diagnostics.show")}
      value={value}
      onChange={onChange}
      className="sm:max-w-sm"
      options={[
        { value: "all", label: t("diagnostics.everything") },
        ...calls.map(({ call, at, direction }) => ({
          value: call,
          label: t(`diagnostics.call.${direction}`, { time: clock(at).slice(0, 8) }),
        })),
        ...methods.map((method) => ({ value: method, label: method })),
      ]}
    />
  );
}

function ArrowRow({ arrow }: { readonly arrow: Arrow }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { entry, deltaMs, isRepeated, isUnanswered } = arrow;
  const isSent = entry.direction === "sent";
  const marks = [
    isRepeated && t("diagnostics.repeated"),
    isUnanswered && t("diagnostics.unanswered"),
  ].filter((mark) => mark !== false);
  return (
    <li className="[contain-intrinsic-size:auto_2.75rem] [content-visibility:auto]">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-11 w-full items-stretch gap-2 rounded-md focus-ring -outline-offset-2 hover:bg-hover"
      >
        <span className="flex w-24 shrink-0 flex-col justify-center text-start text-xs tabular-nums">
          <span>{clock(entry.at)}</span>
          <span className="text-muted">{span(deltaMs)}</span>
        </span>
        <span className="flex min-w-0 flex-1 items-center gap-1 border-x-2 border-line-strong">
          <span className="sr-only">{t(`diagnostics.${entry.direction}`)}</span>
          {isSent ? <Line /> : <ArrowLeft aria-hidden="true" className="-me-2 size-5 shrink-0" />}
          {!isSent && <Line />}
          <span className={classes("min-w-0 font-semibold wrap-anywhere", colourOf(entry.status))}>
            {entry.label}
          </span>
          {marks.map((mark) => (
            <bdi key={mark} className="rounded bg-warning-soft px-1.5 text-xs text-warning-ink">
              {mark}
            </bdi>
          ))}
          <Line />
          {isSent && <ArrowRight aria-hidden="true" className="-ms-2 size-5 shrink-0" />}
        </span>
      </button>
      {isOpen && (
        <pre className="my-1 rounded-md bg-canvas p-3 text-start text-xs wrap-anywhere whitespace-pre-wrap">
          {entry.text}
        </pre>
      )}
    </li>
  );
}

function Line() {
  return <span aria-hidden="true" className="h-px min-w-2 flex-1 bg-current" />;
}

function colourOf(status: number | null): string {
  if (status === null) return "text-brand-ink";
  if (status < 200) return "text-muted";
  return status < 300 ? "text-success-ink" : "text-danger-ink";
}

const dividerWords = {
  "page started": "diagnostics.page.started",
  "page left": "diagnostics.page.left",
  "socket opening": "diagnostics.socket.opening",
  "socket opened": "diagnostics.socket.opened",
  "socket failed": "diagnostics.socket.failed",
  "socket closed": "diagnostics.socket.closed",
  "socket dropped": "diagnostics.socket.dropped",
} as const;
type DividerKey = (typeof dividerWords)[keyof typeof dividerWords];

function DividerRow({ divider }: { readonly divider: Divider }) {
  const { t } = useTranslation();
  const { kind, what, at, facts } = divider.entry;
  // What another version has written may have no words here.
  const words = dividerWords[`${kind} ${what}` as keyof typeof dividerWords] as
    | DividerKey
    | undefined;
  const code = typeof facts["code"] === "number" ? ` ${facts["code"]}` : "";
  return (
    <li className="flex items-center gap-2 py-1 text-xs text-muted">
      <span className="w-24 shrink-0 tabular-nums">{clock(at)}</span>
      <span className="flex-1 border-x-2 border-line-strong px-2 text-center">
        <bdi>{words === undefined ? `${kind} ${what}` : t(words)}</bdi>
        {code}
      </span>
    </li>
  );
}
