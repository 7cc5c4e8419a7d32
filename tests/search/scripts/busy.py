"""Two threads search while one writes and one builds the index anew; prints what went wrong."""

import django

django.setup()

import threading  # noqa: E402
import traceback  # noqa: E402
from collections.abc import Callable  # noqa: E402

from search.building import rebuild  # noqa: E402
from search.checking import find_problems  # noqa: E402
from search.indexing import index_pending  # noqa: E402
from search.params import DEFAULT_PER_PAGE, SearchParams  # noqa: E402
from search.queries import search_articles  # noqa: E402
from tests import factories  # noqa: E402

FIRST, MORE = 30, 20

failures: list[str] = []
is_done = threading.Event()


def search(text: str) -> None:
    while not is_done.is_set():
        page = search_articles(SearchParams(text))
        [sources] = [facet for facet in page.facets if facet.name == "source"]
        assert not page.is_fallback
        assert FIRST <= page.total <= FIRST + MORE
        assert sum(value.count for value in sources.values) == page.total
        assert len({hit.article.pk for hit in page.hits}) == DEFAULT_PER_PAGE


def write() -> None:
    for number in range(MORE):
        factories.article(body=f"صادرات فولاد {number}").save()
        index_pending()
    is_done.set()


def build() -> None:
    while not is_done.is_set():
        rebuild()


def guarded(work: Callable[..., None], *arguments: str) -> None:
    try:
        work(*arguments)
    except BaseException as error:
        failures.append("".join(traceback.format_exception(error)))
        is_done.set()


def main() -> None:
    for number in range(FIRST):
        factories.article(body=f"صادرات فولاد {number}")
    index_pending()
    works = [(search, "صادرات فولاد"), (search, ""), (write,), (build,)]
    threads = [threading.Thread(target=guarded, args=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(failures, find_problems(), search_articles(SearchParams("فولاد")).total)


if __name__ == "__main__":
    main()
