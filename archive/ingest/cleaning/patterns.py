"""How the sites of Iranian agencies word what they print around an article.

The patterns are matched against whole squashed lines (`lines.squash`): levelled letters and digits,
no spaces, half-spaces or punctuation, «آ» as «ا».
"""

from __future__ import annotations

import re

END_MARK = re.compile("(ا?نتهای?|پایان)(پیام|خبر|گزارش|مطلب|متن).{0,25}")

# Headings after which a page holds no more of the article, by the rule they are cut under.
CLOSING = {
    "related": re.compile(
        "(پر(بیننده|بازدید|بحث|مخاطب|خواننده)|محبوب|داغ)ترین.*"
        "|(اخرین|تازهترین|جدیدترین|مهمترین|برگزیده|گزیده|سایر|دیگر|منتخب)(ها|های)?"
        "(اخبار|خبرها|خبر|مطالب|عناوین|تیترها|رویدادها|نوشتهها|مقالات).*"
        "|(اخبار|خبرهای|مطالب|عناوین|مقالات|نوشتههای|محتوای|لینکهای|پیوندهای)"
        "(روز|مهم|ویژه|داغ|برگزیده|پیشنهادی|تازه|جدید|بیشتر|دیگر|مرتبط|مشابه|پربازدید|پربیننده).*"
        "|(پیشنهاد|انتخاب)(ما|سردبیر|ویژه|شما).*|وبگردی.*|ازدیگررسانهها|ازمیانخبرها|نگاهدیگران"
    ),
    "comments": re.compile(
        r"(نظرات?|دیدگاه)(ها|های)?(شما|کاربران|خوانندگان|مخاطبان|بینندگان)?\d*"
        "|(ارسال|ثبت|درج|افزودن|نوشتن)(یک)?(نظر|دیدگاه|پیام|پاسخ).*"
        "|(نظر|دیدگاه)(ات|خود|تان|شما)?(را)?(درباره.*)?(بنویسید|بدهید|بگذارید|ثبتکنید|واردکنید).*"
        "|(اولین|نخستین)(نفری|کسی)باشید.*|نشانیایمیلشمامنتشرنخواهدشد.*"
    ),
    "advertisement": re.compile("تبلیغات?(متنی)?|اگهی(ها)?|رپورتاژ(اگهی)?|لینکهایتبلیغاتی"),
    "rights": re.compile(
        "(تمامی?|کلیه|همه)ی?حقوق.*(محفوظ|متعلق).*|.*(نقل|استفاده)(از)?(مطالب|اخبار).*بلامانعاست"
    ),
    "share": re.compile(
        "(به)?اشتراک(گذاری|بگذارید).*|(این)?(خبر|مطلب)را(به)?اشتراک.*|ارسالبه(دوستان|دیگران).*"
        "|(متنکامل|ادامه|مشروح|جزئیات)(این|ی)?(خبر|مطلب|گزارش|متن)?(را)?.{0,12}(بخوانید|ببینید)"
        "|(نسخه)?(قابل)?چاپی?(خبر|مطلب)?|(کپی|رونوشت)(لینک|پیوند).*|بازگشتبه(صفحه|اخبار|بالا).*"
    ),
}
CLOSING_WORDS = 9

# Boxes between paragraphs: their heading, alone or with the headline of another article.
BOX = re.compile(
    "(بیشتر|همچنین|حتما|اینراهم|اینخبرراهم)?(بخوانید|ببینید|بشنوید)(بیشتر)?"
    "|(اخبار|خبرهای?|مطالب|مطلب)(مرتبط|مشابه)|مرتبط(ها)?|درهمین(رابطه|زمینه|باره)|بیشتربدانید"
)
BOX_WORDS = 35
BOX_LINES = 6

CHANNEL = re.compile(
    ".*(کانال|صفحه|پیج|گروه|شبکههایاجتماعی|تلگرام|اینستاگرام|ایتا|روبیکا|واتس?اپ|سروش).*"
    "(بپیوندید|دنبالکنید|دنبالنمایید|عضوشوید|همراهباشید|ملحقشوید).*"
)
CHANNEL_WORDS = 30

NETWORKS = re.compile(
    r"(?!(بله|به|در|از|با|و)*\Z)"
    "(در|به|از|و|با|تلگرام|واتس?اپ|توی?یتر|فیس?بوک|ایتا|بله|روبیکا|سروش|لینکدین|اینستاگرام|ایمیل"
    "|ایکس|گوگلپلاس|پینترست|telegram|whatsapp|twitter|facebook|linkedin|instagram|email)+"
)

# The following match lines as printed, not squashed.
HANDLE = re.compile(r"\W*(@\w+|(https?://|t\.me/|www\.)\S+)\W*", re.I)

# Reporters and desks sign with numbers and initials: «7414/ 6155», «**9053/ک**1583**», «/ن».
_SIGN = r"(?:\d{1,7}(?!\d)|[^\W\d_]{1,2}(?![^\W\d_]))"
_SIGNS = rf"(?=[^\n]*(?:[/*]|\d{{3}}))[\s/*_.\-]*(?:{_SIGN}[\s/*_.\-]*){{0,8}}"
_YEAR = r"[1۱][34۳۴]\d\d(?!\d)"
_PAIR = rf"(?!{_YEAR})\d{{4,5}}\s*/\s*(?!{_YEAR})\d{{4,5}}"
CODE_LINE = re.compile(_SIGNS)
REPORTER_CODE = re.compile(
    rf"""(?:
        (?<=[^\d][.!…]){_SIGNS}                  # «…دارند.7414/ 6155», «…دارند. 6155»
      | (?<=[؟»)])(?=\s*[/*]){_SIGNS}            # «…»/ن
      | \s*(?=\*\*){_SIGNS}                      # «…دارند **3024»
      | (?<=\s){_PAIR}[\s/*.]*                   # «…دارند 7414/6155»
    )\Z""",
    re.X,
)

# The rest is matched against levelled text: what stands glued to the last sentence of a paragraph.
GLUED_CHARS = 600
_GAP = r"[\s\u200c]*"
END_MARK_SIGNS = ("نتها", "پایان", "پايان")  # one of them is in every line with an end mark
_END_MARK_WORDS = rf"(?:ا?نتهای|پایان){_GAP}(?:پیام|خبر)"
_PARTS = (
    rf"(?:{_END_MARK_WORDS}"
    rf"|(?:منبع(?:{_GAP}خبر)?|(?:کد|شناسه){_GAP}(?:خبر|مطلب)|برچسب{_GAP}ها"
    rf"|خبرنگار|انتشار{_GAP}دهنده|(?:لینک|پیوند){_GAP}کوتاه){_GAP}:"
    rf"|پر(?:بیننده|بازدید|بحث){_GAP}ترین{_GAP}(?:اخبار|خبر|مطالب|ها)"
    rf"|(?:مهم{_GAP}ترین|آخرین|تازه{_GAP}ترین){_GAP}(?:اخبار|خبرهای?|عناوین)[^.:]{{0,40}}:{_GAP}\Z)"
)
GLUED_END_MARK = re.compile(
    rf"(?:(?<=[.!؟?»…:)/*])|(?<=\s)(?<!در\s)(?<!به\s)(?<!از\s)(?<!تا\s)){_GAP}"
    rf"(?={_END_MARK_WORDS}{_GAP}(?:[/.*\d\n]|\Z))"
)
GLUED_TAIL = re.compile(rf"(?<=[.!؟?»…)/*\d]){_GAP}(?={_PARTS})")
GLUED_PART = re.compile(rf"\s(?={_PARTS})")
