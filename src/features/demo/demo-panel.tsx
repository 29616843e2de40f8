import { FlaskConical, PhoneIncoming, PhoneOff, X } from "lucide-react";
import { useEffect, useState } from "react";
import * as v from "valibot";

import { useConnection } from "@/features/shared/phone-context";
import { useQueues } from "@/features/shared/use-people";
import { useTranslation } from "@/i18n/use-translation";
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

/** The menu in front of the queues, on both phone systems. */
const menuNumber = "550";
const surveyKeys = ["1", "2", "3", "4", "5"] as const;

interface DemoFormProps {
  readonly extension: string;
  readonly onClose: () => void;
}

function DemoForm({ extension, onClose }: DemoFormProps) {
  const { t, i18n } = useTranslation();
  const phrases = usePhrases();
  const queues = useQueues("");
  const [to, setTo] = useState(extension);
  const [name, setName] = useState("Maria Virtanen");
  const [number, setNumber] = useState("+358401234567");
  const [queue, setQueue] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<"calling" | "failed" | null>(null);
  const [customer, setCustomer] = useState<string | null>(null);
  const phrase =
    chosen ?? phrases.find(({ language }) => language === i18n.language)?.id ?? phrases[0]?.id;
  const isDirect = to === extension;
  const targets = [
    { value: extension, label: t("demo.you", { extension }) },
    ...queues.map((each) => ({ value: each.number, label: `${each.number} ${each.name}` })),
    ...(queues.length > 0 ? [{ value: menuNumber, label: t("demo.menu") }] : []),
  ];

  async function ring(): Promise<void> {
    const order = {
      to,
      name,
      number,
      voice: phrase === undefined ? { silent: true } : { phrase },
      ...(isDirect && queue.trim() !== "" ? { queue: queue.trim(), waitedSeconds: 42 } : {}),
    };
    const id = await postOrder(order);
    setCustomer(id);
    setOutcome(id === null ? "failed" : "calling");
  }

  return (
    <section
      aria-label={t("demo.title")}
      className="flex max-h-[calc(100vh-6rem)] w-80 max-w-[calc(100vw-2rem)] flex-col gap-3 overflow-y-auto card p-4 shadow-xl"
    >
      <div className="flex items-center justify-between">
        <h2 className="font-bold">{t("demo.title")}</h2>
        <IconButton icon={X} label={t("demo.close")} onPress={onClose} />
      </div>
      <p className="text-sm text-muted">{t("demo.intro")}</p>
      <TextBox label={t("demo.name")} value={name} onChange={setName} />
      <TextBox label={t("demo.number")} value={number} onChange={setNumber} type="tel" ltr />
      <SelectBox label={t("demo.calls")} value={to} options={targets} onChange={setTo} />
      {isDirect ? (
        <TextBox label={t("demo.queue")} value={queue} onChange={setQueue} />
      ) : (
        <p className="text-sm text-muted">{t("demo.queueAdvice")}</p>
      )}
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
        {isDirect ? t("demo.ring") : t("demo.ringQueue")}
      </Button>
      <p role="status" className="text-sm">
        {outcome !== null && t(`demo.${outcome}`)}
      </p>
      {customer !== null && <CustomerKeys id={customer} />}
      <p className="text-xs text-muted">
        <strong>{t("demo.numbersTitle")}</strong>: {t("demo.numbers")}
      </p>
    </section>
  );
}

/** What the customer who has called last does: choose in a menu, ask to be called back, answer a survey, give up. */
function CustomerKeys({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const does = (action: object): void => void post("/__demo/customer-does", { id, action });
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm font-medium">{t("demo.keys")}</p>
      <div className="flex gap-1" dir="ltr">
        {surveyKeys.map((digits) => (
          <Button
            key={digits}
            label={t("demo.press", { key: digits })}
            onPress={() => does({ type: "sendDigits", digits })}
            className="flex-1"
          >
            {digits}
          </Button>
        ))}
      </div>
      <Button icon={PhoneOff} onPress={() => does({ type: "hangUp" })}>
        {t("demo.hangUp")}
      </Button>
    </div>
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

const answerSchema = v.object({ id: v.string() });

/** The customer's id; `null`: it could not call. */
async function postOrder(order: object): Promise<string | null> {
  const response = await post("/__demo/customer", order);
  if (response?.ok !== true) return null;
  return v.parse(answerSchema, await response.json()).id;
}

async function post(path: string, body: object): Promise<Response | null> {
  const headers = { "Content-Type": "application/json" };
  try {
    return await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  } catch {
    return null;
  }
}
