import { PhoneError, type PhoneErrorCode } from "@/phone/errors";

/** A promise that gives up: rejects with `code` when `work` has not settled in time. */
export async function within<Result>(
  work: Promise<Result>,
  timeoutMs: number,
  code: PhoneErrorCode,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PhoneError(code)), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
