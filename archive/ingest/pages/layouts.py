"""What the sites of Iranian agencies and newspapers call the parts of their pages.

Most run one of a few systems: Nastooh (ایرنا، ایسنا، مهر، همشهری), Iransamaneh (صداوسیما، تابناک،
برنا، میزان), their own (تسنیم، فارس، ایلنا), or WordPress. Names are compared in small letters
without hyphens and underscores (`tree.names`), the surest first.
"""

from __future__ import annotations

_BODY = (
    "articlebody",  # itemprop, the same everywhere
    "itemtext contentfullnews",  # Nastooh
    "bodynewssearch khabarmatn",  # Iransamaneh
    "story",  # تسنیم
    "nwstxtmainpane nwstxtbodypane ntbody newsdetailbody",  # فارس
    "newstext newsbody newscontent newsmaincontent maintext fullnewstext",  # ایلنا and others
    "doctextarea echodetail echodetails contentbody detailbody detailsbody matn matnkhabar",
    "entrycontent tdpostcontent postcontent postbody singlecontent articlecontent articletext",
    "itembody body news-body",
)
_HEADLINE = (
    "headline",
    "firsttitle itemtitle nwstxttitle docdiv3titrmain docdivtitr htags newstitle",
    "entrytitle posttitle articletitle singletitle detailtitle",
    "title titr",
)
_KICKER = (
    "kicker rutitr rotitr rootitr routitr ontitr nwstxtrutitr docdiv2rotitr uptitle overtitle"
    " pretitle supertitle toptitle overline newsrutitr itemkicker alternativeheadline",
)
_LEAD = (
    "introtext nwstxtlead docdivlead1 newslead leadtext itemlead",
    "lead lid subtitle newssubtitle itemsummary summary newssummary",
    "description excerpt entrysummary shortdescription shortdesc intro",
)
_DATE = (
    "datepublished",
    "newspdatec itemdate newsdate publishdate pubdate newspubdate nwstxtdt docdivdate photopdate",
    "entrydate postdate posteddate articledate published time date datetime textmeta",
)
_CODE = ("newsidc itemcode newscode newsid newsnumber shenasekhabar codekhabar",)
_BYLINE = ("author byline reporter writer entryauthor postauthor newsauthor newsreporter",)
_TAGS = ("tags tag newstags tagstitle tagscontainer posttags entrytags keywords labels",)


def _ranks(groups: tuple[str, ...]) -> dict[str, int]:
    return {name: rank for rank, group in enumerate(groups) for name in group.split()}


BODY = _ranks(_BODY)
HEADLINE = _ranks(_HEADLINE)
KICKER = _ranks(_KICKER)
LEAD = _ranks(_LEAD)
DATE = _ranks(_DATE)
CODE = _ranks(_CODE)
BYLINE = _ranks(_BYLINE)
TAGS = _ranks(_TAGS)

# Words of the names of what stands around an article, by the rule under which it is cut.
AROUND = {
    "comments": "comment comments disqus respond reply nazar nazarat",
    "related": "related relatednews similar recommend recommended recommendation suggested"
    " mostviewed mostvisited mostpopular popular trending latest lastnews latestnews newest"
    " readmore seealso alsoread morenews othernews moshabeh mortabet porbinandeh",
    "advertisement": "ad ads adv advert advertise advertisement advertising banner sponsor"
    " sponsored yektanet mediaad sabavision kaprila tabligh tablighat zap",
    "share": "share sharing shares shareit social socials socialmedia addthis addtoany sharebar"
    " shortlink shorturl",
    "side-bar": "sidebar aside rightcol leftcol rightside leftside sidecol complementary widget"
    " widgets",
    "navigation": "nav navbar navigation menu breadcrumb breadcrumbs footer topbar newsletter"
    " subscribe login search searchbox toolbar printbtn contentinfo banner path newspath pagination"
    " copyright",
}
AROUND_RULE = {word: rule for rule, words in AROUND.items() for word in words.split()}
AROUND_TAGS = {"aside": "side-bar", "nav": "navigation", "footer": "navigation"}
