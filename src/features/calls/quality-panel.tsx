import { RefreshCw } from "lucide-react";
import { useId } from "react";

import { usePhone, useQuality } from "@/features/shared/phone-context";
import { RelayChoice } from "@/features/shared/relay-choice";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId } from "@/phone/calls/call";
import type { CallQuality, QualityPoint } from "@/phone/media/quality/call-quality";
import { Button } from "@/ui/button";

import { QualityGraph } from "./quality-graph";
import { chooseTrouble } from "./sound-help";

/** The graph of the last minutes, the figures of now, and what else was found. */
export function QualityPanel({ id }: { readonly id: CallId }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const titleId = useId();
  const quality = useQuality((state) => state.byId[id] ?? null);
  if (quality === null) return null;
  // What matters most stands above already.
  const others = quality.findings.filter(({ kind }) => kind !== chooseTrouble(quality.findings));
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <h3 id={titleId} className="sr-only">
        {t("quality.label")}
      </h3>
      <QualityGraph points={quality.points} />
      <Figures quality={quality} />
      <ul className="flex flex-col gap-2 text-sm empty:hidden">
        {others.map(({ kind }) => (
          <li key={kind} className="flex flex-col">
            <span className="font-semibold">{t(`quality.findings.${kind}.title`)}</span>
            <span className="text-muted">{t(`quality.findings.${kind}.advice`)}</span>
          </li>
        ))}
      </ul>
      <RelayChoice />
      <Button
        icon={RefreshCw}
        onPress={() => phone.quality.do({ type: "restartPath", id })}
        className="self-start"
      >
        {t("quality.restart")}
      </Button>
    </section>
  );
}

function Figures({ quality: { points } }: { readonly quality: CallQuality }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ms = (value: number | null): string => (value === null ? "—" : format.milliseconds(value));
  const percent = (value: number | null): string => (value === null ? "—" : format.percent(value));
  const score = newest(points, ({ mos }) => mos);
  const route = newest(points, (point) => point.route);
  const way = route === "relay" ? t("quality.relayed") : t("quality.direct");
  const protocol = newest(points, (point) => point.protocol);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-3">
      <Figure name={t("quality.score")} value={score === null ? "—" : format.number(score, 1)} />
      <Figure
        name={t("quality.roundTrip")}
        value={ms(newest(points, ({ roundTripMs }) => roundTripMs))}
      />
      <Figure name={t("quality.jitter")} value={ms(newest(points, ({ jitterMs }) => jitterMs))} />
      <Figure
        name={t("quality.lossHere")}
        value={percent(newest(points, ({ lossPercent }) => lossPercent))}
      />
      <Figure
        name={t("quality.lossThere")}
        value={percent(newest(points, ({ lossTherePercent }) => lossTherePercent))}
      />
      <Figure
        name={t("quality.concealed")}
        value={percent(newest(points, ({ concealedPercent }) => concealedPercent))}
      />
      {route !== null && (
        <Figure
          name={t("quality.way")}
          value={protocol === null ? way : `${way} (${protocol.toUpperCase()})`}
        />
      )}
    </dl>
  );
}

/** The newest figure there is: not every second has all of them. */
function newest<Value>(
  points: readonly QualityPoint[],
  read: (point: QualityPoint) => Value | null,
): Value | null {
  const found = points.findLast((point) => read(point) !== null);
  return found === undefined ? null : read(found);
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex flex-col">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-semibold tabular-nums">
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
