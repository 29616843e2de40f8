import { Suspense } from "react";

import { lazyPart } from "@/ui/lazy-part";

import type { CallbackFormProps } from "./callback-form";

const LaterForm = lazyPart(async () => (await import("./callback-form")).CallbackForm);

/** The form with its calendar, loaded when somebody wants to write in it. */
export function CallbackForm(props: CallbackFormProps) {
  return (
    <Suspense fallback={null}>
      <LaterForm {...props} />
    </Suspense>
  );
}
