"""From what a reader typed to a tree of words, phrases and operators, the same for every engine.

Whoosh's parser knows the syntax, our analyzer the words. Nothing typed is an error: what is no
syntax is words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise

from whoosh.qparser import QueryParser, plugins, syntax

import persian

MAX_SLOP = 50
MIN_PREFIX_CHARS = 2
COMPOUND_WIDTHS = (3, 2, 1)  # words: «گفت و گو», «سرمایه گذاری», any word
FIELD_NAMES = {
    "headline": "headline",
    "تیتر": "headline",
    "عنوان": "headline",
    "kicker": "kicker",
    "روتیتر": "kicker",
    "lead": "lead",
    "لید": "lead",
    "body": "body",
    "متن": "body",
}
_OPERATORS = {"AND", "OR", "NOT"}
# «چه» and what it asks for are one question word: who, what, when.
_ASKS = "چه"
_ASKED = {"کس", "کسی", "چیز", "چیزی", "زمانی", "تاریخی", "سالی", "روزی"}
_GAP = re.compile(r"[\s،؛,;!؟?«»()\"]")
_QUOTES = str.maketrans("“”„", '"""')


@dataclass(frozen=True)
class Words:
    """Terms that stand one after the other: one word, the parts of a compound, or a phrase.

    `surfaces` is how they were written. With a `slop` over 1 other words may stand between.
    Exact words are sought as written, without lemmas.
    """

    terms: tuple[str, ...]
    surfaces: tuple[str, ...]
    field: str = ""
    slop: int = 1
    is_exact: bool = False


@dataclass(frozen=True)
class Prefix:
    """Every word that begins so."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Everything:
    """Every article."""


@dataclass(frozen=True)
class Not:
    child: "Node"


@dataclass(frozen=True)
class And:
    children: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    children: tuple["Node", ...]


Node = Words | Prefix | Everything | Not | And | Or


@dataclass(frozen=True)
class Query:
    """A parsed query. Plain words, and only they, may be widened to most of the words.

    «یا» is a word of every Persian sentence and leaves a query plain: its two sides are one part.
    """

    root: Node
    is_plain: bool = False
    hint: str = ""

    @property
    def parts(self) -> tuple[Node, ...]:
        """What an article must have all of, or most of: the words of a plain query."""
        return self.root.children if isinstance(self.root, And) else (self.root,)

    @property
    def words(self) -> tuple[Words, ...]:
        """The words among the parts."""
        return tuple(part for part in self.parts if isinstance(part, Words))


_PARSER = QueryParser(
    None,
    schema=None,
    plugins=[
        plugins.GroupPlugin(),
        plugins.FieldsPlugin(rf"(?<!\w)(?P<text>{'|'.join(FIELD_NAMES)}):(?=\S)"),
        plugins.PhrasePlugin(r'"(?P<text>[^"]*)"(~(?P<slop>[1-9][0-9]{0,99}))?'),
        plugins.PrefixPlugin(r"(?P<text>[^\s*()\":]+)[*](?=\s|$|\))"),
        plugins.OperatorsPlugin(
            And=r"(?<=\s)AND(?=\s)",
            Or=r"(?<=\s)(OR|یا)(?=\s)",
            Not=r"(^|(?<=[\s(]))(NOT(?=\s)|-(?=[\w\"(]))",
            AndNot=None,
            AndMaybe=None,
            Require=None,
        ),
    ],
)
_PLAIN = (
    syntax.WordNode,
    syntax.Whitespace,
    plugins.GroupPlugin.OpenBracket,
    plugins.GroupPlugin.CloseBracket,
)


def parse(text: str, is_exact: bool = False) -> Query:
    """The query that the text means; blank text and text without any word ask for everything."""
    text = text.translate(_QUOTES)
    tagged = _PARSER.tag(text)
    following = [*tagged[1:], syntax.Whitespace()]
    is_plain = all(map(_is_plain, tagged, following))
    root = _Reader(is_exact).read(_PARSER.filterize(tagged))
    if root is None:
        return Query(Everything())
    hint = "نشانهٔ نقل‌قول بسته نشده است؛ واژه‌ها را جدا جستیم." if text.count('"') % 2 else ""
    return Query(_without_function_words(root), is_plain and not is_exact, hint)


def _is_plain(node: syntax.SyntaxNode, following: syntax.SyntaxNode) -> bool:
    """Whether this is a word, a bracket, «یا», or a dash that denies only a function word."""
    if isinstance(node, syntax.Operator):
        is_dash = node.text == "-" and isinstance(following, syntax.WordNode)
        return node.text == "یا" or (is_dash and _is_function_text(following.text))
    return isinstance(node, _PLAIN)


class _Reader:
    """Reads the parser's nodes; the words of one run are analysed together."""

    def __init__(self, is_exact: bool) -> None:
        self.is_exact = is_exact

    def read(self, node: syntax.SyntaxNode) -> Node | None:
        if isinstance(node, syntax.NotGroup):
            child = self._all(node)
            return Not(child) if child and not _is_function(child) else None
        if isinstance(node, syntax.OrGroup):
            return _one_or(Or, [child for one in node if (child := self.read(one))])
        if isinstance(node, syntax.GroupNode):
            return self._all(node)
        if isinstance(node, plugins.PhrasePlugin.PhraseNode):
            return self._phrase(node)
        if isinstance(node, plugins.PrefixPlugin.PrefixNode):
            return self._prefix(node)
        return self._words([node])

    def _all(self, group: Iterable[syntax.SyntaxNode]) -> Node | None:
        children: list[Node] = []
        for is_words, run in groupby(group, lambda node: type(node) is syntax.WordNode):
            nodes = list(run)
            found = [self._words(nodes)] if is_words else [self.read(node) for node in nodes]
            for child in found:
                if child:
                    children += child.children if isinstance(child, And) else (child,)
        return _one_or(And, children)

    def _words(self, nodes: Sequence[syntax.SyntaxNode]) -> Node | None:
        found: list[Node] = []
        for field, same in groupby(nodes, lambda node: _field(node)):
            texts = [node.text for node in same if node.text not in _OPERATORS]
            found += self._units(" ".join(texts), field)
        return _one_or(And, found)

    def _units(self, text: str, field: str) -> Iterator[Words]:
        if self.is_exact:
            for word in text.split():
                written = _written(word)
                if written:
                    yield Words(written, written, field, is_exact=True)
            return
        for tokens in _compounds(text):
            written = _written(text[tokens[0].start : tokens[-1].end])
            yield Words(tuple(token.term for token in tokens), written, field)

    def _phrase(self, node: plugins.PhrasePlugin.PhraseNode) -> Node | None:
        written = _written(node.text)
        terms = written if self.is_exact else tuple(persian.terms(node.text))
        slop = min(node.slop, MAX_SLOP)
        return Words(terms, written, _field(node), slop, self.is_exact) if terms else None

    def _prefix(self, node: plugins.PrefixPlugin.PrefixNode) -> Node | None:
        written = _written(node.text)
        if len(written) == 1 and len(written[0]) >= MIN_PREFIX_CHARS:
            return Prefix(written[0], _field(node))
        return self._words([node])


def _compounds(text: str) -> Iterator[list[persian.Token]]:
    """The tokens of a text, those together that are one word or one compound, also if spaced."""
    words = _unspaced(text)
    while words:
        for width in COMPOUND_WIDTHS:
            tokens = list(chain.from_iterable(words[:width]))
            if width == 1 or _is_compound(tokens):
                yield tokens
                words = words[width:]
                break


def _unspaced(text: str) -> list[list[persian.Token]]:
    """The tokens of a text, those together that no space parts."""
    groups: list[list[persian.Token]] = []
    for token in persian.tokens(text):
        if groups and _touch(text, groups[-1][-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _touch(text: str, left: persian.Token, right: persian.Token) -> bool:
    """Whether no space or comma parts the tokens: «سرمایه‌گذاری», also «۱۰-۲۰»."""
    return not _GAP.search(text[left.end : right.start])


def _is_compound(tokens: Sequence[persian.Token]) -> bool:
    """Whether the tokens, written as one word, are one compound of the same terms."""
    terms = [token.term for token in tokens]
    if tokens[0].rule == "number" and terms[1:] == ["درصد"]:
        return True  # as «٪» is
    return (
        len(terms) > 1
        and persian.is_compound("".join(terms))
        and persian.terms("".join(token.surface for token in tokens)) == terms
    )


def _written(text: str) -> tuple[str, ...]:
    return tuple(token.term for token in persian.surfaces(text))


def _field(node: syntax.SyntaxNode) -> str:
    return FIELD_NAMES.get(node.fieldname or "", "")


def _one_or(kind: type[And] | type[Or], children: Sequence[Node]) -> Node | None:
    if len(children) > 1:
        return kind(tuple(children))
    return children[0] if children else None


def count_words(text: str) -> int:
    """How many words of a text carry a subject; a compound is one word in every spelling."""
    words = [Words(tuple(token.term for token in one), ()) for one in _compounds(text)]
    return len(_subjects(words))


def _without_function_words(root: Node) -> Node:
    """The query without words that carry no subject, unless there are no others."""
    if not isinstance(root, And):
        return root
    return _one_or(And, list(dict.fromkeys(_subjects(root.children)))) or root


def _subjects(nodes: Sequence[Node]) -> list[Node]:
    """What is left without function words and question words."""
    return [
        node
        for before, node in pairwise((Everything(), *nodes))
        if not (_is_function(node) or _is_asked(before, node))
    ]


def _is_asked(before: Node, node: Node) -> bool:
    """Whether this is the noun of «چه کسی»."""
    if not (isinstance(before, Words) and isinstance(node, Words)):
        return False
    return before.terms == (_ASKS,) and set(node.terms) <= _ASKED


def _is_function_text(text: str) -> bool:
    terms = persian.terms(text)
    return bool(terms) and all(map(persian.is_function_word, terms))


def _is_function(node: Node) -> bool:
    return isinstance(node, Words) and all(map(persian.is_function_word, node.terms))
