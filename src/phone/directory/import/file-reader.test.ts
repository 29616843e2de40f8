import { describe, expect, test } from "vitest";

import ar from "@/i18n/later/ar.json";
import en from "@/i18n/later/en.json";
import fi from "@/i18n/later/fi.json";

import { type ColumnKind, guessColumn } from "./columns";
import { type Encoding, guessEncoding } from "./decode";
import { createFileReader, type FileChoice } from "./file-reader";

/** Code pages as Windows has them: TextEncoder writes UTF-8 only. */
function encode(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  if (encoding.startsWith("utf-16")) {
    const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    const isLittle = encoding === "utf-16le";
    return new Uint8Array(
      units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
    );
  }
  const table = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, at) => at));
  return new Uint8Array(Array.from(text, (character) => table.indexOf(character)));
}

async function read(
  file: string | Uint8Array<ArrayBuffer>,
  { columns, ...choice }: FileChoice & { readonly columns?: readonly ColumnKind[] } = {},
) {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const reader = createFileReader();
  const view = await reader.look(bytes.slice().buffer, choice);
  await reader.begin(columns ?? (view.kind === "table" ? view.columns : []), "FI");
  const batch = await reader.next();
  return {
    view,
    rows: batch.rows.map(({ line, written, keys }) => ({ line, keys, ...written })),
    problems: batch.problems.map(({ line, code, value }) => ({ line, code, value })),
  };
}

const names = async (file: string | Uint8Array<ArrayBuffer>, choice: FileChoice = {}) =>
  (await read(file, choice)).rows.map(({ name }) => name);

describe("the encoding of a file is found", () => {
  const finnish = "Nimi;Puhelin\r\nÄijö Määttä;040 1234567\r\nÅke Öhman;0501234567\r\n";
  const arabic = "الاسم;الهاتف\r\nأحمد الهدى;0501234567\r\n";
  test.each([
    [finnish, "utf-8", "utf-8"],
    [`\ufeff${finnish}`, "utf-8", "utf-8"],
    [`\ufeff${finnish}`, "utf-16le", "utf-16le"],
    [`\ufeff${finnish}`, "utf-16be", "utf-16be"],
    [finnish, "utf-16le", "utf-16le"],
    [finnish, "utf-16be", "utf-16be"],
    [finnish, "windows-1252", "windows-1252"],
    [arabic, "utf-8", "utf-8"],
    [`\ufeff${arabic}`, "utf-16le", "utf-16le"],
    [arabic, "windows-1256", "windows-1256"],
  ] as const)("%j written in %s", async (text, written, found) => {
    const bytes = encode(text, written);
    expect(guessEncoding(bytes)).toBe(found);
    const { rows, view } = await read(bytes);
    expect(view).toMatchObject({ encoding: found, hasHeader: true, delimiter: ";" });
    const wanted = text.includes("أحمد") ? ["أحمد الهدى"] : ["Äijö Määttä", "Åke Öhman"];
    expect(rows.map(({ name }) => name)).toEqual(wanted);
  });

  test("or said by whoever knows better", async () => {
    const bytes = encode("Name,Mobile\nأحمد,0501234567\n", "windows-1256");
    expect(await names(bytes, { encoding: "windows-1252" })).toEqual(["ÃÍãÏ"]);
    expect(await names(bytes, { encoding: "windows-1256" })).toEqual(["أحمد"]);
  });
});

describe("a messy table", () => {
  test.each([
    ["commas", 'Name,Company\n"Virtanen, Maria","Oy ""Pohja"" Ab"\n', "Virtanen, Maria"],
    ["semicolons", "Name;Company\nMaria, Aino;Oy\n", "Maria, Aino"],
    ["tabs", "Name\tCompany\nMaria;x\tOy\n", "Maria;x"],
    ["bars", "Name|Company\nMaria|Oy\n", "Maria"],
    ["Excel's own first line", "sep=;\r\nName;Company\r\nMaria;Oy\r\n", "Maria"],
    ["old Macs' line ends", "Name,Company\rMaria,Oy\r", "Maria"],
    ["mixed line ends", "Name,Company\nMaria,Oy\r\n", "Maria"],
    ["empty lines", "\n\nName,Company\n\n,\nMaria,Oy\n\n", "Maria"],
    ["a short line", "Name,Company,Notes\nMaria\n", "Maria"],
    ["an inch", 'Name,Company\n5" Maria,Oy\n', '5" Maria'],
  ])("with %s", async (_, file, name) => {
    const { rows, problems } = await read(file);
    expect(rows.map((row) => row.name)).toEqual([name]);
    expect(problems).toEqual([]);
  });

  test("with line ends in cells: lines are counted as an editor does", async () => {
    const file = 'Name,Notes,Mobile\nMaria,"one\r\ntwo\n\nfour",040123\n\nOmar,,abc\n';
    const { rows, problems } = await read(file);
    expect(rows).toMatchObject([{ line: 2, name: "Maria", notes: "one\ntwo\n\nfour" }]);
    expect(problems).toEqual([{ line: 7, code: "notANumber", value: "abc" }]);
  });

  test("with a quotation mark that is never closed: the next line is read again", async () => {
    const file = 'Name,Company\n"Maria,Oy\nOmar,Ay\nAino,"Ky\n"Eino",By\nOskar,Cy\n';
    const { rows, problems } = await read(file);
    expect(rows.map(({ name, line }) => [name, line])).toEqual([
      ["Omar", 3],
      ["Eino", 5],
      ["Oskar", 6],
    ]);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [2, "openQuote"],
      [4, "openQuote"],
    ]);
  });

  test("with headings twice: numbers are all taken, fields are put together", async () => {
    const file = "Name,Phone,Phone,Plan,Plan\nMaria,0401234567,0409999999,Gold,Old\n";
    const { rows } = await read(file);
    expect(rows[0]?.numbers.map(({ number }) => number)).toEqual(["0401234567", "0409999999"]);
    expect(rows[0]?.fields).toEqual({ Plan: "Gold\nOld" });
  });

  test.each([
    ["3.58401E+11", "roundedNumber"],
    ["3,58401E+11", "roundedNumber"],
    ["abc", "notANumber"],
    ["<img src=x onerror=alert(1)>", "notANumber"],
  ])("with the number %s says so", async (number, code) => {
    const { rows, problems } = await read(`Name;Mobile\nMaria;${number}\n`);
    expect(rows).toEqual([]);
    expect(problems).toEqual([{ line: 2, code, value: number }]);
  });

  test.each([
    ["'+358401234567", "+358401234567", "+358401234567"],
    ["'0401234567", "0401234567", "+358401234567"],
    ["٠٤٠ ١٢٣ ٤٥٦٧", "٠٤٠ ١٢٣ ٤٥٦٧", "+358401234567"],
    ["+358 (0)40 123 4567", "+358 (0)40 123 4567", "+358401234567"],
    ["1002", "1002", "1002"],
  ])("with the number %s takes it", async (cell, number, key) => {
    const { rows } = await read(`Name;Mobile\nMaria;${cell}\n`);
    expect(rows).toMatchObject([{ numbers: [{ kind: "mobile", number }], keys: [key] }]);
  });

  test("with several values in a cell, and other wrongs", async () => {
    const file = [
      "First name,Last name,E-mail,Phone 1 - Value,Labels,Notes",
      "Maria,Virtanen,a@b.fi; c@d.fi,040 1 ::: 050 2,VIP ::: North,'=not a formula",
      ",,,,,just a note",
      "Omar,,not an address,,,",
      "Aino,,,,,,beyond",
    ].join("\n");
    const { rows, problems } = await read(file);
    expect(rows).toMatchObject([
      {
        name: "Maria Virtanen",
        emails: ["a@b.fi", "c@d.fi"],
        numbers: [{ number: "040 1" }, { number: "050 2" }],
        tags: ["VIP", "North"],
        notes: "=not a formula",
      },
    ]);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [3, "nobody"],
      [4, "notAnEmail"],
      [5, "tooManyCells"],
    ]);
  });

  test("without headings is guessed from what stands in it", async () => {
    const { view, rows } = await read(
      "Maria Virtanen;040 1234567;maria@x.fi\nOmar;0501234567;o@x.fi\n",
    );
    expect(view).toMatchObject({ hasHeader: false, columns: ["name", "other", "email"] });
    expect(rows).toHaveLength(2);
  });

  test("is cleaned of what cannot be seen, and cut; markup is only text", async () => {
    const { rows } = await read(`Name\n<img src=x>\u202Egnp\n${"x".repeat(300)}\n`, {
      hasHeader: true,
      columns: ["name"],
    });
    expect(rows[0]?.name).toBe("<img src=x>gnp");
    expect(rows[1]?.name).toHaveLength(80);
  });
});

test.each([
  ["Name", "name"],
  ["E-mail 1 - Value", "email"],
  ["Mobile Phone", "mobile"],
  ["Matkapuhelin", "mobile"],
  ["Sähköposti", "email"],
  ["Yrityksen nimi", "company"],
  ["الاسم الأول", "firstName"],
  ["رقم الجوال", "mobile"],
  ["البريد الإلكتروني", "email"],
  ["الشركة", "company"],
  ["Customer number", "field"],
  ["hamsa-line", "skip"],
  ["", "skip"],
])("a column headed %j is %s", (heading, kind) => {
  expect(guessColumn(heading)).toBe(kind);
});

test.each([
  ["en", en],
  ["ar", ar],
  ["fi", fi],
])("the columns that an export writes in %s are known again", (_, { people: { kinds } }) => {
  for (const kind of ["name", "company", "mobile", "work", "home", "other"] as const) {
    expect(guessColumn(kinds[kind])).toBe(kind);
    expect(guessColumn(`${kinds[kind]} 2`)).toBe(kind);
  }
  for (const kind of ["email", "tags", "notes"] as const) {
    expect(guessColumn(kinds[kind])).toBe(kind);
  }
});

test.each([
  [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), "spreadsheet"],
  [new Uint8Array(0), "empty"],
  [new Uint8Array(50_000_001), "tooLarge"],
])("what is no list of people is refused", async (bytes, because) => {
  expect((await read(bytes)).view).toEqual({ kind: "refused", because });
});

describe("vCards", () => {
  const card = (...lines: string[]) => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");

  test("of 3.0: types, folded lines, groups", async () => {
    const { rows } = await read(
      card(
        "VERSION:3.0",
        "N:Virtanen;Maria;;;",
        "FN:Maria Virta",
        " nen",
        "ORG:Pohjoinen Oy;Sales",
        "item1.TEL;TYPE=CELL,VOICE:040 123 4567",
        "item1.X-ABLabel:_$!<Mobile>!$_",
        "TEL;TYPE=WORK;TYPE=pref:+358 9 123456",
        "EMAIL;TYPE=INTERNET:maria@x.fi",
        "CATEGORIES:VIP,North\\, far",
        "NOTE:one\\ntwo\\; three",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ",
      ),
    );
    expect(rows).toMatchObject([
      {
        line: 1,
        name: "Maria Virtanen",
        company: "Pohjoinen Oy Sales",
        numbers: [
          { kind: "mobile", number: "040 123 4567" },
          { kind: "work", number: "+358 9 123456" },
        ],
        emails: ["maria@x.fi"],
        tags: ["VIP", "North, far"],
        notes: "one\ntwo; three",
      },
    ]);
  });

  test("of 4.0: numbers are addresses", async () => {
    const { rows } = await read(
      card(
        "VERSION:4.0",
        "FN:أحمد الهدى",
        'TEL;VALUE=uri;TYPE="voice,home":tel:+358-9-1234567',
        "EMAIL:a@x.fi",
        'X-HAMSA-FIELD;NAME="Customer number":12345',
      ),
    );
    expect(rows).toMatchObject([
      {
        name: "أحمد الهدى",
        numbers: [{ kind: "home", number: "+358-9-1234567" }],
        keys: ["+35891234567"],
        fields: { "Customer number": "12345" },
      },
    ]);
  });

  test("of 2.1: bare types, QUOTED-PRINTABLE over several lines", async () => {
    const { rows } = await read(
      card(
        "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=A4=C3=A4tt=C3=A4;=C3=84ij=C3=B6;;;",
        "TEL;CELL;PREF:0401234567",
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:p=E4iv=E4=0D=0A=",
        "toinen",
      ),
    );
    expect(rows).toMatchObject([
      { name: "Äijö Määttä", numbers: [{ kind: "mobile" }], notes: "päivä\ntoinen" },
    ]);
  });

  test("a broken one takes no other with it", async () => {
    const { rows, problems } = await read(
      card("VERSION:3.0", "FN:One") +
        card("VERSION:3.0", "no colon here") +
        "BEGIN:VCARD\r\nFN:never ended\r\n" +
        card("VERSION:3.0", "FN:Two", "TEL:xyz") +
        card("VERSION:3.0", "FN:Three"),
    );
    expect(rows.map(({ name }) => name)).toEqual(["One", "Three"]);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [5, "brokenCard"],
      [9, "brokenCard"],
      [11, "notANumber"],
    ]);
  });
});
