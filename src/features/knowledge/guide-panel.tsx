import { BookOpen } from "lucide-react";
import { Suspense, useState } from "react";
import { useStore } from "zustand";

import { useDesk } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import { policyOf } from "@/phone/call-work/outcomes";
import type { Article } from "@/phone/config/desk-config";
import { Fold } from "@/ui/fold";
import { lazyPart } from "@/ui/lazy-part";
import { TextBox } from "@/ui/text-box";

const Markdown = lazyPart(async () => (await import("./markdown")).Markdown);

export interface GuidePanelProps {
  readonly callId: string;
  readonly queue: string | null;
  readonly isWide: boolean;
}

/** What to say and what to know: the script of the call's queue, and the articles of the configuration. */
export function GuidePanel({ callId, queue, isWide }: GuidePanelProps) {
  const { t } = useTranslation();
  const { config } = useDesk();
  const own = policyOf(config, queue)?.script ?? null;
  const script = config.scripts.find(({ id }) => id === own);
  return (
    <>
      {script !== undefined && <ScriptFold callId={callId} script={script} isWide={isWide} />}
      {config.knowledge.length > 0 && (
        <Fold title={t("knowledge.title")} startsOpen={false}>
          <Knowledge />
        </Fold>
      )}
    </>
  );
}

interface ScriptFoldProps {
  readonly callId: string;
  readonly script: { readonly label: Article["title"]; readonly text: Article["text"] };
  readonly isWide: boolean;
}

const noSteps: readonly number[] = [];

function ScriptFold({ callId, script, isWide }: ScriptFoldProps) {
  const { t } = useTranslation();
  const { config, steps } = useDesk();
  const say = useSay();
  const done = useStore(steps.store, (state) => state[callId] ?? noSteps);
  return (
    <Fold
      title={t("knowledge.script")}
      summary={<bdi>{say(script.label)}</bdi>}
      startsOpen={isWide}
    >
      <Suspense>
        <Markdown
          text={say(script.text)}
          links={config.links}
          steps={{ done, onToggle: (step) => steps.toggle(callId, step) }}
        />
      </Suspense>
    </Fold>
  );
}

const mostShown = 12;

function Knowledge() {
  const { t } = useTranslation();
  const { findArticles } = useDesk();
  const [text, setText] = useState("");
  const found = findArticles(text);
  return (
    <div className="flex flex-col gap-2">
      <TextBox
        label={t("knowledge.search")}
        hideLabel
        type="search"
        placeholder={t("knowledge.search")}
        value={text}
        onChange={setText}
      />
      <p role="status" className={found.length === 0 ? "text-sm text-muted" : "sr-only"}>
        {text !== "" &&
          (found.length === 0
            ? t("knowledge.none", { text })
            : t("knowledge.count", { count: found.length }))}
      </p>
      <ul className="flex flex-col divide-y divide-line">
        {found.slice(0, mostShown).map((article) => (
          <li key={article.id}>
            <ArticleLine article={article} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ArticleLine({ article }: { readonly article: Article }) {
  const { config } = useDesk();
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-11 w-full items-center gap-3 rounded-lg py-2 text-start text-sm font-medium focus-ring hover:bg-hover"
      >
        <BookOpen aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <bdi className="min-w-0 flex-1 wrap-anywhere">{say(article.title)}</bdi>
      </button>
      {isOpen && (
        <div className="ps-7 pb-3">
          <Suspense>
            <Markdown text={say(article.text)} links={config.links} />
          </Suspense>
        </div>
      )}
    </>
  );
}
