import { type ReactNode, useEffect } from "react";

import { CallsColumn } from "@/features/calls/calls-column";
import { useIsConnected, usePhone } from "@/features/shared/phone-context";

import { HelpPlace } from "./helping-places";
import { laterPage } from "./later-page";
import { Panel } from "./panel";

const CallContext = laterPage(async () => (await import("./call-context")).CallContext);

/** By then the page is drawn. */
const preloadMs = 1_000;

const help = <HelpPlace />;

function contextOf(id: string): ReactNode {
  return (
    <Panel>
      <CallContext id={id} />
    </Panel>
  );
}

/** The calls, each with what belongs to it beside it. */
export function Calls() {
  const phone = usePhone();
  const isConnected = useIsConnected();
  // It is to be there at the first ring: fetched while nothing happens.
  useEffect(() => {
    if (!isConnected) return undefined;
    const load = (): unknown =>
      Promise.all([CallContext.preload(), phone.openDesk()]).catch(() => null);
    const timer = setTimeout(load, preloadMs);
    return () => clearTimeout(timer);
  }, [phone, isConnected]);
  return (
    <Panel>
      <CallsColumn help={help} context={contextOf} />
    </Panel>
  );
}
