"""Export markets in passages of our own: destinations count, other countries in the news do not."""

import pytest

from archive.extract import extract
from archive.ingest.records import ArticleRecord


def markets(body: str, headline: str = "") -> set[str]:
    record = ArticleRecord(body=body, headline=headline)
    return {mention.slug for mention in extract(record).markets}


DESTINATIONS = [
    ("صادرات سیمان استان به عراق و کویت ۲۰ درصد رشد کرد.", "iq kw"),
    (
        "محصولات این شرکت به کشورهای همسایه از جمله عراق، افغانستان و پاکستان صادر می\u200cشود.",
        "neighbours iq af pk",
    ),
    ("عراق، چین و امارات مقاصد عمده صادرات کالای استان هستند.", "iq cn ae"),
    (
        "عمده مقاصد صادراتی این استان کشورهای عراق، ترکیه، امارات متحده عربی و پاکستان است.",
        "iq tr ae pk",
    ),
    (
        "کالاهای صادراتی به بازارهای اروپا، آفریقا و کشورهای حوزه خلیج فارس ارسال شد.",
        "europe africa persian-gulf",
    ),
    ("این محصول به ۱۵ کشور همسایه صادر می\u200cشود.", "neighbours"),
    (
        "صادرات فرش دستباف به ژاپن، آلمان، کره جنوبی و آفریقای جنوبی انجام می\u200cشود.",
        "jp de kr za",
    ),
    ("بازار عراق برای صادرکنندگان کاشی اهمیت دارد.", "iq"),
    ("هفت ماهه امسال کالا به مقصد عراق و افغانستان از گمرکات استان صادر شد.", "iq af"),
    (
        "بیشترین صادرات به عراق با ۶۰ میلیون دلار، افغانستان با ۲۰ میلیون دلار و "
        "ارمنستان با ۵ میلیون دلار بوده است.",
        "iq af am",
    ),
    ("تولیدات این واحد به بازارهای روسیه و بلاروس راه یافته است. صادرات آن رشد داشت.", "ru by"),
    ("صادرات ۱۰ هزار تن سیب به هند، روسیه و اوراسیا", "in ru eurasia"),
    ("تفاهم\u200cنامه صادرات خدمات فنی به آذربایجان و گرجستان امضا شد", "az ge"),
    ("عراق بزرگ\u200cترین خریدار محصولات صادراتی ماست.", "iq"),
    ("صادرات زعفران از مرز افغانستان به امارات انجام شد.", "ae"),
    ("مشتریان خارجی این شرکت از کشورهای عراق و عمان هستند و صادرات آن ادامه دارد.", "iq om"),
    ("این کارخانه قصد دارد محصولات خود را به کشورهای CIS و اوراسیا صادر کند.", "cis eurasia"),
    ("۳۰ درصد از صادرات استان راهی عراق و ۲۰ درصد روانه افغانستان شد.", "iq af"),
    ("این گروه به ۲۰ کشور جهان از جمله آلمان، ایتالیا و ترکیه صادرات دارد.", "de it tr"),
    ("کشورهای هدف صادراتی ما عراق، سوریه و لبنان هستند.", "iq sy lb"),
    ("بازار هدف آنها آسیای میانه و قفقاز است و صادرات آغاز شده.", "central-asia caucasus"),
]


@pytest.mark.parametrize(("body", "slugs"), DESTINATIONS)
def test_destinations_of_exports_are_markets(body: str, slugs: str) -> None:
    assert markets(body) == set(slugs.split())


ELSEWHERE = [
    "واردات گندم از روسیه و قزاقستان آغاز شد و صادرات آرد متوقف است.",  # origins
    "سفر وزیر به عراق با هدف توسعه صادرات انجام شد.",  # a journey
    "صادرات گندم روسیه به مصر افزایش یافت.",  # another country's exports
    "صادرات گاز قطر به چین رکورد زد.",
    "صادراتی به سوریه نداریم.",  # denied
    "نماینده شرکت\u200cهای آلمانی و گردشگران عراقی از نمایشگاه صادرات بازدید کردند.",
    "هیئت تجاری عمان برای بررسی صادرات وارد شیراز شد.",  # visitors
    "تأمین مالی صادرات به عهده بانک است.",  # «مالی» is no country here
    "مذاکره با طرف\u200cهای چینی برای صادرات انجام شد",
    "رئیس اتاق مشترک ایران و عراق گفت: صادرات بیشتر می\u200cشود.",  # a body's name
    "نمایشگاهی با حضور تجار روسیه، هند و چین با محوریت صادرات برگزار شد.",
    "پوشاک ترک و چینی قاچاق می\u200cشود و صادرات پوشاک ما به صفر رسیده است.",
    "شهر تاریخی شوش در مسیر ایران و عراق است.",  # nothing about exports
]


@pytest.mark.parametrize("body", ELSEWHERE)
def test_other_countries_in_the_news_are_no_markets(body: str) -> None:
    assert markets(body) == set()


MIXED = [
    (
        "ماشین\u200cآلات این کارخانه از چین و ایتالیا وارد شده و محصول آن به ارمنستان صادر "
        "می\u200cشود.",
        "am",
    ),
    ("چین و ترکیه مبادی عمده واردات و عراق و افغانستان مقصد صادرات بودند.", "iq af"),
    ("صادرات به کشور همسایه عراق از سر گرفته شد.", "iq"),  # «کشور همسایه» is Iraq itself
    ("لوله به قطر ۵۶ اینچ برای صادرات گاز به عراق ساخته شد.", "iq"),  # a diameter
    ("صادرات کره و پنیر به روسیه آغاز شد.", "ru"),  # butter
    ("صادرات پتروشیمی به چین به دلیل تحریم\u200cهای آمریکا دشوار شد.", "cn"),
    ("حمل کالا از طریق ترکیه به اروپا برای صادرات هزینه دارد.", "europe"),
]


@pytest.mark.parametrize(("body", "slugs"), MIXED)
def test_a_sentence_may_hold_markets_and_others(body: str, slugs: str) -> None:
    assert markets(body) == set(slugs.split())


@pytest.mark.parametrize(
    "body",
    [
        "صادرات به عراق، امارات متحدهٔ عربی و کرهٔ جنوبی",  # hamza above
        "صادرات به عراق،امارات متحده عربي و كره جنوبي",  # Arabic letters, no space
        "صادرات به کشور های عراق ، امارات و کره\u200cجنوبی",
    ],
)
def test_spelling_does_not_hide_a_market(body: str) -> None:
    assert markets(body) == {"iq", "ae", "kr"}


def test_a_mention_points_into_the_text_as_printed() -> None:
    body = "به گزارش خبرنگار ما، صادرات\u200c كاشي به امارات\u200cمتحده\u200cعربي آغاز شد. پایان."
    (mention,) = extract(ArticleRecord(body=body)).markets
    evidence = mention.evidence
    assert body[evidence.start : evidence.end] == "امارات\u200cمتحده\u200cعربي"
    assert evidence.sentence.endswith("آغاز شد.")
    assert evidence.rule == "exports-to"
