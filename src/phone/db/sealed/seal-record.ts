/** What happened to one table, in one piece: the rows that were put, and those that were removed, in this order. */
export interface Change<Row> {
  /** Everything of before is gone. */
  readonly clear?: true;
  readonly remove?: readonly string[];
  readonly put?: readonly Row[];
}

/** A change as it lies on the disk. Only its place, its table and its length can be read. */
export interface SealedRecord {
  /** Its place among the changes of all tables. */
  readonly seq: number;
  readonly table: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

const ivBytes = 12;

/** Table and place are bound to what is sealed: a record cannot be moved elsewhere. */
function parameters(
  { seq, table }: Pick<SealedRecord, "seq" | "table">,
  iv: Uint8Array<ArrayBuffer>,
): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${table} ${seq}`) };
}

export async function sealRecord(
  key: CryptoKey,
  table: string,
  seq: number,
  change: Change<unknown>,
): Promise<SealedRecord> {
  // 96 random bits: safe for 2³² records under one key (NIST SP 800-38D 8.3).
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const plain = new TextEncoder().encode(JSON.stringify(change));
  const sealed = await crypto.subtle.encrypt(parameters({ seq, table }, iv), key, plain);
  return { seq, table, iv, sealed: new Uint8Array(sealed) };
}

export async function openRecord<Row>(key: CryptoKey, record: SealedRecord): Promise<Change<Row>> {
  const plain = await crypto.subtle.decrypt(parameters(record, record.iv), key, record.sealed);
  return JSON.parse(new TextDecoder().decode(plain)) as Change<Row>;
}
