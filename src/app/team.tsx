import { useIsSupervisor, useSupervision } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import { classes } from "@/ui/classes";

import { laterPage } from "./later-page";
import { Panel } from "./panel";

const TeamPage = laterPage(async () => (await import("@/features/team/team-page")).TeamPage);
const FloorPage = laterPage(async () => (await import("@/features/floor/floor-page")).FloorPage);
const WallPage = laterPage(async () => (await import("@/features/floor/wall-page")).WallPage);
const ReviewsPage = laterPage(
  async () => (await import("@/features/supervision/reviews-page")).ReviewsPage,
);
const AuditPage = laterPage(
  async () => (await import("@/features/supervision/audit-page")).AuditPage,
);

interface TeamProps {
  readonly part: string;
  readonly isWall: boolean;
}

const parts = ["board", "colleagues", "reviews", "audit"] as const;
type Part = (typeof parts)[number];

const addressOf = (part: Part): string => (part === "board" ? "#/team" : `#/team/${part}`);

/** Colleagues for an agent; the floor, and what was made of it, for a supervisor. */
export function Team({ part, isWall }: TeamProps) {
  const isSupervisor = useIsSupervisor();
  const mayRead = useSupervision(({ rights }) => rights?.journal === true);
  if (!isSupervisor) {
    return part === "audit" && mayRead ? <AuditPage isOwn /> : <TeamPage />;
  }
  if (isWall) return <WallPage />;
  const current = parts.find((each) => each === part) ?? "board";
  return (
    <div className="flex flex-col gap-4">
      <Parts current={current} />
      <Panel key={current}>
        <CurrentPart part={current} />
      </Panel>
    </div>
  );
}

function CurrentPart({ part }: { readonly part: Part }) {
  switch (part) {
    case "board":
      return <FloorPage />;
    case "colleagues":
      return <TeamPage />;
    case "reviews":
      return <ReviewsPage />;
    case "audit":
      return <AuditPage isOwn={false} />;
  }
}

function Parts({ current }: { readonly current: Part }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("supervision.parts")}>
      <ul className="flex flex-wrap gap-2">
        {parts.map((part) => (
          <li key={part}>
            <a
              href={addressOf(part)}
              aria-current={part === current ? "page" : undefined}
              className={classes(
                "inline-flex min-h-11 items-center rounded-lg px-4 py-2 text-sm font-semibold focus-ring",
                part === current
                  ? "bg-brand-soft text-brand-ink"
                  : "border border-line bg-raised hover:bg-hover",
              )}
            >
              {t(`supervision.partNames.${part}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
