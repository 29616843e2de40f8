import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import ar from "./ar.json";
import en from "./en.json";
import fi from "./fi.json";
import { createFormat } from "./format";
import { createInterpolation } from "./interpolate";
import { chooseLanguage, languageCodes, localeOf } from "./languages";
import laterAr from "./later/ar.json";
import laterEn from "./later/en.json";
import laterFi from "./later/fi.json";

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") entries.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) entries.set(inner, text);
  }
  return entries;
}

const pluralForm = /_(zero|one|two|few|many|other)$/;
const texts = {
  en: new Map([...flatten(en), ...flatten(laterEn)]),
  ar: new Map([...flatten(ar), ...flatten(laterAr)]),
  fi: new Map([...flatten(fi), ...flatten(laterFi)]),
};

/** Keys without their plural forms, each with the forms it has. */
function readKeys(entries: Map<string, string>): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const key of entries.keys()) {
    const form = pluralForm.exec(key)?.[1];
    const base = key.replace(pluralForm, "");
    keys.set(base, [...(keys.get(base) ?? []), ...(form === undefined ? [] : [form])]);
  }
  return keys;
}

describe.each(languageCodes)("the words in %s", (language) => {
  test("are complete: every key of English, and no other", () => {
    const own = [...readKeys(texts[language]).keys()].toSorted();
    expect(own).toEqual([...readKeys(texts.en).keys()].toSorted());
  });

  test("have every plural form the language has", () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, forms] of readKeys(texts[language])) {
      if (forms.length > 0) expect(forms.toSorted(), key).toEqual(wanted);
    }
  });

  test("name the same things: no placeholder is lost or invented", () => {
    const placeholders = (text: string) =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    for (const [key, text] of texts[language]) {
      const english = texts.en.get(key) ?? texts.en.get(key.replace(pluralForm, "_other")) ?? "";
      const wanted = new Set(placeholders(english));
      const found = new Set(placeholders(text));
      // "Two calls" needs no number in it.
      if (pluralForm.test(key)) wanted.delete("count");
      found.delete("count");
      wanted.delete("count");
      expect(found, key).toEqual(wanted);
      expect(text.trim(), key).not.toBe("");
    }
  });
});

test.each(["ar", "fi"] as const)("%s is translated and not copied", (language) => {
  const sameEverywhere = /^(?:app\.name|demo\.title|settings\.digits\w+)$/;
  const same = [...texts[language]].filter(([key, text]) => texts.en.get(key) === text);
  expect(same.map(([key]) => key).filter((key) => !sameEverywhere.test(key))).toEqual([]);
});

test("every key is used: what nobody shows is not translated", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
    .map((file) => readFileSync(`src/${file}`, "utf8"))
    .join("\n");
  const words = new Set(
    [...sources.matchAll(/"([\w.-]+)"|(\w+):/g)].map((found) => found[1] ?? found[2]),
  );
  // A key is named whole, or put together in a template whose parts are words of the sources: `calls.${state}`.
  const templates = [...sources.matchAll(/`([a-zA-Z]+\.[^`\s]*\$\{[^`]*)`/g)].map(
    ([, template = ""]) =>
      new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\$\{[^}]*\}/g, "([\\w-]+)")}$`),
  );
  const isUsed = (key: string): boolean =>
    words.has(key) ||
    templates.some((template) => {
      const parts = template.exec(key)?.slice(1);
      return parts?.every((part) => words.has(part)) === true;
    });
  const unused = [...readKeys(texts.en).keys()].filter((key) => !isUsed(key));
  expect(unused).toEqual([]);
});

describe("a value in a sentence", () => {
  const english = createInterpolation("en", "ltr");
  const arabic = createInterpolation("ar-u-nu-arab", "rtl");

  test.each([
    [english, "Maria", "Maria"],
    [english, "أحمد", "\u2068أحمد\u2069"],
    [english, "<b>&", "<b>&"],
    [arabic, "أحمد", "أحمد"],
    [arabic, "5", "5"],
    [arabic, "Maria", "\u2068Maria\u2069"],
    [arabic, "+358 40 123", "\u2068+358 40 123\u2069"],
  ] as const)("%# %s is put in as %j", (interpolate, value, text) => {
    expect(interpolate(value)).toBe(text);
  });

  test("counts in the digits of the sentence", () => {
    expect(arabic(12)).toBe("١٢");
    expect(createInterpolation("ar-u-nu-latn", "rtl")(12)).toBe("12");
  });
});

test.each([
  [["fi-FI", "en"], "fi"],
  [["ar-EG"], "ar"],
  [[null, undefined, "de-DE", "en-US"], "en"],
  [["de"], "en"],
])("of %j the page speaks %s", (wishes, language) => {
  expect(chooseLanguage(wishes)).toBe(language);
});

describe("times and numbers", () => {
  const at = new Date(2026, 10, 22, 14, 5, 9).getTime();

  test("digits follow the agent's choice, whatever the browser would do", () => {
    const latn = createFormat(localeOf("ar", "latn", ["ar-SA"]));
    const arab = createFormat(localeOf("ar", "arab", ["ar"]));
    expect(latn.duration(3_787_000)).toBe("1:03:07");
    expect(arab.duration(187_000)).toBe("٣:٠٧");
  });

  test("the calendar is the Gregorian one everywhere", () => {
    expect(createFormat(localeOf("ar", "latn", ["ar-SA"])).moment(at)).toContain("2026");
  });

  test("the region of the browser decides about 24 hours", () => {
    expect(createFormat(localeOf("en", "latn", ["en-GB"])).time(at)).toBe("14:05");
    expect(createFormat(localeOf("en", "latn", ["en-US"])).time(at)).toMatch(/2:05.PM/);
    expect(createFormat(localeOf("fi", "latn", ["en-GB"])).time(at)).toBe("14.05");
  });

  test("a time elsewhere is by the clock there", () => {
    const { timeIn } = createFormat(localeOf("en", "latn", ["en-GB"]));
    const noon = Date.UTC(2026, 0, 1, 12);
    const zones = ["Asia/Tokyo", "Europe/Helsinki", "Asia/Tokyo"];
    expect(zones.map((zone) => timeIn(noon, zone))).toEqual(["21:00", "14:00", "21:00"]);
  });

  test("days near are told in words", () => {
    const format = createFormat(localeOf("en", "latn", ["en-GB"]));
    expect(format.day(at, at)).toBe("today");
    expect(format.day(at - 86_400_000, at)).toBe("yesterday");
    expect(format.day(at - 3 * 86_400_000, at)).toBe("Thursday");
    expect(format.day(at - 30 * 86_400_000, at)).toBe("23 October 2026");
  });

  test("Finnish letters are sorted as Finns do", () => {
    const { compare } = createFormat(localeOf("fi", "latn", []));
    expect(["Öljy", "Zebra", "Äiti", "Aamu"].toSorted(compare)).toEqual([
      "Aamu",
      "Zebra",
      "Äiti",
      "Öljy",
    ]);
  });

  test.each([
    [0, "0:00"],
    [-5, "0:00"],
    [59_999, "0:59"],
    [60_000, "1:00"],
    [3_600_000, "1:00:00"],
  ])("%i ms last %s", (ms, text) => {
    expect(createFormat("en").duration(ms)).toBe(text);
  });
});
