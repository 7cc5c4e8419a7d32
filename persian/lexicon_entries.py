"""All entries of the dictionary: hazm's words and verbs, and what our tables in `data/` add."""

from persian import hazm_data, tables
from persian.compounds import agent, ends_in_joint, second_halves
from persian.inflection import DETACHED, cut
from persian.letters import ZWNJ, level
from persian.lexicon import NAMED, UNCOUNTED, Entries, Entry, Kind
from persian.lexicon_refining import refine, settle_madda
from persian.spelling import without_madda

_OWN = 75  # the frequency that our own words are held for
_COMMON = 76  # and the common words


def entries() -> Entries:
    """Every word the analyzer knows; later steps overrule earlier ones."""
    tags = hazm_data.read_words()
    found: Entries = {
        word: Entry(kind, frequency, word) for word, (kind, frequency) in tags.items()
    }
    _add_own_words(found)
    _add_common_words(found)
    _add_second_halves(found)
    _add_verbs(found)
    _add_half_spaced(found)
    _add_names(found)
    _add_plurals(found)
    refine(found)
    settle_madda(found)
    _add_spellings(found)
    _add_compounds(found)
    return found


def _add_own_words(found: Entries) -> None:
    for word in tables.words("own_words.txt") | tables.words("lexicalised.txt"):
        word = level(word)
        before = found.get(word, Entry(0, 0, word))
        kind = before.kind or Kind.WORD | Kind.NOUN
        found[word] = Entry(kind, max(before.frequency, _OWN), word)


def _add_common_words(found: Entries) -> None:
    for word in tables.words("common_words.txt"):
        before = found.get(word, Entry(0, 0, word))
        kind = before.kind or Kind.WORD | Kind.NOUN | (Kind.ADJECTIVE if word[-1] == "ی" else 0)
        found[word] = Entry(kind, max(before.frequency, _COMMON), word)


def _add_second_halves(found: Entries) -> None:
    """Second halves are words of their own («گذاری» is not «گذار»)."""
    for half in second_halves():
        before = found.get(half, Entry(0, 0, half))
        kind = before.kind or Kind.WORD | Kind.NOUN
        found[half] = Entry(kind, max(before.frequency, UNCOUNTED), half)


def _add_verbs(found: Entries) -> None:
    verb_first = tables.words("verb_forms.txt")
    for form, stem in hazm_data.read_verb_forms().items():
        ending = stem.removesuffix("ن").removeprefix("آ") + "ه"
        participle = Kind.PARTICIPLE if form.endswith(ending) else 0
        negated = participle and form[0] == "ن" and form != stem + "ه"
        entry = found.get(form)
        if entry and entry.frequency and form not in verb_first and not negated:
            found[form] = entry._replace(kind=entry.kind | participle)
        elif form[-1] != "ی" or not _is_noun(found.get(form[:-1])):
            found[form] = Entry(Kind.VERB | participle, 0, stem)


def _is_noun(entry: Entry | None) -> bool:
    return bool(entry and entry.kind & Kind.NOUN and entry.frequency >= NAMED)


def _add_half_spaced(found: Entries) -> None:
    for word in [word for word in found if ZWNJ in word]:
        entry = found.pop(word)
        pieces = _pieces(word, found)
        whole = "".join(pieces)
        other = found.get(whole) or found.get(without_madda(pieces))
        written_in_one = other and (
            other.kind & Kind.VERB or (other.kind & Kind.WORD and other.frequency > entry.frequency)
        )
        inflected = pieces[-1] in DETACHED or agent(pieces[-1], found.get) != pieces[-1]
        if not written_in_one and not inflected and len(pieces) > 1:
            lemma = ZWNJ.join(pieces)
            for piece in pieces[1:]:
                if piece.startswith("ال") and piece not in found:
                    found[piece] = Entry(Kind.WORD | Kind.NOUN, UNCOUNTED, piece)
            found[whole] = Entry(entry.kind | Kind.COMPOUND, entry.frequency, lemma)


def _pieces(word: str, found: Entries) -> list[str]:
    """The pieces of a half-spaced word; «روبه‌رو» has three."""
    printed = [piece for piece in word.split(ZWNJ) if piece]
    pieces = []
    for piece, following in zip(printed, [*printed[1:], "ال"], strict=True):
        joint = "" if following.startswith("ال") else ends_in_joint(piece, following, found.get)
        pieces += [piece.removesuffix(joint), joint] if joint else [piece]
    return pieces


def _add_names(found: Entries) -> None:
    for printed in tables.words("protected.txt"):
        pieces = level(printed).replace(ZWNJ, " ").replace("-", " ").split()
        compound = Kind.COMPOUND if len(pieces) > 1 else 0
        whole = "".join(pieces)
        before = found.get(whole, Entry(0, 0, whole))
        if before.kind & Kind.NAME and before.lemma.count(ZWNJ) < len(pieces):
            continue  # «چهارمحال و بختیاری», not «چهار محال و بختیاری»
        kind = before.kind & ~Kind.COMPOUND | Kind.NAME | compound
        found[whole] = Entry(kind, max(NAMED, before.frequency), ZWNJ.join(pieces))
        for piece in pieces:
            unknown = piece not in found or not found[piece].kind
            if len(piece) > 3 and unknown and not cut(piece, found.get):
                found[piece] = Entry(Kind.NAME, NAMED, piece)


def _add_plurals(found: Entries) -> None:
    for plural, singular in tables.rows("broken_plurals.tsv"):
        known = [found[word] for word in (plural, singular) if word in found]
        if not any(entry.kind & Kind.NAME for entry in known[:1]):
            frequency = max((entry.frequency for entry in known), default=UNCOUNTED)
            kind = Kind.WORD | Kind.NOUN | Kind.INFLECTED
            found[plural] = Entry(kind, frequency, singular)


def _add_spellings(found: Entries) -> None:
    for variant, official in tables.rows("spellings.tsv"):
        pieces = official.split()
        compound = Kind.COMPOUND if len(pieces) > 1 else 0
        found[variant] = Entry(Kind.SPELLING | compound, NAMED, ZWNJ.join(pieces))


def _add_compounds(found: Entries) -> None:
    for compound in tables.words("compounds.txt"):
        pieces = compound.split()
        whole = "".join(pieces)
        before = found.get(whole, Entry(0, 0, whole))
        found[whole] = Entry(before.kind | Kind.COMPOUND, before.frequency, ZWNJ.join(pieces))
