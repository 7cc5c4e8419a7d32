"""What the sites of Iranian agencies and newspapers call the parts of their pages.

Most run one of a few systems: Nastooh (ایرنا، ایسنا، مهر، همشهری), Iransamaneh (صداوسیما، تابناک،
برنا، میزان), Asam (ایلنا، دنیای اقتصاد، اقتصادنیوز، موج), their own (تسنیم، فارس), the portal of
the ministries (شاتا), WordPress or Drupal. Names are compared in small letters without hyphens and
underscores (`tree.names`).
"""

from __future__ import annotations

from lxml.html import HtmlElement

from archive.ingest.pages.tree import name_parts, names


class Part:
    """A part of a page by what sites call it.

    `groups` are whole names, the surest first; `words` are words that other names of it are made
    of, which count least («news-lead», «fieldNameLead»).
    """

    def __init__(self, *groups: str, words: str = "") -> None:
        self._ranks = {name: rank for rank, group in enumerate(groups) for name in group.split()}
        self._words = frozenset(words.split())
        self.last_rank = len(groups)

    def rank(self, element: HtmlElement) -> int | None:
        """Return how surely the element's names call it this part, 0 the surest; None: not."""
        known = min((self._ranks[n] for n in names(element) if n in self._ranks), default=None)
        if known is None and self._words and self._words & name_parts(element):
            return self.last_rank
        return known

    def names(self, element: HtmlElement) -> bool:
        """Whether the element's names call it this part."""
        return self.rank(element) is not None


BODY = Part(
    "articlebody",  # itemprop, the same everywhere
    "itemtext contentfullnews",  # Nastooh
    "bodynewssearch khabarmatn baznashrbody newsalbummainpart",  # Iransamaneh
    "story",  # تسنیم
    "nwstxtmainpane nwstxtbodypane ntbody newsdetailbody",  # فارس
    "echodetail echodetails echodetailinner mainckeditor ckeditor",  # Asam
    "newstext newsbody newscontent newsmaincontent maintext fullnewstext newsarticlebody",
    "doctextarea docdiv33 contentbody detailbody detailsbody matn matnkhabar ptext nanewsbody",
    "entrycontent tdpostcontent postcontent postbody singlecontent articlecontent articletext"
    " thecontent contentsingle singletext postxt singlemaincontent fieldnamebody ampcontent"
    " elementorwidgetthemepostcontent",
    "itembody body",
)
HEADLINE = Part(
    "headline",
    "firsttitle itemtitle nwstxttitle docdiv3titrmain docdivtitr htags newstitle titlenews"
    " newspagetitle baznashrtitle",
    "entrytitle posttitle articletitle singletitle detailtitle singlecontenttitle nodetitle",
    "title titr",
)
KICKER = Part(
    "kicker rutitr rotitr rootitr routitr ontitr nwstxtrutitr docdiv2rotitr docdiv3titrrou uptitle"
    " overtitle pretitle supertitle toptitle abovetitle overline surtitle alternativeheadline",
    words="kicker rutitr rotitr rootitr routitr roti rotitle uptitle overtitle pretitle supertitle"
    " toptitle abovetitle surtitle overline anavin",
)
LEAD = Part(
    "introtext nwstxtlead docdivlead1 newslead leadtext itemlead newsstrong",
    "lead lid subtitle newssubtitle itemsummary summary newssummary entrysubtitle",
    "description excerpt entrysummary shortdescription shortdesc intro",
    words="lead lid excerpt summary subtitle sotitr introtext standfirst tagline",
)
DATE = Part(
    "datepublished",
    "newspdatec itemdate newsdate publishdate pubdate newspubdate nwstxtdt docdivdate photopdate",
    "entrydate postdate posteddate articledate published time date datetime textmeta",
    words="date pdate pubdate publishdate time publishtime tarikh datetime",
)
CATEGORY = Part(
    words="cat cats category categories service services section topic group badge label labels",
)
CODE = Part("newsidc itemcode newscode newsid newsnumber shenasekhabar codekhabar")
BYLINE = Part("author byline reporter writer entryauthor postauthor newsauthor newsreporter")
TAGS = Part(
    "tags tag newstags tagstitle tagscontainer posttags entrytags articletags articletag"
    " doctags keywords labels fieldnamefieldtags",
)

# Words of the names of what stands around an article, by the rule under which it is cut.
AROUND = {
    "comments": "comment comments disqus respond reply nazar nazarat",
    "related": "related relatednews relatedposts relatedpost relatedarticles relatedcontent"
    " similar recommend recommended recommendation suggested mostviewed mostvisited mostpopular"
    " popular trending latest lastnews latestnews newest"
    " readmore seealso alsoread morenews othernews othersknown moshabeh mortabet porbinandeh irp"
    " yarpp crp inlinenewsbox moreintext youmaylike continuereading",
    "advertisement": "ad ads adv advert advertise advertisement advertising banner sponsor"
    " sponsored yektanet mediaad sabavision kaprila tabligh tablighat zap",
    "share": "share sharing shares shareit social socials socialmedia addthis addtoany sharebar"
    " shortlink shorturl shortlinkcnt tinyurl tinyurlform sharethis heateor copylink sendto",
    "side-bar": "sidebar aside rightcol leftcol rightside leftside sidecol complementary widget"
    " widgets authorbox authorinfobox aboutauthor",
    "navigation": "nav navbar navigation menu breadcrumb breadcrumbs footer topbar newsletter"
    " subscribe login search searchbox toolbar printbtn contentinfo banner path newspath pagination"
    " copyright toc eztoc lwptoc tableofcontents pager postnavigation rating ratings tools"
    " newstools noprint videojs jwplayer reporterror",
}
AROUND_RULE = {word: rule for rule, words in AROUND.items() for word in words.split()}
AROUND_TAGS = {
    "aside": "side-bar",
    "nav": "navigation",
    "footer": "navigation",
    "amp-ad": "advertisement",
    "amp-sidebar": "navigation",
    "amp-social-share": "share",
}
