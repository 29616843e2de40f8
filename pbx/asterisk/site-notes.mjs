// How mistakes in site.json are found and named.

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Collects mistakes; each check gives back whether its value is usable. */
export function createNotes() {
  const mistakes = [];
  const note = (field, sentence) => {
    mistakes.push(`${field}: ${sentence}`);
    return false;
  };
  const check = (isRight, field, sentence) => isRight || note(field, sentence);
  return {
    mistakes,
    check,
    matches: (value, pattern, field, sentence) =>
      check(typeof value === "string" && pattern.test(value), field, sentence),
    /** Printable text on one line. Lines of Asterisk's configuration end at 8192 bytes. */
    text(value, longest, field) {
      const sentence = `must be 1 to ${longest} characters of text on one line, without spaces around it`;
      const isText = typeof value === "string" && value.length > 0 && value.length <= longest;
      return check(isText && value.trim() === value && !control.test(value), field, sentence);
    },
    seconds: (value, least, field) =>
      check(
        Number.isInteger(value) && value >= least && value <= 3600,
        field,
        `must be a whole number of seconds from ${least} to 3600`,
      ),
    oneOf: (value, words, field) =>
      check(words.includes(value), field, `must be one of ${words.join(", ")}`),
    /** Knows no other fields: a misspelt one would silently do nothing. */
    fields(value, known, field) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return note(field, "must be an object");
      }
      const unknown = Object.keys(value).filter((key) => !known.includes(key));
      return unknown.every((key) =>
        note(`${field}.${key}`, `is not a field; known are ${known.join(", ")}`),
      );
    },
    list: (value, field) => check(Array.isArray(value), field, "must be a list"),
  };
}

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function asList(notes, value, field) {
  return notes.list(value, field) ? value : [];
}

export function describe(value) {
  return JSON.stringify(value) ?? String(value);
}

/** Numbers that the fixed part of the dialplan has taken. */
const reserved = /^(?:60[0-4]|7[0-2]\d|80\d|9[4-6]\d\d)$/;

/** A number of the site's own, which nothing else has. */
export function checkNumber(notes, taken, value, field) {
  const shape = /^[1-9]\d{2,5}$/;
  if (!notes.matches(value, shape, field, "must be 3 to 6 digits as text, not beginning with 0")) {
    return;
  }
  notes.check(!reserved.test(value), field, `${value} is a number of the phone system itself`);
  notes.check(!taken.has(value), field, `${value} is used twice`);
  taken.add(value);
}
