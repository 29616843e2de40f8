/** Why a leg ends: a Q.850 cause, the SIP status for a leg that was never answered, and whether another device has the call. */
export interface Cause {
  readonly q850: number;
  readonly status: number;
  readonly isElsewhere?: boolean;
}

/** Pairs as Asterisk uses them (seen in its Reason headers). */
export const causes = {
  unknownNumber: { q850: 1, status: 404 },
  normal: { q850: 16, status: 480 },
  forbidden: { q850: 21, status: 403 },
  busy: { q850: 17, status: 486 },
  noAnswer: { q850: 19, status: 480 },
  absent: { q850: 20, status: 480 },
  rejected: { q850: 21, status: 603 },
  elsewhere: { q850: 26, status: 487, isElsewhere: true },
  cancelled: { q850: 127, status: 487 },
  mediaTimeout: { q850: 44, status: 480 },
  badDescription: { q850: 88, status: 488 },
  noAck: { q850: 102, status: 408 },
} as const satisfies Record<string, Cause>;

const q850Of: Readonly<Record<number, number>> = {
  401: 21,
  403: 21,
  404: 1,
  408: 18,
  410: 22,
  480: 20,
  484: 28,
  486: 17,
  487: 127,
  488: 88,
  500: 41,
  503: 34,
  504: 102,
  600: 17,
  603: 21,
  604: 1,
};

/** The cause that goes with a final status (RFC 4497, table 4, shortened); 127 is "interworking". */
export function causeOfStatus(status: number): Cause {
  return { q850: q850Of[status] ?? 127, status };
}

/** What a caller is told when every device has refused: as Asterisk, one refusal ends nothing. */
export function worstOf(refusals: readonly Cause[]): Cause {
  const global = refusals.find(({ status }) => status >= 600);
  const busy = refusals.find(({ status }) => status === 486);
  const lowest = refusals.toSorted((a, b) => a.status - b.status)[0];
  return global ?? busy ?? lowest ?? causes.absent;
}
