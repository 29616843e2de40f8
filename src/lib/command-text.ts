const mostCharacters = 200;
/** What the dialplan of `pbx/asterisk` lets through; a message above 1,023 bytes arrives empty at Asterisk 22. */
const mostBytes = 600;

/** What `encodeURIComponent` leaves as it is and a dialplan takes away, or what would say that there is no text. */
function toHex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

/** A text as one word of a command, cut to what fits; `-`: there is none. */
export function writeCommandText(text: string | null): string {
  const isOneLine = (text ?? "")
    .replace(/\p{Cs}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  let word = "";
  for (const character of Array.from(isOneLine).slice(0, mostCharacters)) {
    const encoded = encodeURIComponent(character).replaceAll(/[!'()*~-]/g, toHex);
    if (word.length + encoded.length > mostBytes) break;
    word += encoded;
  }
  return word === "" ? "-" : word;
}

/** Such a word from the network as one clean line; `null`: there is none, or nobody can read it. */
export function readCommandText(word: string): string | null {
  if (word === "-" || word === "") return null;
  try {
    const text = decodeURIComponent(word.slice(0, mostCharacters * 12));
    const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, "");
    const characters = Array.from(line.replace(/\s+/g, " ").trim()).slice(0, mostCharacters);
    return characters.length === 0 ? null : characters.join("");
  } catch {
    return null;
  }
}
