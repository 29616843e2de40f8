import { classes } from "./classes";

/** A number as it is read and dialled: left to right in every language, isolated from the text around it. */
export function PhoneNumber({
  value,
  className,
}: {
  readonly value: string;
  readonly className?: string;
}) {
  return (
    <bdi dir="ltr" className={classes("tabular-nums", className)}>
      {value}
    </bdi>
  );
}
