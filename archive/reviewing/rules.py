"""The rules of extraction in an editor's words."""

from archive.reviewing.verdicts import BY_EDITOR

# By kind of mention (archive.reviewing.kinds), the surest rules first.
RULES = {
    "province": {
        "province-explicit": "پس از واژهٔ «استان» آمده است",
        "province-list": "در فهرستی پس از «استان‌های» آمده است",
        "province-office": "پس از نام اداره‌ای آمده است که هر استان دارد",
        "province-dateline": "در آغاز خبر، جای فرستادن آن است",
        "province-name": "نام استان است، بی واژه‌ای روشنگر در کنارش",
        "province-in-company": "در نام شرکت، دانشگاه یا باشگاه آمده است",
        "province-of-city": "تنها شهری از این استان نام برده شده است",
    },
    "city": {
        "city-dateline": "در آغاز خبر، جای فرستادن آن است",
        "city-explicit": "پس از واژهٔ «شهر» یا «شهرستان» آمده است",
        "city-in": "پس از «در» آمده است",
        "city-name": "نام شهر است، بی واژه‌ای روشنگر در کنارش",
        "city-loose": "واژه‌ای عادی هم هست، یا نام دو جا",
        "city-in-company": "در نام شرکت، دانشگاه یا باشگاه آمده است",
    },
    "market": {
        "exports-to": "پس از «صادرات به» آمده است",
        "to-exported": "پیش از «صادر شد» آمده است",
        "destination": "کنار «مقصد»، «بازار هدف» یا «خریدار» آمده است",
        "sent-to": "کالا به آن‌جا فرستاده شده است",
        "market-of": "پس از «بازار» آمده است",
        "ranked": "با سهم یا رتبه‌ای از صادرات آمده است",
        "buys-from-iran": "خریدار کالا از ایران خوانده شده است",
        "these-countries": "«این کشورها» به آن برمی‌گردد",
    },
    "product": {
        "goods": "کنار واژه‌ای چون «تولید» یا «صادرات» آمده است",
        "opening": "در تیتر، لید یا آغاز خبر آمده است",
        "repeated": "بیش از یک بار در خبر آمده است",
    },
    "official": {
        "name-role": "سمت پس از نام آمده است",
        "role-name": "سمت پیش از نام آمده است",
        "speaker-office-before": "سمتی که پیش از این سخن گفته، از آنِ این گوینده دانسته شده است",
        "speaker-office-after": "سمتی که پس از این سخن گفته، از آنِ این گوینده دانسته شده است",
        "short-form": "کوتاه‌شدهٔ نامی است که در همین خبر کامل آمده است",
        "misspelt": "املای دیگر نامی است که در همین خبر آمده است",
    },
    "quote": {
        "direct": "سخنی میان گیومه است",
        "said": "پس از فعلی چون «گفت» یا «افزود» آمده است",
        "colon": "پس از نام و دونقطه آمده است",
        "told-of": "با «از … خبر داد» یا مانند آن آمده است",
        "according-to": "با «به گفتهٔ …» آمده است",
    },
    "figure": {
        "amount": "عددی با یکای پول، درصد یا اندازه است",
        "count": "عددی با یکای شمارش است",
        "shared-unit": "یکای آن پس از عددی دیگر آمده است",
        "things": "عددی است که چیزی را می‌شمارد",
        "large": "عددی بزرگ و بی یکا است",
    },
}
_WORDS = {rule: words for rules in RULES.values() for rule, words in rules.items()}
_WORDS[BY_EDITOR] = "ویراستار گفته است"


def rule_in_words(rule: str) -> str:
    """What a rule has seen; a rule of an older extraction keeps its name."""
    return _WORDS.get(rule, rule)
