import { expect, test } from "../e2e/support/fixtures";
import { createDiagnostics } from "../src/phone/diagnostics/diagnostics";
import type { SipEntry } from "../src/phone/diagnostics/entry";
import { createPseudonyms } from "../src/phone/diagnostics/pseudonyms";
import { redactMessage } from "../src/phone/diagnostics/redact-message";
import { createMemoryTrace } from "../src/phone/diagnostics/trace-table";

/** As many as the ring holds (`traceLimits`). */
const ringEntries = 4_000;
const rounds = 2_000;

function sample(index: number): string {
  const lines = [
    `INVITE sip:04012${index}@pbx.example.com SIP/2.0`,
    `Via: SIP/2.0/WSS 9f8a7b6c5d4e.invalid;branch=z9hG4bK${index}`,
    `From: "Aino Virtanen" <sip:1001@pbx.example.com>;tag=ab${index}`,
    `To: <sip:04012${index}@pbx.example.com>`,
    `CSeq: ${index} INVITE`,
    `Call-ID: 2b7e4c1aq9xk${index}`,
    "Contact: <sip:q1w2e3r4@9f8a7b6c5d4e.invalid;transport=ws;ob>",
    'Authorization: Digest algorithm=MD5, username="1001", realm="asterisk", nonce="1764/abc", response="00ff"',
    "Allow: ACK,CANCEL,INVITE,MESSAGE,BYE,OPTIONS,INFO,NOTIFY,REFER",
    "Content-Type: application/sdp",
    "",
    "v=0",
    "o=- 6138843231234567890 2 IN IP4 127.0.0.1",
    "m=audio 50123 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126",
    "c=IN IP4 192.168.1.23",
    ...Array.from(
      { length: 6 },
      (_, at) => `a=candidate:${at} 1 udp 212226 192.168.1.${at} 50123 typ host`,
    ),
    "a=ice-pwd:zJ4u7nUoKm0dC2bY8sQ1wXeR",
    "a=fingerprint:sha-256 AA:BB:CC",
    ...Array.from({ length: 12 }, (_, at) => `a=rtpmap:${at} opus/48000/2`),
  ];
  return lines.join("\r\n");
}

function perMessageUs(work: (index: number) => void): number {
  for (let index = 0; index < 200; index += 1) work(index);
  const startedAt = performance.now();
  for (let index = 0; index < rounds; index += 1) work(index);
  return ((performance.now() - startedAt) * 1_000) / rounds;
}

test("what recording a message costs: when it passes, and a second later", () => {
  const diagnostics = createDiagnostics({
    openTable: async () => createMemoryTrace(),
    now: () => Date.now(),
  });
  const pseudonyms = createPseudonyms("key");
  const messages = Array.from({ length: rounds }, (_, index) => sample(index));
  const text = (index: number): string => messages[index] ?? "";
  const noteUs = perMessageUs((index) =>
    diagnostics.note({ kind: "sip", direction: "sent", text: text(index) }),
  );
  const redactUs = perMessageUs((index) => redactMessage(text(index), pseudonyms));
  process.stdout.write(
    `when it passes ${noteUs.toFixed(2)} µs, redacted later ${redactUs.toFixed(0)} µs\n`,
  );
});

test("how long a full ring takes to be shown", async ({ agent }) => {
  const aino = await agent("1001");
  const { page } = aino;
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .toContain("hamsa diagnostics");
  const pseudonyms = createPseudonyms("key");
  const entries = Array.from({ length: ringEntries }, (_, index): SipEntry => ({
    kind: "sip",
    at: Date.now() - (ringEntries - index) * 100,
    page: "earlier",
    direction: index % 2 === 0 ? "sent" : "received",
    ...redactMessage(sample(index), pseudonyms),
  }));
  await page.evaluate(async (all) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("hamsa diagnostics");
      opening.onsuccess = () => resolve(opening.result);
    });
    const transaction = database.transaction("batches", "readwrite");
    for (let at = 0; at < all.length; at += 20) {
      const batch = all.slice(at, at + 20);
      const size = JSON.stringify(batch).length;
      transaction.objectStore("batches").add({
        page: "earlier",
        at: batch.at(-1)?.at ?? 0,
        count: batch.length,
        size,
        entries: batch,
      });
    }
    await new Promise<void>((resolve) => {
      transaction.oncomplete = () => resolve();
    });
    database.close();
  }, entries);
  await aino.goesTo("Settings");
  // Once, so that its files are there.
  await page.getByRole("link", { name: "Open diagnostics" }).click();
  await page.getByRole("button", { name: "Save file" }).waitFor();
  await aino.goesTo("Settings");
  const openedAt = Date.now();
  await page.getByRole("link", { name: "Open diagnostics" }).click();
  const rows = page.getByRole("list", { name: "SIP messages" }).getByRole("button");
  await rows.first().waitFor();
  process.stdout.write(
    `shown after ${Date.now() - openedAt} ms, ${await rows.count()} rows drawn\n`,
  );
  const earlierAt = Date.now();
  const before = await rows.count();
  await page.getByRole("button", { name: "Show earlier" }).first().click();
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
  process.stdout.write(`150 earlier rows after ${Date.now() - earlierAt} ms\n`);
});
