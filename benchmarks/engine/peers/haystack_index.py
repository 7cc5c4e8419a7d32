"""The Haystack index of the comparison; Django must be set up before this is imported."""

from haystack import connections, indexes
from haystack.utils.loading import UnifiedIndex
from whoosh.analysis import SpaceSeparatedTokenizer

from archive.models import Article
from benchmarks.engine.corpus import FACETS, Document


class DocumentIndex(indexes.SearchIndex, indexes.Indexable):
    """One text, its tokens as they are, with four facets and a date."""

    body = indexes.CharField(model_attr="body", document=True, analyzer=SpaceSeparatedTokenizer())
    province = indexes.MultiValueField(model_attr="province")
    market = indexes.MultiValueField(model_attr="market")
    official = indexes.MultiValueField(model_attr="official")
    source = indexes.MultiValueField(model_attr="from_source")
    date = indexes.DateTimeField(model_attr="date")

    def get_model(self) -> type[Article]:
        return Article

    def as_object(self, document: Document) -> Article:
        """The document as what Haystack indexes; the database does not know it."""
        article = Article(pk=document.id + 1, body=document.text)
        article.__dict__ |= {name: getattr(document, name) for name in FACETS if name != "source"}
        article.__dict__ |= {"from_source": document.source, "date": document.date}
        return article


def connect() -> DocumentIndex:
    """Make this the only index of the connection."""
    index, unified = DocumentIndex(), UnifiedIndex()
    unified.build(indexes=[index])
    connections["default"]._index = unified
    return index
