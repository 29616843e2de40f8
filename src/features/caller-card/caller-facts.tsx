import { useDeferredValue } from "react";

import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Caller } from "@/phone/caller-card/callers";
import { localTimes } from "@/phone/caller-card/local-times";
import type { Call } from "@/phone/calls/call";
import { useMinute } from "@/ui/use-now";

/** What the name above does not say. */
export function CallerFacts({ call, caller }: { readonly call: Call; readonly caller: Caller }) {
  const { t } = useTranslation();
  const { party, origin } = call;
  const known = caller.contact ?? caller.company;
  const isDrawn = useDeferredValue(true, false);
  const tags = known === null ? [] : tagsOf(known);
  const facts = [
    known !== null && known.company !== "" && ([t("contacts.company"), known.company] as const),
    origin.menuChoice !== null && ([t("caller.chose"), origin.menuChoice] as const),
  ].filter((fact) => fact !== false);
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm empty:hidden">
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            <bdi className="wrap-anywhere">{value}</bdi>
          </Fact>
        ))}
        {/* Clocks of other countries take milliseconds, and the name is to be seen first. */}
        {party.country !== null && isDrawn && <TimeThere country={party.country} />}
        {tags.length > 0 && (
          <Fact name={t("caller.tags")}>
            <span className="flex flex-wrap gap-1">
              {tags.map((tag) => (
                <bdi key={tag} className="rounded-full bg-brand-soft px-2 text-xs/5 text-brand-ink">
                  {tag}
                </bdi>
              ))}
            </span>
          </Fact>
        )}
      </dl>
      {known !== null && known.notes.trim() !== "" && (
        <p
          dir="auto"
          className="max-h-32 overflow-y-auto rounded-lg bg-info-soft p-3 text-sm wrap-anywhere whitespace-pre-line text-info-ink"
        >
          {known.notes}
        </p>
      )}
      {known === null && caller.calls.every(({ id }) => id === call.id) && (
        <p className="text-sm text-muted">{t("caller.unknown")}</p>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 font-medium">{children}</dd>
    </>
  );
}

/** The clock there; between which two where the country has several. */
function TimeThere({ country }: { readonly country: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const times = localTimes(country, now);
  if (times === null) return null;
  const from = format.timeIn(now, times.earliest);
  const to = format.timeIn(now, times.latest);
  return (
    <Fact name={t("caller.timeThere", { country: format.country(country) })}>
      <time className="tabular-nums">
        {from === to ? from : t("caller.timesThere", { from, to })}
      </time>
    </Fact>
  );
}

function tagsOf(contact: object): readonly string[] {
  return "tags" in contact && Array.isArray(contact.tags) ? (contact.tags as string[]) : [];
}
