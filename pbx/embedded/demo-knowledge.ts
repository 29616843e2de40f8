/** What agents of the demo look up, as Markdown. */
export const knowledge = [
  {
    id: "does_not_light",
    title: { en: "The lamp does not light", ar: "المصباح لا يضيء", fi: "Lamppu ei syty" },
    tags: ["fault", "led"],
    text: {
      en: `Go through it in this order:

1. Is there power? Try another device in the same socket.
2. **Switch off and pull the plug**, wait a minute, try again.
3. Does the bulb sit firmly? It turns a quarter further than one expects.
4. Try a bulb of another lamp (E27, 12 W at most).

Lights with another bulb: send a new bulb, free of charge within two years.
Does not light at all: exchange the lamp.`,
      ar: `اتبع هذا الترتيب:

1. هل توجد كهرباء؟ جرّب جهازاً آخر في المقبس نفسه.
2. **أطفئ المصباح وافصل القابس**، انتظر دقيقة ثم جرّب مرة أخرى.
3. هل اللمبة مثبتة جيداً؟ تدور ربع دورة أكثر مما يُتوقع.
4. جرّب لمبة من مصباح آخر (E27، حتى 12 واط).

إذا أضاء بلمبة أخرى: أرسل لمبة جديدة، مجاناً خلال سنتين.
إذا لم يضئ إطلاقاً: استبدل المصباح.`,
      fi: `Käy läpi tässä järjestyksessä:

1. Tuleeko sähköä? Kokeile toista laitetta samassa pistorasiassa.
2. **Sammuta lamppu ja irrota pistoke**, odota minuutti ja kokeile uudelleen.
3. Onko polttimo kunnolla kiinni? Se kiertyy neljänneskierroksen pidemmälle kuin luulisi.
4. Kokeile toisen lampun polttimoa (E27, enintään 12 W).

Syttyy toisella polttimolla: lähetä uusi polttimo, kahden vuoden ajan maksutta.
Ei syty lainkaan: vaihda lamppu.`,
    },
  },
  {
    id: "flickers",
    title: {
      en: "The light flickers with a dimmer",
      ar: "الضوء يرتعش مع مفتاح التعتيم",
      fi: "Valo välkkyy himmentimellä",
    },
    tags: ["fault", "dimmer", "led"],
    text: {
      en: `Most often the dimmer was made for old bulbs.

| Dimmer | Works |
|---|---|
| for LED, trailing edge | yes |
| for halogen, leading edge | flickers below a third |

- All our lamps with the letter **D** can be dimmed; others cannot.
- We sell a dimmer that fits: article 4410.`,
      ar: `السبب غالباً أن مفتاح التعتيم صُنع للمبات القديمة.

| مفتاح التعتيم | يعمل |
|---|---|
| لمبات LED، الحافة الخلفية | نعم |
| لمبات الهالوجين، الحافة الأمامية | يرتعش تحت الثلث |

- كل مصابيحنا التي تحمل الحرف **D** قابلة للتعتيم، وغيرها لا.
- نبيع مفتاحاً مناسباً: المنتج 4410.`,
      fi: `Useimmiten himmennin on tehty vanhoille polttimoille.

| Himmennin | Toimii |
|---|---|
| LED-valoille, takareunasäätö | kyllä |
| halogeeneille, etureunasäätö | välkkyy alle kolmasosalla |

- Kaikki lamppumme, joissa on kirjain **D**, ovat himmennettäviä; muut eivät.
- Myymme sopivaa himmennintä: tuote 4410.`,
    },
  },
  {
    id: "parcel",
    title: { en: "Where is the parcel?", ar: "أين الطرد؟", fi: "Missä paketti on?" },
    tags: ["delivery"],
    text: {
      en: `- Sent the same day when ordered before 14:00.
- Finland: 2 working days. Elsewhere in the EU: 4 to 6.
- Later than that: ask the carrier, and **call the customer back the next day**.

After ten working days without a trace: send it again.`,
      ar: `- يُرسل في اليوم نفسه إذا طُلب قبل الساعة 14:00.
- فنلندا: يوما عمل. باقي الاتحاد الأوروبي: من 4 إلى 6 أيام.
- إذا تأخر أكثر: اسأل شركة الشحن، و**عاود الاتصال بالزبون في اليوم التالي**.

بعد عشرة أيام عمل بلا أثر: أرسل الطلب من جديد.`,
      fi: `- Lähtee samana päivänä, kun tilaus on tehty ennen klo 14.
- Suomi: 2 arkipäivää. Muut EU-maat: 4–6.
- Myöhässä: kysy kuljetusliikkeeltä ja **soita asiakkaalle seuraavana päivänä**.

Kymmenen arkipäivää ilman jälkeä: lähetä uudelleen.`,
    },
  },
  {
    id: "returns",
    title: { en: "Returns and refunds", ar: "الإرجاع واسترداد المبلغ", fi: "Palautukset" },
    tags: ["returns", "invoice"],
    text: {
      en: `**30 days** from the day it came, used or not. The original box is not needed.

1. Send the return label by e-mail.
2. The money comes within 5 working days after the parcel is here.
3. Lamps made to measure are not taken back, unless they are faulty.`,
      ar: `**30 يوماً** من يوم الوصول، مستعملاً كان أم لا. العلبة الأصلية غير ضرورية.

1. أرسل ملصق الإرجاع بالبريد الإلكتروني.
2. يُعاد المبلغ خلال 5 أيام عمل من وصول الطرد إلينا.
3. المصابيح المصنوعة حسب الطلب لا تُرجع إلا إذا كانت معيبة.`,
      fi: `**30 päivää** saapumisesta, käytettynä tai käyttämättömänä. Alkuperäistä laatikkoa ei tarvita.

1. Lähetä palautustarra sähköpostilla.
2. Rahat tulevat 5 arkipäivässä siitä, kun paketti on meillä.
3. Mittatilauslamppuja ei oteta takaisin, ellei niissä ole vikaa.`,
    },
  },
  {
    id: "invoice",
    title: { en: "The invoice is wrong", ar: "الفاتورة فيها خطأ", fi: "Laskussa on virhe" },
    tags: ["invoice"],
    text: {
      en: `- Charged twice: the second one is a reservation and goes by itself within 3 days.
- Wrong address: correct it in the order; a new invoice goes out at night.
- A reminder although it was paid: ask for the date of payment, note it down and stop the reminder.`,
      ar: `- خُصم المبلغ مرتين: الثاني حجز يُلغى تلقائياً خلال 3 أيام.
- عنوان خاطئ: صححه في الطلب، وتُرسل فاتورة جديدة ليلاً.
- تذكير رغم الدفع: اسأل عن تاريخ الدفع ودوّنه وأوقف التذكير.`,
      fi: `- Veloitettu kahdesti: toinen on varaus ja poistuu itsestään 3 päivässä.
- Väärä osoite: korjaa se tilaukseen; uusi lasku lähtee yöllä.
- Muistutus, vaikka on maksettu: kysy maksupäivä, kirjaa se ja pysäytä muistutus.`,
    },
  },
];
