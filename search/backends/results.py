"""The documents found, as Haystack's search results: in which order, and what they say."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy.typing as npt
from haystack.constants import DJANGO_CT, DJANGO_ID
from haystack.exceptions import SearchBackendError
from haystack.indexes import SearchIndex
from haystack.models import SearchResult
from haystack.utils.app_loading import haystack_get_model
from haystack.utils.loading import UnifiedIndex
from whoosh.fields import TEXT

from search.engine.columns import Mask
from search.engine.combining import Scored
from search.engine.snapshot import Snapshot


def sort_keys(snapshot: Snapshot, found: Scored, fields: Sequence[str]) -> list[npt.NDArray[Any]]:
    """What to order the documents by: fields, of which "-" turns one round, then the score.

    Documents without a value come last both ways.
    """
    keys: list[npt.NDArray[Any]] = []
    for name in fields:
        values, missing = _sortable(snapshot, name.removeprefix("-"))
        keys += [missing[found.docs], (~values if name.startswith("-") else values)[found.docs]]
    return [*keys, -found.scores, found.docs]


def _sortable(snapshot: Snapshot, field: str) -> tuple[npt.NDArray[Any], Mask]:
    """Whole numbers in the order of the field's values, and which documents have none."""
    if field not in snapshot.schema:
        raise SearchBackendError(f"cannot sort by {field}: no such field")
    if snapshot.has_numbers(field):
        codes, known = snapshot.columns.numbers(field)
        return codes, ~known
    kind = snapshot.schema[field]
    if isinstance(kind, TEXT) and not kind.column_type:
        raise SearchBackendError(f"cannot sort by {field}: only its words are kept")
    column = snapshot.columns[field]
    return column.ranks, column.is_empty


def make_results(
    snapshot: Snapshot,
    shown: Scored,
    indexes: UnifiedIndex,
    result_class: type[SearchResult],
) -> list[SearchResult]:
    """The documents in this order, each with its score and its stored fields."""
    with snapshot.lock:
        stored = [snapshot.searcher.stored_fields(int(doc)) for doc in shown.docs]
    results = []
    for fields, score in zip(stored, shown.scores, strict=True):
        app_label, model_name = fields[DJANGO_CT].split(".")
        index = indexes.get_index(haystack_get_model(app_label, model_name))
        values = dict(_values(index, fields))
        results.append(
            result_class(app_label, model_name, fields[DJANGO_ID], float(score), **values)
        )
    return results


def texts_of(results: Sequence[SearchResult], field: str, indexes: UnifiedIndex) -> list[str]:
    """The text of each result in a field, as stored or, where it is not, as in the database."""
    texts: dict[tuple[type, str], str] = {}
    for model in {result.model for result in results if getattr(result, field, None) is None}:
        index = indexes.get_index(model)
        keys = [result.pk for result in results if result.model is model]
        for found in index.index_queryset().filter(pk__in=keys):
            texts[model, str(found.pk)] = index.full_prepare(found)[field]
    return [getattr(r, field, None) or texts.get((r.model, str(r.pk)), "") for r in results]


def _values(index: SearchIndex, stored: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    names = {field.index_fieldname: field for field in index.fields.values()}
    for name, value in stored.items():
        if name not in (DJANGO_CT, DJANGO_ID):
            yield name, names[name].convert(value) if name in names else value
