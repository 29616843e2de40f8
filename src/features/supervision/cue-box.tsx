import { Send } from "lucide-react";
import { useState } from "react";

import { useNumberName } from "@/features/shared/party";
import { ReadyPhrases } from "@/features/shared/ready-phrases";
import { SentCueLine } from "@/features/shared/sent-cue-line";
import { mostReason, useOrderOf } from "@/features/shared/use-order-of";
import { useSupervision } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { TextBox } from "@/ui/text-box";

const mostShown = 3;

/** Written words to the agent, of one's own or ready ones, and what the agent has said to them. */
export function CueBox({ agent }: { readonly agent: string }) {
  const { t } = useTranslation();
  const name = useNumberName()(agent);
  const order = useOrderOf();
  const cues = useSupervision((state) => state.cues);
  const [text, setText] = useState("");
  const send = (cue: string): void => order({ type: "cue", agent, text: cue });
  const sent = cues.filter((cue) => cue.agent === agent).slice(0, mostShown);
  return (
    <div className="flex min-w-64 flex-1 flex-col gap-2">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === "") return;
          send(text.trim());
          setText("");
        }}
      >
        <TextBox
          label={t("supervision.cueTo", { name })}
          value={text}
          onChange={(next) => setText(next.slice(0, mostReason))}
          className="flex-1"
        />
        <Button type="submit" icon={Send} turnsIcon isDisabled={text.trim() === ""}>
          {t("supervision.sendCue")}
        </Button>
      </form>
      <ReadyPhrases onChoose={send} />
      <ul aria-live="polite" className="flex flex-col gap-1 text-sm empty:absolute">
        {sent.map((cue) => (
          <li key={cue.id}>
            <SentCueLine cue={cue} />
          </li>
        ))}
      </ul>
    </div>
  );
}
