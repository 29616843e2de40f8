// The form of Asterisk's configuration files.

/**
 * A value on the right of an equals sign. A bare semicolon would begin a comment. The space before a value matters where
 * it is written: without it a value that begins with ">" loses that.
 */
export function escapeValue(value) {
  return value.replaceAll(";", "\\;");
}

/** A name in the quotes of a caller id; Asterisk undoes both escapes. */
export function escapeName(name) {
  return escapeValue(name.replaceAll("\\", "\\\\").replaceAll('"', '\\"'));
}

export function section(name, settings, templates = "") {
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  return [`[${name}]${templates}`, ...lines, ""].join("\n");
}

/** A context of the dialplan with one line per entry. */
export function context(name, lines) {
  return [`[${name}]`, ...lines.map((line) => `exten => ${line}`), ""].join("\n");
}
