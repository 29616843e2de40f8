/** Where a site says nothing of its own: what is worth a look in most call centres. */
export const defaultAlarms = [
  {
    id: "help",
    label: { en: "Asks for help", ar: "طلب مساعدة", fi: "Pyytää apua" },
    when: "help" as const,
    sound: true,
  },
  {
    id: "long_wait",
    label: {
      en: "Caller waits too long",
      ar: "انتظار متصل أطول من اللازم",
      fi: "Soittaja odottaa liian kauan",
    },
    when: "wait" as const,
    seconds: 120,
    sound: true,
  },
  {
    id: "long_hold",
    label: { en: "Long hold", ar: "تعليق طويل للمكالمة", fi: "Puhelu pitkään pidossa" },
    when: "hold" as const,
    seconds: 180,
  },
  {
    id: "long_call",
    label: { en: "Long call", ar: "مكالمة طويلة", fi: "Pitkä puhelu" },
    when: "call" as const,
    seconds: 900,
  },
  {
    id: "bad_sound",
    label: { en: "Bad sound", ar: "صوت رديء", fi: "Huono äänenlaatu" },
    when: "quality" as const,
    seconds: 10,
  },
  {
    id: "late_wrap_up",
    label: {
      en: "Long wrap-up",
      ar: "إطالة ما بعد المكالمة",
      fi: "Jälkikäsittely venyy",
    },
    when: "wrapUp" as const,
  },
  {
    id: "late_break",
    label: { en: "Break over time", ar: "تجاوز مدة الاستراحة", fi: "Tauko ylittyy" },
    when: "break" as const,
  },
];

export const defaultPhrases = [
  { en: "Offer to call back", ar: "اعرض معاودة الاتصال", fi: "Tarjoa takaisinsoittoa" },
  { en: "Confirm the details", ar: "أكِّد البيانات", fi: "Varmista tiedot" },
  {
    en: "Say what happens next",
    ar: "وضّح الخطوة التالية",
    fi: "Kerro, mitä seuraavaksi tapahtuu",
  },
  { en: "Slow down a little", ar: "تمهَّل قليلًا", fi: "Hidasta hieman" },
  { en: "Well done", ar: "أحسنت", fi: "Hienosti hoidettu" },
];

export const defaultScoreCard = [
  { id: "greeting", label: { en: "Greeting", ar: "التحية", fi: "Tervehdys" }, most: 5 },
  {
    id: "listening",
    label: { en: "Listening", ar: "حسن الإنصات", fi: "Kuunteleminen" },
    most: 5,
  },
  {
    id: "knowledge",
    label: { en: "Knowledge", ar: "المعرفة", fi: "Asiantuntemus" },
    most: 5,
  },
  { id: "solution", label: { en: "Solution", ar: "حل المشكلة", fi: "Ratkaisu" }, most: 5 },
  { id: "tone", label: { en: "Tone", ar: "نبرة الحديث", fi: "Sävy" }, most: 5 },
];
