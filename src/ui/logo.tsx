/** The sign of the product: a voice close to an ear. `compact` leaves only the sign in a narrow window. */
export function Logo({
  name,
  compact = false,
}: {
  readonly name: string;
  readonly compact?: boolean;
}) {
  return (
    <span className="flex items-center gap-2.5">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-8 shrink-0">
        <rect width="32" height="32" rx="9" className="fill-brand" />
        <g fill="none" strokeWidth="2.6" strokeLinecap="round" className="stroke-on-brand">
          <path d="M10 9v14" />
          <path d="M16 12.5v7" />
          <path d="M22 10.5a8 8 0 0 1 0 11" opacity="0.75" />
        </g>
      </svg>
      <span className={compact ? "text-lg font-bold max-sm:sr-only" : "text-lg font-bold"}>
        {name}
      </span>
    </span>
  );
}
