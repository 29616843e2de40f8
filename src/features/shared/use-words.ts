import { useTranslation } from "@/i18n/use-translation";
import { sayIn, type Words } from "@/lib/words";

import { usePhone } from "./phone-context";

interface QueueOfCall {
  readonly queue: string | null;
  readonly queueLabel: string | null;
}

/** Says the configuration's words in the language of the screen. */
export function useSay(): (words: Words) => string {
  const { i18n } = useTranslation();
  return (words) => sayIn(words, i18n.language);
}

/** What a call's queue is called: by the configuration, else by the phone system. */
export function useQueueName(): (call: QueueOfCall) => string | null {
  const nameOf = useNameOf();
  return ({ queue, queueLabel }) =>
    queue === null ? queueLabel : (nameOf(queue) ?? queueLabel ?? queue);
}

/** The name of a colleague or a queue by its number, or of a queue by the phone system's name of it. */
export function useNameOf(): (number: string) => string | null {
  const { team } = usePhone();
  const say = useSay();
  return (number) => {
    const words = team.nameOf(number);
    return words === null ? null : say(words);
  };
}
