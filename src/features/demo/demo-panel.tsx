import { FlaskConical, PhoneIncoming, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import * as v from "valibot";

import { useConnection } from "@/features/shared/phone-context";
import { selectAccount } from "@/phone/connection/connection";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { SelectBox } from "@/ui/select-box";
import { TextBox } from "@/ui/text-box";

const phrasesSchema = v.array(v.object({ id: v.string(), language: v.string(), text: v.string() }));
type Phrase = v.InferOutput<typeof phrasesSchema>[number];

/** Development only: makes a simulated customer of the embedded switch ring the signed-in agent. */
export function DemoPanel() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const account = useConnection(selectAccount);
  if (account === null) return null;
  return (
    <div className="fixed end-4 bottom-4 z-40 flex flex-col items-end max-md:bottom-20">
      {isOpen ? (
        <DemoForm extension={account.extension} onClose={() => setOpen(false)} />
      ) : (
        <Button
          icon={FlaskConical}
          label={t("demo.open")}
          onPress={() => setOpen(true)}
          className="shadow-lg"
        >
          {t("demo.title")}
        </Button>
      )}
    </div>
  );
}

interface DemoFormProps {
  readonly extension: string;
  readonly onClose: () => void;
}

function DemoForm({ extension, onClose }: DemoFormProps) {
  const { t, i18n } = useTranslation();
  const phrases = usePhrases();
  const [name, setName] = useState("Maria Virtanen");
  const [number, setNumber] = useState("+358401234567");
  const [queue, setQueue] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<"calling" | "failed" | null>(null);
  const phrase =
    chosen ?? phrases.find(({ language }) => language === i18n.language)?.id ?? phrases[0]?.id;

  async function ring(): Promise<void> {
    const order = {
      to: extension,
      name,
      number,
      voice: phrase === undefined ? { silent: true } : { phrase },
      ...(queue.trim() === "" ? {} : { queue: queue.trim(), waitedSeconds: 42 }),
    };
    setOutcome((await postOrder(order)) ? "calling" : "failed");
  }

  return (
    <section
      aria-label={t("demo.title")}
      className="flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-3 card p-4 shadow-xl"
    >
      <div className="flex items-center justify-between">
        <h2 className="font-bold">{t("demo.title")}</h2>
        <IconButton icon={X} label={t("demo.close")} onPress={onClose} />
      </div>
      <p className="text-sm text-muted">{t("demo.intro")}</p>
      <TextBox label={t("demo.name")} value={name} onChange={setName} />
      <TextBox label={t("demo.number")} value={number} onChange={setNumber} type="tel" ltr />
      <TextBox label={t("demo.queue")} value={queue} onChange={setQueue} />
      <SelectBox
        label={t("demo.phrase")}
        value={phrase ?? ""}
        options={phrases.map(({ id, text, language }) => ({
          value: id,
          label: text,
          lang: language,
        }))}
        onChange={setChosen}
      />
      <Button look="primary" icon={PhoneIncoming} onPress={() => void ring()}>
        {t("demo.ring")}
      </Button>
      <p role="status" className="text-sm">
        {outcome !== null && t(`demo.${outcome}`)}
      </p>
      <p className="text-xs text-muted">
        <strong>{t("demo.numbersTitle")}</strong>: {t("demo.numbers")}
      </p>
    </section>
  );
}

function usePhrases(): readonly Phrase[] {
  const [phrases, setPhrases] = useState<readonly Phrase[]>([]);
  useEffect(() => {
    const stopped = new AbortController();
    fetch("/__demo/phrases", { signal: stopped.signal })
      .then((response) => response.json())
      .then((json: unknown) => setPhrases(v.parse(phrasesSchema, json)))
      .catch(() => undefined);
    return () => stopped.abort();
  }, []);
  return phrases;
}

async function postOrder(order: object): Promise<boolean> {
  try {
    const response = await fetch("/__demo/customer", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(order),
    });
    return response.ok;
  } catch {
    return false;
  }
}
