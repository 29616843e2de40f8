import type { ReactNode } from "react";

import type { CallId } from "@/phone/calls/call";

import { CallCard } from "./call-card";
import { RingingCard } from "./ringing-card";

interface OneCallProps {
  readonly id: CallId;
  readonly isRinging: boolean;
  readonly isActive: boolean;
  readonly help: ReactNode;
}

export function OneCall({ id, isRinging, isActive, help }: OneCallProps) {
  return isRinging ? <RingingCard id={id} /> : <CallCard id={id} isActive={isActive} help={help} />;
}
