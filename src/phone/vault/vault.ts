/**
 * Seals bytes so that only this browser, for this purpose, can open them: AES-GCM under a key that scripts can use
 * but not read. `about` is authenticated and must be the same when opening, so that what was sealed for one server
 * cannot be opened for another. Rejects with `storageBlocked` when what was sealed cannot be opened any more.
 */
export interface Vault {
  seal(plain: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer>>;
  open(sealed: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer>>;
}
