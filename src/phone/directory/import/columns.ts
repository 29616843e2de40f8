import { foldText } from "@/lib/fold-text";
import { readTarget } from "@/phone/directory/read-target";

/** What a column of a file can be. `field`: a field of the contact, named as the column. */
export const columnKinds = [
  "skip",
  "name",
  "firstName",
  "lastName",
  "company",
  "mobile",
  "work",
  "home",
  "other",
  "email",
  "tags",
  "notes",
  "field",
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** How files of this world head their columns, folded (`foldText`), without digits and signs. */
const headings: Readonly<Record<Exclude<ColumnKind, "skip" | "field">, readonly string[]>> = {
  name: [
    ..."name|full name|display name|contact|contact name|customer|customer name|person".split("|"),
    ..."nimi|koko nimi|kokonimi|asiakas|asiakkaan nimi|yhteyshenkilo|henkilo|nayttonimi".split("|"),
    ..."الاسم|اسم|الاسم الكامل|اسم العميل|العميل|اسم جهة الاتصال|الاسم الثلاثي".split("|"),
  ],
  firstName: "first name|given name|forename|etunimi|etunimet|الاسم الاول|الاسم الأول".split("|"),
  lastName: [
    ..."last name|family name|surname|sukunimi".split("|"),
    ..."اسم العائلة|الاسم الاخير|اللقب|الكنية|العائلة".split("|"),
  ],
  company: [
    ..."company|company name|organization|organisation|organization name|employer|account".split(
      "|",
    ),
    ..."yritys|yrityksen nimi|organisaatio|tyonantaja|firma|الشركة|شركة|المؤسسة|المنظمة|اسم الشركة|جهة العمل".split(
      "|",
    ),
  ],
  mobile: [
    ..."mobile|mobile phone|mobile number|cell|cell phone|cellular|gsm".split("|"),
    ..."matkapuhelin|matkapuhelinnumero|kannykka|mobiili|جوال|الجوال|رقم الجوال|موبايل|الموبايل|محمول|الهاتف المحمول|المحمول|خلوي|نقال".split(
      "|",
    ),
  ],
  work: [
    ..."work|work phone|work number|business phone|office|office phone|company main phone|phone work".split(
      "|",
    ),
    ..."tyo|tyopuhelin|tyonumero|toimisto|العمل|هاتف العمل|عمل|المكتب|هاتف المكتب".split("|"),
  ],
  home: "home|home phone|home number|phone home|koti|kotipuhelin|kotinumero|المنزل|هاتف المنزل|منزل|البيت".split(
    "|",
  ),
  other: [
    ..."phone|phone number|telephone|tel|number|other|other phone|other number|primary phone|phone value|fax".split(
      "|",
    ),
    ..."puhelin|puhelinnumero|puh|numero|muu|muu puhelin|muu numero|faksi".split("|"),
    ..."هاتف|الهاتف|رقم الهاتف|الرقم|رقم|تلفون|التلفون|اخر|آخر|هاتف اخر|رقم آخر".split("|"),
  ],
  email: [
    ..."email|e mail|mail|email address|e mail address|e mail value|sahkoposti|sahkopostiosoite|s posti".split(
      "|",
    ),
    ..."البريد الالكتروني|البريد الإلكتروني|بريد الكتروني|البريد|الايميل|ايميل".split("|"),
  ],
  tags: [
    ..."tags|tag|labels|categories|category|group|groups|group membership".split("|"),
    ..."tunnisteet|tunniste|luokat|luokka|ryhma|ryhmat|الوسوم|وسوم|الفئات|الفئة|التصنيف|المجموعة".split(
      "|",
    ),
  ],
  notes: [
    ..."notes|note|comment|comments|description|memo|remarks".split("|"),
    ..."muistiinpanot|muistiinpano|huomautus|huomautukset|lisatiedot|kommentti|kuvaus".split("|"),
    ..."ملاحظات|ملاحظة|الملاحظات|تعليق|تعليقات|الوصف".split("|"),
  ],
};

/** "Mobile 2", "Phone 1 - Value" and "e-mail" are headed alike. */
function fold(heading: string): string {
  return foldText(heading)
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
}

const kindOf = new Map<string, ColumnKind>(
  Object.entries(headings).flatMap(([kind, names]) =>
    names.map((name) => [fold(name), kind as ColumnKind] as const),
  ),
);

/** The columns of this file that we wrote ourselves, into a report: they come back and say nothing of a person. */
export const reportColumns = ["hamsa-line", "hamsa-problem"] as const;

export function guessColumn(heading: string): ColumnKind {
  const clean = heading.trim();
  if (clean === "" || reportColumns.some((own) => own === clean.toLowerCase())) return "skip";
  return kindOf.get(fold(clean)) ?? "field";
}

const looksLikeValue = (cell: string): boolean =>
  cell.includes("@") || (/\d{5}/.test(cell) && readTarget(cell) !== null);

/** Whether the first line of a table says what stands below it. */
export function guessHeader(first: readonly string[]): boolean {
  const cells = first.filter((cell) => cell.trim() !== "");
  if (cells.length === 0 || cells.some(looksLikeValue)) return false;
  return cells.some((cell) => !["skip", "field"].includes(guessColumn(cell)));
}

/** What each column is, by its heading; without one, by what stands in it. */
export function guessColumns(
  headings: readonly string[] | null,
  rows: readonly (readonly string[])[],
): readonly ColumnKind[] {
  if (headings !== null) return headings.map(guessColumn);
  const width = Math.max(0, ...rows.map(({ length }) => length));
  let hasName = false;
  return Array.from({ length: width }, (_, at): ColumnKind => {
    const cells = rows.map((row) => row[at]?.trim() ?? "").filter((cell) => cell !== "");
    const most = (test: (cell: string) => boolean): boolean =>
      cells.length > 0 && cells.filter(test).length * 2 > cells.length;
    if (most((cell) => /^\S+@\S+\.\S+$/.test(cell))) return "email";
    if (most((cell) => /\d{3}/.test(cell) && readTarget(cell) !== null)) return "other";
    if (!hasName && most((cell) => /\p{L}/u.test(cell))) {
      hasName = true;
      return "name";
    }
    return "skip";
  });
}
