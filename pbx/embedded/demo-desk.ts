// What an administrator would configure for the desks of a lamp shop's agents: the fields of `config.json` that are not
// about telephones. Nothing here is switched on that makes an agent do something after a call, but the wrap-up of sales.

import { knowledge } from "./demo-knowledge";
import { scripts } from "./demo-scripts";
import { queues } from "./queues/table";

const scriptOf: Readonly<Record<string, string>> = { support: "support_call", sales: "order" };
const outcomesOf: Readonly<Record<string, readonly string[]>> = {
  support: ["repair", "delivery", "invoice", "no_contact"],
  sales: ["sale", "no_contact"],
};

const ofQueues = queues.map(
  ({ number, name, names, wrapUp, missed, serviceLevelSeconds, survey }) => ({
    number,
    name: names,
    id: name,
    wrapUp,
    missed,
    serviceLevelSeconds,
    survey,
    outcomes: outcomesOf[name] ?? [],
    script: scriptOf[name] ?? null,
  }),
);

const breaks = [
  { id: "lunch", label: { en: "Lunch", ar: "غداء", fi: "Lounas" }, minutes: 30 },
  { id: "coffee", label: { en: "Coffee", ar: "قهوة", fi: "Kahvi" }, minutes: 10 },
  { id: "training", label: { en: "Training", ar: "تدريب", fi: "Koulutus" }, minutes: 60 },
  { id: "meeting", label: { en: "Meeting", ar: "اجتماع", fi: "Palaveri" } },
];

const outcomes = [
  { id: "repair", label: { en: "Fault or repair", ar: "عطل أو إصلاح", fi: "Vika tai korjaus" } },
  {
    id: "repair_solved",
    parent: "repair",
    label: { en: "Solved on the phone", ar: "حُلّت بالهاتف", fi: "Ratkesi puhelimessa" },
    resolved: true,
  },
  {
    id: "repair_exchange",
    parent: "repair",
    label: { en: "Lamp exchanged", ar: "استُبدل المصباح", fi: "Lamppu vaihdetaan" },
    resolved: true,
  },
  {
    id: "repair_workshop",
    parent: "repair",
    label: { en: "Sent to the workshop", ar: "أُرسل إلى الورشة", fi: "Lähetetään huoltoon" },
    resolved: false,
  },
  { id: "delivery", label: { en: "Delivery", ar: "التوصيل", fi: "Toimitus" } },
  {
    id: "delivery_traced",
    parent: "delivery",
    label: { en: "Parcel found", ar: "عُثر على الطرد", fi: "Paketti löytyi" },
    resolved: true,
  },
  {
    id: "delivery_open",
    parent: "delivery",
    label: { en: "Asked the carrier", ar: "سُئلت شركة الشحن", fi: "Kysytty kuljetusliikkeeltä" },
    resolved: false,
    callback: true,
  },
  {
    id: "invoice",
    label: { en: "Invoice corrected", ar: "صُححت الفاتورة", fi: "Lasku korjattu" },
    resolved: true,
  },
  { id: "sale", label: { en: "Sales", ar: "المبيعات", fi: "Myynti" } },
  {
    id: "sale_ordered",
    parent: "sale",
    label: { en: "Ordered", ar: "طلب شراء", fi: "Tilasi" },
    resolved: true,
    conversion: true,
  },
  {
    id: "sale_thinking",
    parent: "sale",
    label: { en: "Wants to think about it", ar: "يريد التفكير", fi: "Miettii vielä" },
    callback: true,
  },
  {
    id: "no_contact",
    label: {
      en: "Wrong number or silence",
      ar: "رقم خاطئ أو صمت",
      fi: "Väärä numero tai hiljaisuus",
    },
  },
];

export const demoDesk = { queues: ofQueues, breaks, outcomes, scripts, knowledge };
