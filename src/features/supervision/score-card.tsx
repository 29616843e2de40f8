import { ClipboardCheck } from "lucide-react";
import { useState } from "react";

import { useNumberName } from "@/features/shared/party";
import { useConnection, useDesk } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { useOrderOf } from "@/features/shared/use-order-of";
import { useSay } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { newId } from "@/lib/new-id";
import type { ScoreQuestion } from "@/phone/config/desk-config";
import { selectAccount } from "@/phone/connection/connection";
import { type Problem, toProblem } from "@/phone/errors";
import type { SupervisionState } from "@/phone/supervision/supervision-state";
import { Button } from "@/ui/button";
import { SelectBox } from "@/ui/select-box";
import { TextArea } from "@/ui/text-area";

interface ScoreCardProps {
  readonly last: NonNullable<SupervisionState["last"]>;
}

/** What a supervisor makes of the call that they have just listened to. */
export function ScoreCard({ last }: ScoreCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useNumberName()(last.agent);
  const order = useOrderOf();
  const { scoreCards } = useDesk();
  const { scoreCard } = useDesk().config.supervision;
  const supervisor = useConnection((state) => selectAccount(state)?.extension) ?? "";
  const [points, setPoints] = useState<Readonly<Record<string, number | null>>>({});
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const { agent, startedAt, endedAt } = last;
  const isEmpty = note.trim() === "" && Object.values(points).every((each) => each === null);

  async function save(): Promise<void> {
    const marks = Object.fromEntries(
      Object.entries(points).filter((each): each is [string, number] => each[1] !== null),
    );
    try {
      await scoreCards.put({
        id: newId(),
        agent,
        supervisor,
        at: startedAt,
        marks,
        note: note.trim(),
      });
      order({ type: "dismissLast" });
    } catch (error) {
      setProblem(toProblem(error));
    }
  }

  return (
    <section
      aria-label={t("supervision.scoreCard")}
      className="sticky top-(--bar-top,4rem) z-20 flex max-h-[75dvh] flex-col gap-4 overflow-y-auto card border-2 border-brand p-4 shadow-lg"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ClipboardCheck aria-hidden="true" className="size-6 shrink-0 text-brand-ink" />
        <h2 className="font-bold wrap-anywhere">{t("supervision.scoreOf", { name })}</h2>
        <p className="text-sm text-muted">
          {t("supervision.listenedFor", { duration: format.duration(endedAt - startedAt) })}
        </p>
      </div>
      {scoreCard.length > 0 && (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-4">
          {scoreCard.map((question) => (
            <Points
              key={question.id}
              question={question}
              value={points[question.id] ?? null}
              onChange={(value) => setPoints({ ...points, [question.id]: value })}
            />
          ))}
        </div>
      )}
      <TextArea label={t("supervision.note")} value={note} onChange={setNote} />
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onPress={() => order({ type: "dismissLast" })}>{t("supervision.notNow")}</Button>
        <Button look="primary" isDisabled={isEmpty} onPress={() => void save()}>
          {t("app.save")}
        </Button>
      </div>
    </section>
  );
}

interface PointsProps {
  readonly question: ScoreQuestion;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

function Points({ question, value, onChange }: PointsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useSay();
  const { label, most } = question;
  return (
    <SelectBox
      label={say(label)}
      value={value === null ? "" : String(value)}
      options={[
        { value: "", label: t("supervision.noPoints") },
        ...Array.from({ length: most + 1 }, (_, points) => ({
          value: String(points),
          label: t("supervision.pointsOf", {
            points: format.number(points, 0),
            most: format.number(most, 0),
          }),
        })),
      ]}
      onChange={(chosen) => onChange(chosen === "" ? null : Number(chosen))}
    />
  );
}
