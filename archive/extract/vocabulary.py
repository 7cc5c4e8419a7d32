"""The function words, verbs and heads that the rules look for, as keys (see gazetteer.phrases)."""

from __future__ import annotations

from functools import cache, lru_cache

from archive.gazetteer import RoleEntry, load
from archive.gazetteer.phrases import PhraseTable, key_of
from persian.lexicon import Kind, lexicon


def keys(*lines: str) -> frozenset[str]:
    """The keys of the words of some lines."""
    return frozenset(key_of(word) for line in lines for word in line.split())


FINITE_VERBS = keys(
    "است بود شد کرد داد گفت داشت دارد دارند داریم داشتند بودند شدند کردند دادند گفتند هست هستند",
    "هستیم نیست نیستند می‌شود می‌کند می‌دهد می‌گیرد می‌گوید می‌باشد باشد باشند شود شوند کند کنند دهد",
    "گرفت گرفتند رسید رسیدند آمد آمدند یافت یافتند خواهد خواهند خواهیم خواست خواستند کرده شده داده",
    "بوده گرفته رسیده یافته پرداخت پرداختند دانست خواند برد ساخت نمود افزود می‌شوند می‌کنند می‌دهند",
    "باید شاید نشد نکرد نبود ندارد نداریم نشده نکرده کردیم داریم شدیم کرده‌اند شده‌اند داده‌اند شده‌است",
    "زد برخاست گذاشت نوشت بخشید کردن نمی‌شود نمی‌کند می‌رسد می‌رود می‌آید می‌توان می‌تواند می‌توانند",
    "می‌کنیم می‌شدند می‌شد می‌کرد می‌داد بشود بکند گردید گردیده می‌گردد کنیم شویم بودیم هستید افزودند",
    "ندارند نداشت نداشته کرده‌ایم شده‌ایم داشته کرده‌است بخشیده خواهدشد می‌یابد می‌ماند ماند مانده رفت",
)

# Verbs of speech that stand alone, and the nouns that make one with کرد, داشت, داد.
SAYING_VERBS = keys("گفت گقت گفتند افزود می‌گوید گوید گفته‌است گفته نوشت فرمود افزوده‌است")
SAYING_NOUNS = keys(
    "اظهار تصریح تاکید تأکید بیان اعلام اذعان اضافه ادامه عنوان خاطرنشان یادآور یادآوری ابراز توضیح",
    "تشریح خبر متذکر مطرح پیشنهاد اشاره پاسخ هشدار ابلاغ اعتقاد خواستار بیان‌کرد تاکیدکرد تصریح‌کرد",
    "خاطر نشان تشکر قدردانی گزارش دستور وعده مدعی معتقد یاد مطرح نقل گلایه انتقاد",
)

TIME_WORDS = keys(
    "امروز دیروز فردا امشب دیشب صبح ظهر عصر شب شامگاه بامداد روز سه چهار پنج پنجشنبه شنبه یکشنبه",
    "دوشنبه سه‌شنبه چهارشنبه پنج‌شنبه جمعه اکنون هفته ماه سال پیش بعدازظهر نیمه اول دوم گذشته جاری",
    "امسال پارسال",
)

PREPOSITIONS = keys(
    "در با از به که را تا بر برای طی ضمن پس پیش نزد توسط درباره پیرامون علیه جهت بدون بین میان",
    "زیر کنار همراه مقابل بنا طبق وفق حسب درخصوص همزمان به‌همراه همچون مانند نظیر مثل بجز جز",
    "علاوه براساس مبنی پیرو نسبت باتوجه حدود تحت بعد قبل هنگام ذیل",
)

FUNCTION_WORDS = PREPOSITIONS | keys(
    "و یا اما ولی هم نیز همچنین این آن اینکه آنکه همین همان وی او ما شما آنها ایشان آنان من هر همه",
    "چه چند چرا اگر یک دو سه چهار پنج شش هفت هشت نه ده بیش بیشتر کمتر حتی فقط تنها بلکه زیرا چون",
    "لذا بنابراین سپس آنجا اینجا هنوز البته بسیار خیلی دیگر برخی بعضی تمام کلیه نفر خود خویش شامل",
    "یعنی الی مورد درصد هزار میلیون میلیارد تن دلار ریال تومان عدد واحد شرح قرار همچنان نیست چنین",
    "ها های هایی شخص شهید مرحوم به‌عنوان بعنوان عنوان اولین دومین سومین نخستین آخرین مهمترین جمعی",
)

# Plural people end the name of an organization («… و نمایندگان …»).
GROUPS = keys(
    "نمایندگان مسئولان مسوولان مسئولین اعضای جمعی مدیران معاونان فعالان صنعتگران تولیدکنندگان روسای",
    "رؤسای وزرای استانداران فرمانداران اصحاب خبرنگاران تنی سایر دیگر کارشناسان هیئت‌های حاضران مردم",
    "تجار بازرگانان صادرکنندگان سرمایه‌گذاران کارآفرینان مشاوران دست‌اندرکاران",
)

# Roles that are long enough to be told from the verb before them.
GLUED_ROLES = tuple(
    key_of(role)
    for role in (
        *("مدیرعامل", "مدیرکل", "استاندار", "فرماندار", "شهردار", "دبیرکل", "سرپرست", "سخنگوی"),
        *("معاون", "رئیس", "وزیر", "مسئول", "نماینده", "وی"),
    )
)

# Words that begin the name of an organization.
ORGANIZATION_HEADS = keys(
    "سازمان وزارت وزارتخانه شرکت اداره اداره‌کل بانک اتاق انجمن اتحادیه خانه بنیاد صندوق ستاد مرکز",
    "موسسه مؤسسه دانشگاه دانشکده پژوهشگاه پژوهشکده پارک شهرک مجتمع کارخانه گروه هلدینگ کمیسیون",
    "کمیته شورا شورای مجلس فراکسیون کانون فدراسیون سندیکا سندیکای جامعه گمرک منطقه بورس بیمه",
    "استانداری فرمانداری شهرداری بخشداری دادگستری قوه دفتر دبیرخانه نهاد معاونت حوزه سپاه نیروی",
    "ارتش فرماندهی پلیس دیوان خبرگزاری صداوسیما پالایشگاه پتروشیمی نیروگاه تعاونی هیئت هیأت هیات",
    "کارگروه کنسرسیوم بیمارستان فرودگاه قرارگاه آستان آکادمی جهاد مجمع پژوهشسرا ناوگان صنایع‌دستی",
    "راه‌آهن بسیج تشکل شبکه نظام پست پایانه بنادر فولاد سایپا ایران‌خودرو ذوب‌آهن",
)
_COMPOUND_FIRSTS = keys("محمد علی امیر غلام حسن حسین سید میر عباس رضا فتح قاسم نور گل حبیب یار")
_COMPOUND_LASTS = keys("علی رضا حسین محمد مهدی حسن عباس مراد اکبر اصغر")
_DIVINE = ("الله", "الدین")
_NO_PERSON = keys("حزب‌الله آیت‌الله انصارالله ثارالله بقیه‌الله آیه‌الله جندالله مسئله")


def is_verb(key: str) -> bool:
    """Whether a key is a finite verb and nothing else."""
    if key in FINITE_VERBS:
        return True
    entry = lexicon().get(key)
    return entry is not None and bool(entry.kind & Kind.VERB) and not entry.kind & Kind.WORD


def is_dictionary_word(key: str) -> bool:
    """Whether a key is a noun or an adjective of the dictionary; most surnames are not."""
    entry = lexicon().get(key)
    return entry is not None and bool(entry.kind & Kind.WORD)


@cache
def roles() -> PhraseTable[RoleEntry]:
    return PhraseTable(
        (spelling, role) for role in load().roles for spelling in (role.name, *role.spellings)
    )


@cache
def titles() -> PhraseTable[bool]:
    return PhraseTable((title, True) for title in load().titles)


@lru_cache(maxsize=16_384)
def given_name_kind(key: str) -> bool | None:
    """None: no given name. True: one that is also a word of the language. False: only a name."""
    names = _given_names()
    if key in names:
        return names[key]
    if key in _NO_PERSON:
        return None
    if key.startswith("عبدال") and len(key) > 7 or key.endswith(_DIVINE) and len(key) > 5:
        return False
    for first in _COMPOUND_FIRSTS:
        rest = key.removeprefix(first)
        if rest != key and (rest in names or rest in _COMPOUND_LASTS):
            return False
    return None


@cache
def _given_names() -> dict[str, bool]:
    names = {key_of(name): is_word for name, is_word in load().given_names.items()}
    shorter = {key.removesuffix("الله") + "اله": False for key in names if key.endswith("الله")}
    return shorter | names


@cache
def surname_beginnings() -> frozenset[str]:
    return frozenset(map(key_of, load().surname_beginnings))


@cache
def surname_endings() -> frozenset[str]:
    return frozenset(map(key_of, load().surname_endings))
