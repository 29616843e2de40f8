import { useNumberName } from "@/features/shared/party";
import { usePhone } from "@/features/shared/phone-context";
import { useBreakName } from "@/features/shared/use-break-name";
import { useCoaching } from "@/features/shared/use-supervision";
import { useNameOf } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Supervised } from "@/phone/coaching/coaching-state";
import { Notice } from "@/ui/notice";

import { isToldHere, useToldOnce } from "./use-told-once";

const mostShown = 3;
const acts = ["pause", "unpause", "login", "leave", "logout", "hangup", "take"] as const;

/** What supervisors did to this agent, with their reason, until it has been seen. Newest first. */
export function SupervisedNotices() {
  const { t } = useTranslation();
  const { coaching } = usePhone();
  const supervised = useCoaching((state) => state.supervised);
  const textOf = useText();
  useToldOnce(supervised);
  const newest = supervised
    .filter(isToldHere)
    .toSorted((one, other) => other.id - one.id)
    .slice(0, mostShown);
  return newest.map((each, index) => (
    <Notice
      key={each.id}
      tone="warning"
      title={textOf(each)}
      dismissLabel={t("app.dismiss")}
      {...(index === 0
        ? { onDismiss: () => coaching.do({ type: "dismiss", what: "supervised" }) }
        : {})}
    >
      {each.reason === null ? undefined : <bdi>{each.reason}</bdi>}
    </Notice>
  ));
}

function useText(): (what: Supervised) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const numberName = useNumberName();
  const nameOf = useNameOf();
  const breakName = useBreakName();
  return ({ act, by, detail, at }) => {
    const words = { name: numberName(by), time: format.time(at) };
    const known = acts.find((each) => each === act);
    switch (known) {
      case undefined:
        return t("coaching.did.other", words);
      case "pause":
        return t("coaching.did.pause", { ...words, reason: breakName(detail ?? "") });
      case "login":
      case "leave":
        return t(`coaching.did.${known}`, {
          ...words,
          queue: nameOf(detail ?? "") ?? detail ?? "",
        });
      case "unpause":
      case "logout":
      case "hangup":
      case "take":
        return t(`coaching.did.${known}`, words);
    }
  };
}
