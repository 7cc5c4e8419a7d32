"""Query trees in Whoosh's own terms, run on arrays: what Haystack's SearchQuerySet asks for.

They find the documents that Whoosh's own searcher finds, and with its scores. What is not known
here, such as spans, is left to that searcher.
"""

from collections.abc import Sequence
from operator import methodcaller

import numpy as np
from whoosh import query as tree

from search.engine.columns import Mask
from search.engine.combining import NOTHING, Scored, all_of, any_of
from search.engine.scoring import BM25
from search.engine.segments import Postings, Segment
from search.engine.sequences import match_sequence
from search.engine.snapshot import Snapshot

# Where a prefix or a range stands for three words or more, Whoosh gives each document 1 instead of
# scoring the words, but only in small segments or for very many words.
SMALL_SEGMENT = 5000
MANY_WORDS = 1024
_OF_ONE_FIELD = (tree.Term, tree.Phrase, tree.MultiTerm, tree.NumericRange, tree.Every)


def match_tree(snapshot: Snapshot, query: tree.Query) -> Scored:
    """The documents that the query asks for, without deleted ones, scored as Whoosh does."""
    found = TreeMatcher(snapshot, BM25()).match(query)
    return found if snapshot.is_alive.all() else found.within(snapshot.is_alive)


class TreeMatcher:
    """Matches the nodes of query trees; deleted documents may be among what it finds."""

    def __init__(self, snapshot: Snapshot, weighting: BM25) -> None:
        self._snapshot = snapshot
        self._weighting = weighting

    def match(self, query: tree.Query) -> Scored:
        """The documents of one node and all below it."""
        match query:
            case tree.compound.CompoundQuery():
                return self._compound(query)
            case tree.Not():
                denied = self._mask(self.match(query.query))
                return _constant(self._snapshot.is_alive & ~denied)
            case tree.ConstantScoreQuery():
                return _constant(self._mask(self.match(query.child)), query.score)
            case tree.Every(fieldname=None):
                return _constant(self._snapshot.is_alive, query.boost)
        if not isinstance(query, _OF_ONE_FIELD):
            return self._by_whoosh(query)
        return self._in_field(query) if query.fieldname in self._snapshot.schema else NOTHING

    def _compound(self, query: tree.compound.CompoundQuery) -> Scored:
        size = self._snapshot.size
        found = [self.match(part) for part in query.subqueries]
        match query:
            case tree.AndNot():
                return found[0].within(~self._mask(found[1]))
            case tree.AndMaybe():
                return any_of(found, size).within(self._mask(found[0]))
            case tree.Require():
                return found[0].within(self._mask(found[1]))
            case tree.And() | tree.Or() | tree.DisjunctionMax() if len(found) < 2:
                return found[0] if found else NOTHING  # Whoosh too drops the boost
            case tree.And():
                return all_of(found, size).times(query.boost)
            case tree.Or(scale=None):
                return any_of(found, size).times(query.boost)
            case tree.DisjunctionMax():
                return any_of(found, size, np.maximum).times(query.boost)
        return self._by_whoosh(query)

    def _in_field(self, query: tree.Query) -> Scored:
        match query:
            case tree.Term():
                return self._sequence(query, [query.text])
            case tree.Phrase():
                if not self._snapshot.schema[query.fieldname].format.supports("positions"):
                    raise tree.QueryError(f"{query.fieldname} keeps no positions")
                return self._sequence(query, query.words, query.slop)
            case tree.NumericRange():
                return self.match(query._compile_query(self._snapshot))
            case tree.Every() | tree.Prefix(text="") | tree.Wildcard(text="*"):
                return _constant(self._any_in_field(query.fieldname), query.boost)
        return self._any_term(query)

    def _sequence(self, query: tree.Query, words: Sequence[object], slop: int = 1) -> Scored:
        field = query.fieldname
        try:
            terms = [self._snapshot.schema[field].to_bytes(word) for word in words]
        except ValueError:  # a word where numbers are kept
            return NOTHING
        found = match_sequence(self._snapshot, field, terms, slop, self._weighting)
        return found.times(query.boost)

    def _any_in_field(self, field: str) -> Mask:
        mask = self._mask(NOTHING)
        for segment in self._snapshot.segments:
            terms = self._snapshot.terms.expand(segment, methodcaller("lexicon", field))
            mask[self._snapshot.terms.union(segment, field, terms)] = True
        return mask

    def _any_term(self, query: tree.MultiTerm) -> Scored:
        """The documents with any of the words that a prefix, a wildcard or a range stands for."""
        found = []
        for segment in self._snapshot.segments:
            terms = list(filter(None, self._snapshot.terms.expand(segment, query._btexts)))
            if query.constantscore and _are_many(terms, segment):
                docs = self._snapshot.terms.union(segment, query.fieldname, terms)
                found.append(Scored(docs, np.ones(len(docs))))
                continue
            boost = query.boost if len(terms) > 1 else 1  # as in Whoosh
            found += [self._worth(segment, query.fieldname, term).times(boost) for term in terms]
        return any_of(found, self._snapshot.size)

    def _worth(self, segment: Segment, field: str, term: bytes) -> Scored:
        """The documents of one segment with the term, and their scores."""
        terms = self._snapshot.terms
        docs, weights = terms.in_segment(segment, field, term)
        here = Postings(docs + segment.offset, weights)
        documents = len(terms.postings(field, term).docs)
        return Scored(here.docs, self._weighting.scores(self._snapshot, field, here, documents))

    def _mask(self, found: Scored) -> Mask:
        return found.mask(self._snapshot.size)

    def _by_whoosh(self, query: tree.Query) -> Scored:
        """The matches by Whoosh's own means."""
        docs, scores = [], []
        searcher = self._snapshot.searcher
        with self._snapshot.lock:
            for leaf, offset in searcher.leaf_searchers():
                matcher = query.matcher(leaf, searcher.context())
                while matcher.is_active():
                    docs.append(matcher.id() + offset)
                    scores.append(matcher.score())
                    matcher.next()
        return Scored(np.array(docs, np.int64), np.array(scores, np.float64))


def _are_many(terms: Sequence[bytes], segment: Segment) -> bool:
    return len(terms) > 2 and (segment.size <= SMALL_SEGMENT or len(terms) >= MANY_WORDS)


def _constant(mask: Mask, score: float = 1) -> Scored:
    docs = np.flatnonzero(mask)
    return Scored(docs, np.full(len(docs), float(score)))
