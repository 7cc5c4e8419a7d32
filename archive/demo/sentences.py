"""Sentences of which demo articles are made. Invented; no office-holder and no company is real.

Fields in braces: province, city, product, other (a second product), market, markets (a list),
person, role, company, year, percent, small, people, tons, dollars, units.
"""

HEADLINES = (
    "صادرات {product} {province} {percent} درصد بیشتر شد",
    "{product} {province} به {market} رسید",
    "راه‌اندازی واحد تازهٔ {product} در {city}",
    "{company} {tons} تن {product} صادر کرد",
    "{units} واحد راکد {province} به تولید برگشت",
    "بازار {market} چشم‌به‌راه {product} {province}",
    "سرمایه‌گذاری {dollars} میلیون دلاری برای {product} در {city}",
    "کمبود مواد اولیه، گره کار تولیدکنندگان {product} در {province}",
    "{people} نفر در صنایع کوچک {province} شاغل شدند",
    "نمایشگاه {product} در {city} گشایش یافت",
    "نیمی از {product} {province} راهی {market} می‌شود",
    "تسهیلات تازه برای کارگاه‌های {product} در {province}",
)
KICKERS = ("{role} خبر داد:", "در {city} اعلام شد؛", "گزارش میدانی از {city}", "", "", "")
LEADS = (
    "{person}، {role} {company} از رشد {percent} درصدی تولید {product} در {province} خبر داد.",
    "{role} {company} گفت: {product} {province} امسال به {market} هم صادر می‌شود.",
    "{units} واحد کوچک {product} در {city} با تسهیلات بانکی دوباره به کار افتاد.",
    "تولیدکنندگان {product} در {province} می‌گویند بازار {market} آنان را سر پا نگه داشته است.",
)
OPENINGS = (
    "{person}، {role} {company} در گفت‌وگو با خبرنگار ما گفت: «از آغاز سال {year} تاکنون {tons} تن"
    " {product} به ارزش {dollars} میلیون دلار از {province} به {markets} صادر شده است.»",
    "{person}، {role} {company} در نشست با تولیدکنندگان {city} اعلام کرد: {units} واحد تولید"
    " {product} در {province} فعال است که {people} نفر در آن‌ها کار می‌کنند.",
    "{person}، {role} {company} گفت: ارزش صادرات {product} {province} در سال {year}"
    " به {dollars} میلیون دلار رسید که {percent} درصد بیش از سال پیش از آن است.",
)
MIDDLES = (
    "وی افزود: «{market} با خرید {tons} تن {product} بزرگ‌ترین مقصد صادراتی ما در سال {year} بود.»",
    "او گفت: بیش از {percent} درصد {product} استان در شهرک‌های صنعتی {city} ساخته می‌شود.",
    "وی با اشاره به گرانی مواد اولیه گفت: «اگر تسهیلات به‌موقع برسد، تولید {product} امسال"
    " {small} درصد رشد می‌کند.»",
    "در همین مدت {dollars} میلیون دلار {other} نیز به {markets} صادر شد.",
    "{units} کارگاه کوچک در {city} با نوسازی ماشین‌آلات به چرخهٔ تولید بازگشته‌اند.",
    "کارشناسان می‌گویند هزینهٔ حمل‌ونقل، {small} درصد از بهای تمام‌شدهٔ {product} را می‌سازد.",
    "طرح توسعهٔ {company} با سرمایه‌گذاری {dollars} میلیون دلار برای {people} نفر شغل می‌آفریند.",
    "به گفتهٔ تولیدکنندگان {city}، نبود بسته‌بندی مناسب ارزش {product} را در بازار {market} پایین"
    " آورده است.",
    "وی تأکید کرد: پرداخت تسهیلات به واحدهای دانش‌بنیان {province} در اولویت است.",
    "سهم {product} از صادرات غیرنفتی {province} نزدیک به {small} درصد است.",
    "پیش از این نیز {tons} تن {product} از گمرک {province} راهی {markets} شده بود.",
    "نمایشگاه {product} با حضور {units} تولیدکننده در {city} برپاست و تا پایان هفته ادامه دارد.",
)
CLOSINGS = (
    "وی در پایان گفت: «هدف ما رساندن صادرات {product} به {dollars} میلیون دلار است.»",
    "{person} در پایان از برپایی دورهٔ آموزشی برای {people} نفر از کارگران {city} خبر داد.",
    "قرار است فاز دوم این طرح سال آینده در {city} به بهره‌برداری برسد.",
)
ROLES = ("مدیرعامل", "رئیس هیئت‌مدیرهٔ", "مدیر بازرگانی", "معاون تولید", "مدیر صادرات", "سخنگوی")
COMPANIES = ("شرکت", "اتحادیهٔ", "تعاونی", "مجتمع", "انجمن")
