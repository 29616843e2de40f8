/** What agents of the demo say, as Markdown. */
export const scripts = [
  {
    id: "support_call",
    label: { en: "A call to support", ar: "مكالمة دعم", fi: "Puhelu tukeen" },
    text: {
      en: `## Welcome
“Lumo Lamps, good day, my name is …. How can I help you?”

## Find the order
1. Ask for the **order number** (LU and six digits) or the postcode.
2. Read back the name and the lamp.

## Help
- A lamp that does not light: see *The lamp does not light*.
- A parcel that has not come: see *Where is the parcel?*

## Before you hang up
“Is there anything else that I can do for you?” Then choose an outcome.`,
      ar: `## الترحيب
«مصابيح لومو، نهارك سعيد، معك …. كيف أستطيع مساعدتك؟»

## ابحث عن الطلب
1. اسأل عن **رقم الطلب** (الحرفان LU وستة أرقام) أو الرمز البريدي.
2. أعد قراءة الاسم ونوع المصباح.

## ساعد
- مصباح لا يضيء: راجع *المصباح لا يضيء*.
- طرد لم يصل: راجع *أين الطرد؟*

## قبل إنهاء المكالمة
«هل هناك شيء آخر يمكنني مساعدتك فيه؟» ثم اختر نتيجة المكالمة.`,
      fi: `## Tervehdys
”Lumo Lamput, hyvää päivää, … puhelimessa. Kuinka voin auttaa?”

## Etsi tilaus
1. Kysy **tilausnumero** (LU ja kuusi numeroa) tai postinumero.
2. Toista nimi ja lamppu ääneen.

## Auta
- Lamppu ei syty: katso *Lamppu ei syty*.
- Paketti ei ole tullut: katso *Missä paketti on?*

## Ennen lopetusta
”Voinko auttaa vielä jossakin muussa?” Valitse sitten puhelun tulos.`,
    },
  },
  {
    id: "order",
    label: { en: "An order by phone", ar: "طلب بالهاتف", fi: "Tilaus puhelimessa" },
    text: {
      en: `## Find out
- For which **room**, and how high is the ceiling?
- Is there a **dimmer**?
- Warm light (2,700 K) or neutral light (4,000 K)?

## Order
1. Read out the price with delivery.
2. Take the name, address and e-mail address.
3. “You can return it within **30 days**, also when it has been lit.”

No card numbers by phone: the customer gets a link by e-mail.`,
      ar: `## اسأل أولاً
- لأي **غرفة**، وكم ارتفاع السقف؟
- هل يوجد **مفتاح تعتيم**؟
- ضوء دافئ (2700 كلفن) أم محايد (4000 كلفن)؟

## الطلب
1. اذكر السعر شاملاً التوصيل.
2. خذ الاسم والعنوان والبريد الإلكتروني.
3. «يمكنك إرجاعه خلال **30 يوماً**، حتى بعد تشغيله.»

لا تأخذ أرقام البطاقات بالهاتف: يصل الزبونَ رابطٌ بالبريد الإلكتروني.`,
      fi: `## Selvitä
- Mihin **huoneeseen**, ja kuinka korkealla katto on?
- Onko **himmennin**?
- Lämmin valo (2 700 K) vai neutraali (4 000 K)?

## Tilaus
1. Kerro hinta toimituksineen.
2. Kysy nimi, osoite ja sähköpostiosoite.
3. ”Palautusaika on **30 päivää**, myös kun lamppua on käytetty.”

Korttinumeroita ei oteta puhelimessa: asiakas saa linkin sähköpostiin.`,
    },
  },
];
