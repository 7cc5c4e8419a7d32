"""Indexes a few articles by several processes, as if they were many; prints what came of it."""

import django

django.setup()

from archive.models import OutboxEntry  # noqa: E402
from search import documents  # noqa: E402
from search.checking import find_problems  # noqa: E402
from search.indexing import index_pending  # noqa: E402
from search.params import SearchParams  # noqa: E402
from search.queries import search_articles  # noqa: E402
from tests import factories  # noqa: E402


def main() -> None:
    documents.PARALLEL_FROM = 1
    documents.os.cpu_count = lambda: 2
    articles = [factories.article(body=f"صادرات فولاد {number}") for number in range(7)]
    counts = [index_pending()]
    articles[0].delete()
    articles[1].save()
    counts += [index_pending(), search_articles(SearchParams("فولاد")).total]
    print(counts, find_problems(), OutboxEntry.objects.count())


if __name__ == "__main__":
    main()
