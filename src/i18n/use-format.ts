import { createContext, useContext } from "react";

import { createFormat, type Format } from "./format";

/** The formats of the current language and digits; the shell provides them. */
export const FormatContext = createContext<Format>(createFormat("en"));

export function useFormat(): Format {
  return useContext(FormatContext);
}
