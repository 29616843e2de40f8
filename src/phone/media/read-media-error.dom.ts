import { PhoneError } from "@/phone/errors";

/** What `getUserMedia` rejects with, as ours (W3C Media Capture, section 10.2; Chrome says NotReadable for busy). */
export function readMediaError(error: unknown): PhoneError {
  if (error instanceof PhoneError) return error;
  const name = error instanceof DOMException ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return new PhoneError("microphoneDenied", {}, error);
    case "NotFoundError":
    case "OverconstrainedError":
      return new PhoneError("microphoneMissing", {}, error);
    case "NotReadableError":
    case "AbortError":
      return new PhoneError("microphoneBusy", {}, error);
    default:
      return new PhoneError("unexpected", { message: String(error).slice(0, 200) }, error);
  }
}
