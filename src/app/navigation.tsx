import {
  ChartColumn,
  PhoneOutgoing,
  Contact,
  History,
  type LucideIcon,
  Phone as PhoneIcon,
  Settings,
  Users,
} from "lucide-react";

import { useTranslation } from "@/i18n/use-translation";
import { classes } from "@/ui/classes";

import { laterPage } from "./later-page";
import { Quiet } from "./panel";
import type { Page } from "./use-route";

const CallbacksBadge = laterPage(
  async () => (await import("@/features/callbacks/callbacks-badge")).CallbacksBadge,
);
/** The check and the diagnostics are pages of the settings. */
type MainPage = Exclude<Page, "diagnostics" | "check">;

const icons: Readonly<Record<MainPage, LucideIcon>> = {
  phone: PhoneIcon,
  team: Users,
  contacts: Contact,
  callbacks: PhoneOutgoing,
  history: History,
  reports: ChartColumn,
  settings: Settings,
};

/** The pages, and what waits on them. */
export function Navigation({ current }: { readonly current: Page }) {
  const { t } = useTranslation();
  const main: MainPage = current === "diagnostics" || current === "check" ? "settings" : current;
  return (
    <nav
      aria-label={t("nav.label")}
      className="z-30 border-line bg-raised max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:border-t md:sticky md:top-14 md:h-[calc(100dvh-3.5rem)] md:border-e"
    >
      <ul className="flex justify-around gap-1 p-2 md:flex-col">
        {(Object.keys(icons) as MainPage[]).map((page) => {
          const Icon = icons[page];
          const isCurrent = page === main;
          return (
            <li key={page} className="min-w-0 max-md:flex-1">
              <a
                href={`#/${page}`}
                aria-current={isCurrent ? "page" : undefined}
                className={classes(
                  "focus-ring relative flex flex-col items-center md:min-w-18 gap-1 rounded-lg px-2 py-2 text-xs font-medium",
                  isCurrent
                    ? "bg-brand-soft text-brand-ink"
                    : "text-muted hover:bg-hover hover:text-ink",
                )}
              >
                <Icon aria-hidden="true" className="size-5" />
                <span className="max-w-full text-center wrap-anywhere">{t(`nav.${page}`)}</span>
                {page === "callbacks" && (
                  <Quiet>
                    <CallbacksBadge />
                  </Quiet>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
