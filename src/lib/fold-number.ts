/** The same for every way of writing a number: as grouped for reading where it is known, its digits and signs. */
export function foldNumber(shown: string): string {
  return shown.toLowerCase().replace(/[\s()./-]/g, "");
}
