import { LogOut } from "lucide-react";
import { type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";

import { Announcements } from "@/features/calls/announcements";
import { RingAttention } from "@/features/calls/ring-attention";
import { Banners } from "@/features/connection/banners";
import { StatusPill } from "@/features/connection/status-pill";
import { TabPlace } from "@/features/connection/tab-place";
import { Dialler } from "@/features/directory/dialler";
import { useKeptWork } from "@/features/shared/kept-work";
import { useCalls, useConnection, usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { selectLiveCount, selectRinging, selectStage } from "@/phone/calls/select";
import type { CallsState } from "@/phone/calls/state";
import { selectAccount } from "@/phone/connection/connection";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { lazyPart } from "@/ui/lazy-part";
import { Logo } from "@/ui/logo";
import { Notice } from "@/ui/notice";
import { PhoneNumber } from "@/ui/phone-number";

import { AgentPlace } from "./agent-place";
import { Calls } from "./calls";
import { CoachingPlace, SupervisionPlace } from "./helping-places";
import { laterPage } from "./later-page";
import { Navigation } from "./navigation";
import { Panel, Quiet } from "./panel";
import { staleness } from "./stale-chunk.dom";
import { forgetRoute, type Page, type Route, useRoute } from "./use-route";

const Confirm = lazyPart(async () => (await import("@/ui/confirm")).Confirm);
const VoicemailButton = laterPage(
  async () => (await import("@/features/calls/voicemail-button")).VoicemailButton,
);
const ContactsPage = laterPage(
  async () => (await import("@/features/directory/contacts-page")).ContactsPage,
);
const CallbacksPage = laterPage(
  async () => (await import("@/features/callbacks/callbacks-page")).CallbacksPage,
);
const CallbackReminders = laterPage(
  async () => (await import("@/features/callbacks/callback-reminders")).CallbackReminders,
);
const History = laterPage(async () => (await import("./history")).History);
const Team = laterPage(async () => (await import("./team")).Team);
const ReportsPage = laterPage(
  async () => (await import("@/features/reports/reports-page")).ReportsPage,
);
const FigureStrip = laterPage(
  async () => (await import("@/features/reports/figure-strip")).FigureStrip,
);
const SettingsPage = laterPage(
  async () => (await import("@/features/settings/settings-page")).SettingsPage,
);
const AudioSettings = laterPage(
  async () => (await import("@/features/media/audio-settings")).AudioSettings,
);

export const DiagnosticsPage = laterPage(
  async () => (await import("@/features/diagnostics/diagnostics-page")).DiagnosticsPage,
);

export const CheckPage = laterPage(
  async () => (await import("@/features/check/check-page")).CheckPage,
);
const CheckHint = lazyPart(async () => (await import("@/features/check/check-hint")).CheckHint);

/** Everything an agent sees once signed in. Calls stay in view on every page. */
export function Shell() {
  const { t } = useTranslation();
  const route = useRoute();
  const hasCalls = useCalls(selectHasCalls);
  // Whoever signs in next begins at the phone, and nobody's number stands in the address.
  useEffect(() => forgetRoute, []);
  const main = useRef<HTMLElement>(null);
  useBeginning(main, route.page);
  const hasWork = useKeptWork().length > 0;
  const isWall = route.page === "team" && route.query.has("wall");
  const showsCalls = hasCalls || hasWork || route.page === "phone";
  return (
    <div className={classes("flex min-h-dvh flex-col", isWall && "[--bar-top:1rem]")}>
      <a
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>("#content")?.focus();
        }}
        className="absolute start-2 top-2 z-50 -translate-y-20 rounded-lg bg-brand px-4 py-2 font-semibold text-on-brand focus-ring focus:translate-y-0"
      >
        {t("app.skipToContent")}
      </a>
      {!isWall && (
        <Panel>
          <Header />
        </Panel>
      )}
      <Panel>
        <RingAttention />
      </Panel>
      <Panel>
        <Announcements />
      </Panel>
      <div className="flex flex-1">
        {!isWall && <Navigation current={route.page} />}
        <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 pb-24 md:p-6">
          <Panel>
            <Banners />
          </Panel>
          <Quiet>
            <CallbackReminders />
          </Quiet>
          <StaleNotice />
          <SupervisionPlace isOnWall={isWall} />
          {!isWall && <AgentPlace />}
          {!showsCalls && <CoachingPlace />}
          <div
            className={classes(
              "grid items-start gap-6",
              showsCalls && "lg:grid-cols-[minmax(22rem,1fr)_minmax(20rem,1fr)]",
              showsCalls &&
                (route.page === "phone"
                  ? "xl:grid-cols-[minmax(0,1fr)_24rem]"
                  : "xl:grid-cols-[minmax(22rem,2fr)_3fr]"),
            )}
          >
            {showsCalls && (
              <aside
                aria-label={t("calls.label")}
                className={classes(
                  "min-w-0 lg:sticky lg:top-20",
                  // Beside a long page, what is under the call is reached without scrolling that page to its end.
                  route.page !== "phone" &&
                    "lg:-m-1 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto lg:p-1",
                )}
              >
                <CoachingPlace />
                <Calls />
                {route.page === "phone" && (
                  <Quiet>
                    <FigureStrip place="calls" />
                  </Quiet>
                )}
              </aside>
            )}
            <main
              id="content"
              ref={main}
              tabIndex={-1}
              className="min-w-0 scroll-mt-6 outline-none"
            >
              <Panel key={route.page}>
                <CurrentPage route={route} />
              </Panel>
            </main>
          </div>
        </div>
      </div>
    </div>
  );
}

/** A call that is only listened to is shown by itself. */
const selectHasCalls = (state: CallsState): boolean =>
  selectStage(state).length > 0 || selectRinging(state).length > 0;

/** Another page begins at its beginning, however far the one before was scrolled. */
function useBeginning(main: RefObject<HTMLElement | null>, page: Page): void {
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    // In a narrow window the calls stand above, and belong to the phone.
    if (page === "phone") window.scrollTo(0, 0);
    else main.current?.scrollIntoView();
  }, [main, page]);
}

function CurrentPage({ route }: { readonly route: Route }) {
  switch (route.page) {
    case "phone":
      return (
        <>
          <Dialler />
          <Panel>
            <CheckHint />
          </Panel>
          <Quiet>
            <FigureStrip place="dialler" />
          </Quiet>
        </>
      );
    case "team":
      return <Team part={route.part} isWall={route.query.has("wall")} />;
    case "contacts":
      return <ContactsPage newNumber={route.query.get("new")} />;
    case "callbacks":
      return <CallbacksPage />;
    case "history":
      return <History query={route.query} />;
    case "reports":
      return <ReportsPage />;
    case "settings":
      return <SettingsPage audio={<AudioSettings />} />;
    case "diagnostics":
      return <DiagnosticsPage back="#/settings" />;
    case "check":
      return <CheckPage />;
  }
}

function Header() {
  const { t } = useTranslation();
  const account = useConnection(selectAccount);
  return (
    <header className="sticky top-0 z-30 flex min-h-14 items-center gap-4 border-b border-line bg-raised px-4">
      <Logo name={t("app.name")} compact />
      <StatusPill />
      <TabPlace />
      <div className="ms-auto flex items-center gap-2">
        {account !== null && (
          <PhoneNumber value={account.extension} className="font-semibold max-sm:sr-only" />
        )}
        <Suspense fallback={null}>
          <VoicemailButton />
        </Suspense>
        <SignOut />
      </div>
    </header>
  );
}

function SignOut() {
  const { t } = useTranslation();
  const phone = usePhone();
  const liveCalls = useCalls(selectLiveCount);
  const isLeaving = useConnection((state) => state.phase === "signingOut");
  const [isAsking, setAsking] = useState(false);
  const leave = (): void => void phone.connection.do({ type: "signOut" });
  return (
    <>
      <Button
        look="quiet"
        icon={LogOut}
        turnsIcon
        isDisabled={isLeaving}
        onPress={() => (liveCalls > 0 ? setAsking(true) : leave())}
      >
        <span className="max-sm:sr-only">
          {t(isLeaving ? "connection.signingOut" : "connection.signOut")}
        </span>
      </Button>
      {isAsking && (
        <Panel>
          <Confirm
            title={t("connection.signOutInCall")}
            advice={t("connection.signOutInCallAdvice", { count: liveCalls })}
            confirmLabel={t("connection.signOutAnyway")}
            cancelLabel={t("app.cancel")}
            onCancel={() => setAsking(false)}
            onConfirm={() => {
              setAsking(false);
              leave();
            }}
          />
        </Panel>
      )}
    </>
  );
}

function StaleNotice() {
  const { t } = useTranslation();
  const isStale = useStore(staleness, (state) => state.isStale);
  const liveCalls = useCalls(selectLiveCount);
  if (!isStale) return null;
  return (
    <Notice
      tone="info"
      title={t("app.newVersion")}
      {...(liveCalls === 0
        ? { action: <Button onPress={() => window.location.reload()}>{t("app.reload")}</Button> }
        : {})}
    >
      {liveCalls > 0 ? t("app.newVersionInCall") : undefined}
    </Notice>
  );
}
