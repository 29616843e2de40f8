import { useEffect } from "react";

import {
  useCanSupervise,
  useIsSupervisor,
  useSupervision,
} from "@/features/shared/use-supervision";
import type { SupervisionState } from "@/phone/supervision/supervision-state";

import { laterPage } from "./later-page";
import { Panel, Quiet } from "./panel";

const loadBar = async () => (await import("@/features/supervision/supervision-bar")).SupervisionBar;
const SupervisionBar = laterPage(loadBar);
const CoachingPanel = laterPage(
  async () => (await import("@/features/coaching/coaching-panel")).CoachingPanel,
);
const HelpButton = laterPage(
  async () => (await import("@/features/coaching/help-button")).HelpButton,
);

const selectIsListening = ({ session, next }: SupervisionState): boolean =>
  session !== null || next !== null;
const selectIsScoring = ({ last }: SupervisionState): boolean => last !== null;

/** Whom this user listens to, on every page for as long as it lasts; what they made of it is for no wall. */
export function SupervisionPlace({ isOnWall }: { readonly isOnWall: boolean }) {
  const isListening = useSupervision(selectIsListening);
  const isScoring = useSupervision(selectIsScoring);
  const isSupervisor = useIsSupervisor();
  // It is there at once when it is wanted.
  useEffect(() => {
    if (isSupervisor) void loadBar().catch(() => null);
  }, [isSupervisor]);
  return isListening || (isScoring && !isOnWall) ? (
    <Panel>
      <SupervisionBar />
    </Panel>
  ) : null;
}

/** What supervisors say to this agent. */
export function CoachingPlace() {
  return useCanSupervise() ? (
    <Quiet>
      <CoachingPanel />
    </Quiet>
  ) : null;
}

/** The way to ask for help in a call. */
export function HelpPlace() {
  return useCanSupervise() ? (
    <Quiet>
      <HelpButton />
    </Quiet>
  ) : null;
}
