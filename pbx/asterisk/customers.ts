import type { CustomerOrder, CustomerVoice } from "../embedded/control";

type Cli = (command: string) => Promise<string>;

/** An argument of Asterisk's command line. */
function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function readVoice(voice: CustomerVoice): { readonly voice: string; readonly says?: string } {
  if ("phrase" in voice) return { voice: "phrase", says: voice.phrase };
  return "toneHz" in voice ? { voice: "tone", says: String(voice.toneHz) } : { voice: "silence" };
}

/**
 * Makes a simulated customer call (`conf/extensions-customers.conf`). `id` begins with a small letter and has two signs
 * or more; `speak` is what the customer's side does in place of the voice that is ordered.
 */
export async function callAsCustomer(
  cli: Cli,
  id: string,
  order: CustomerOrder,
  speak = `extension ${id}@customer-voice`,
): Promise<void> {
  const { number, name, queue, waitedSeconds } = order;
  // *80 and an extension: called with the headers that ask for an answer by itself.
  const to = order.autoAnswer === true ? `*80${order.to}` : order.to;
  const facts = { to, number, name, queue, waited: waitedSeconds, ...readVoice(order.voice) };
  for (const [fact, value] of Object.entries(facts)) {
    if (value === undefined) continue;
    await cli(`database put customer/${id} ${fact} ${quote(String(value))}`);
  }
  await cli(`channel originate Local/${id}@customer-calls/n ${speak}`);
}
