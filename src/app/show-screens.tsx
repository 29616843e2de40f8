import { startTransition } from "react";
import { createRoot } from "react-dom/client";

import { App, type AppProps } from "./app";
import { showSettings } from "./show-settings.dom";

interface Screens extends AppProps {
  /** Wished by the address. */
  readonly language: string | null;
}

export async function showScreens({ language, ...props }: Screens): Promise<void> {
  await showSettings(props.phone, language);
  const root = document.querySelector("#root");
  if (root === null) throw new Error("the page has no root");
  const draw = (): void => createRoot(root).render(<App {...props} />);
  // In slices while the phone is not connected: what the phone system says in between is heard at once.
  if (props.phone.connection.store.getState().phase === "recovering") startTransition(draw);
  else draw();
}
