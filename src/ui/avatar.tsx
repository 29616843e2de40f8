import { User } from "lucide-react";

import { classes } from "./classes";

/** The first letters of a name, or a person where there is none. Decoration: the name stands beside it. */
export function Avatar({
  name,
  className,
}: {
  readonly name: string | null;
  readonly className?: string;
}) {
  const letters = (name ?? "")
    .split(/\s+/)
    .flatMap((word) => Array.from(word).find((character) => /\p{L}/u.test(character)) ?? [])
    .slice(0, 2)
    // A zero-width non-joiner keeps two Arabic letters two letters.
    .join("\u200c");
  return (
    <span
      aria-hidden="true"
      className={classes(
        "flex size-12 shrink-0 items-center justify-center rounded-full bg-brand-soft text-lg font-semibold text-brand-ink",
        className,
      )}
    >
      {letters === "" ? <User className="size-6" /> : letters.toLocaleUpperCase()}
    </span>
  );
}
