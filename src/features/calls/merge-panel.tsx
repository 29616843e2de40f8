import { UserPlus } from "lucide-react";

import { useCallName } from "@/features/shared/party";
import { useCalls, usePhone } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId } from "@/phone/calls/call";
import { selectCall, selectTogether } from "@/phone/calls/select";
import { Button } from "@/ui/button";

export interface MergePanelProps {
  readonly id: CallId;
  readonly others: readonly CallId[];
  readonly onDone: () => void;
}

/** Which of several other calls is to be brought in. */
export function MergePanel({ id, others, onDone }: MergePanelProps) {
  const phone = usePhone();
  return (
    <div className="flex flex-col gap-2">
      {others.map((other) => (
        <MergeChoice
          key={other}
          id={other}
          onChoose={() => {
            phone.calls.do({ type: "merge", id, other });
            onDone();
          }}
        />
      ))}
    </div>
  );
}

function MergeChoice({ id, onChoose }: { readonly id: CallId; readonly onChoose: () => void }) {
  const { t } = useTranslation();
  const call = useCalls(selectCall(id));
  const name = useCallName();
  const format = useFormat();
  const together = useCalls(selectTogether(id));
  const byId = useCalls((state) => state.byId);
  if (call === null) return null;
  const names = [call, ...together.flatMap((other) => byId[other] ?? [])].map(name);
  return (
    <Button icon={UserPlus} onPress={onChoose}>
      {t("calls.conferenceWith", { name: format.list(names) })}
    </Button>
  );
}
