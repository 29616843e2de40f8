// Breaks and outcomes of the demonstration site. They are the phone's alone: the phone system knows a break by its id only.

export const demoBreaks = [
  { id: "lunch", label: { en: "Lunch", ar: "غداء", fi: "Lounas" }, minutes: 30 },
  { id: "coffee", label: { en: "Coffee", ar: "قهوة", fi: "Kahvi" }, minutes: 10 },
  { id: "meeting", label: { en: "Meeting", ar: "اجتماع", fi: "Palaveri" }, minutes: 60 },
  { id: "training", label: { en: "Training", ar: "تدريب", fi: "Koulutus" } },
];

export const demoOutcomes = [
  { id: "solved", label: { en: "Solved", ar: "تم الحل", fi: "Ratkaistu" }, resolved: true },
  {
    id: "solved_invoice",
    parent: "solved",
    label: { en: "Invoice corrected", ar: "تم تصحيح الفاتورة", fi: "Lasku korjattu" },
    resolved: true,
  },
  {
    id: "solved_delivery",
    parent: "solved",
    label: { en: "Delivery traced", ar: "تم تتبع الطلب", fi: "Toimitus selvitetty" },
    resolved: true,
  },
  {
    id: "solved_access",
    parent: "solved",
    label: { en: "Sign-in repaired", ar: "تم إصلاح تسجيل الدخول", fi: "Kirjautuminen korjattu" },
    resolved: true,
  },
  {
    id: "open",
    label: { en: "Still open", ar: "ما زال مفتوحا", fi: "Vielä kesken" },
    resolved: false,
  },
  {
    id: "open_callback",
    parent: "open",
    label: { en: "Call back", ar: "معاودة الاتصال", fi: "Soitetaan takaisin" },
    resolved: false,
    callback: true,
  },
  {
    id: "open_passed_on",
    parent: "open",
    label: { en: "Passed on", ar: "أحيل إلى زميل", fi: "Siirretty toiselle" },
    resolved: false,
  },
  {
    id: "sold",
    label: { en: "Sold", ar: "تم البيع", fi: "Myyty" },
    resolved: true,
    conversion: true,
  },
  {
    id: "not_sold",
    label: { en: "Not sold", ar: "لم يتم البيع", fi: "Ei kauppaa" },
    resolved: true,
  },
  { id: "wrong_number", label: { en: "Wrong number", ar: "رقم خاطئ", fi: "Väärä numero" } },
];
