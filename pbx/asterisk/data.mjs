// What came with Asterisk, and the numbers that it lacks: it says them itself, in the language of the caller, from its own
// folder only.
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** Debian's place, and that of Asterisk's own makefile. */
const places = ["/usr/share/asterisk", "/var/lib/asterisk"];

/** Languages that Asterisk has no sounds in. */
const spoken = /^(ar|fi)-number-(\d+)\.ulaw$/;

/** Where Asterisk itself sees what came with it, below the root of its file system; null when it is somewhere else. */
export function findData(root) {
  return places.find((place) => existsSync(join(root, place, "documentation"))) ?? null;
}

function link(from, to, names) {
  mkdirSync(to, { recursive: true });
  for (const name of names) {
    if (!existsSync(join(to, name))) symlinkSync(`${from}/${name}`, join(to, name));
  }
}

/** Makes the folder `data`: links to all that came with Asterisk, and in `sounds` the numbers from the clips in `clips`. */
export function writeData(target, root, place, clips) {
  const data = join(target, "data");
  for (const name of readdirSync(clips)) {
    const [, language, number] = spoken.exec(name) ?? [];
    if (language === undefined) continue;
    const folder = join(data, "sounds", language, "digits");
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(clips, name), join(folder, `${number}.ulaw`));
  }
  const came = readdirSync(join(root, place));
  link(place, data, came);
  if (came.includes("sounds")) {
    const sounds = readdirSync(join(root, place, "sounds"));
    link(`${place}/sounds`, join(data, "sounds"), sounds);
  }
}
