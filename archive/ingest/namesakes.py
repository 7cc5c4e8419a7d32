"""Proposes that officials are one person: of one name, or nearly so and in one organization."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from archive.extract.people import within_one_edit
from archive.merging.joins import propose_join
from archive.models import Official, Post

# How sure a proposal is.
OF_ONE_NAME, SAME_ROLE, SAME_PROVINCE = 0.4, 0.2, 0.2
NEARLY_OF_ONE_NAME = 0.8  # where the organization is the same
MIN_LETTERS = 8  # of a name that may be misspelt
_REASON_CHARS = 300


def propose_joins(officials: Sequence[Official]) -> None:
    """Propose each of these new officials for a join with the likeliest older one, if any."""
    if not officials:
        return
    older = _namesakes(officials)
    posts = _posts([*officials, *(other for group in older.values() for other in group)])
    near = _nearly_of_one_name({official: posts[official.pk] for official in officials})
    for official in officials:
        mine = posts[official.pk]
        scored = [
            (_score(mine, posts[other.pk]), -other.pk, other)
            for other in older[official.key]
            if other.pk < official.pk
        ]
        if scored:
            score, _, likely = max(scored)
            reason = f"هم‌نام: «{_told(mine)}» و «{_told(posts[likely.pk])}»"
            propose_join(official, likely, reason[:_REASON_CHARS], score)
        for post in near[official.pk]:
            reason = f"نام‌هایی نزدیک به هم در یک سازمان: {post.organization}"
            propose_join(official, post.official, reason[:_REASON_CHARS], NEARLY_OF_ONE_NAME)


def _namesakes(officials: Iterable[Official]) -> dict[str, list[Official]]:
    """The officials by the names of these, with these."""
    by_key: dict[str, list[Official]] = defaultdict(list)
    for official in Official.objects.current().filter(key__in={o.key for o in officials}):
        by_key[official.key].append(official)
    return by_key


def _nearly_of_one_name(posts: Mapping[Official, Sequence[Post]]) -> dict[int, list[Post]]:
    """For each official a post, in the same organizations, of each older one of a similar name.

    Two queries. An organization's posts may be many, so only those of similar names are made rows.
    """
    colleagues = _colleagues(posts)
    near: dict[int, list[int]] = {}
    for official, own in posts.items():
        by_person: dict[int, int] = {}
        organizations = {post.organization_id for post in own}
        for post, other, key in sorted(one for some in organizations for one in colleagues[some]):
            if other < official.pk and key != official.key and _is_near(key, official.key):
                by_person.setdefault(other, post)
        near[official.pk] = list(by_person.values())
    wanted = {post for own in near.values() for post in own}
    rows = Post.objects.select_related("official", "organization").in_bulk(wanted)
    return {official: [rows[post] for post in own] for official, own in near.items()}


def _colleagues(
    posts: Mapping[Official, Sequence[Post]],
) -> dict[int | None, list[tuple[int, int, str]]]:
    """The posts in the organizations of these, by organization: post, official, the name's key."""
    organizations = {post.organization_id for own in posts.values() for post in own} - {None}
    rows = Post.objects.filter(organization__in=organizations, official__merged_into=None)
    colleagues: dict[int | None, list[tuple[int, int, str]]] = defaultdict(list)
    columns = ("organization_id", "pk", "official_id", "official__key")
    for organization, post, official, key in rows.values_list(*columns):
        colleagues[organization].append((post, official, key))
    return colleagues


def _is_near(one: str, other: str) -> bool:
    """«سید علی رضایی» and «علی رضایی», «علی کریمی نژاد» and «علی کریمی», «خورگامی» and «خورگام»."""
    if _leaves_words_out(one, other) or _leaves_words_out(other, one):
        return True
    mine, theirs = one.replace(" ", ""), other.replace(" ", "")
    if mine.endswith(theirs) or theirs.endswith(mine):
        return True
    return min(len(mine), len(theirs)) >= MIN_LETTERS and within_one_edit(mine, theirs)


def _leaves_words_out(short: str, whole: str) -> bool:
    """Whether one name is the other without some of its words, but with two at least."""
    words, left = short.split(), iter(whole.split())
    return len(words) > 1 and all(word in left for word in words)


def _posts(officials: Iterable[Official]) -> dict[int, list[Post]]:
    """The posts of officials, by their official."""
    by_official: dict[int, list[Post]] = defaultdict(list)
    posts = Post.objects.filter(official__in=officials).select_related("organization")
    for post in posts.order_by("pk"):
        by_official[post.official_id].append(post)
    return by_official


def _score(mine: Sequence[Post], theirs: Sequence[Post]) -> float:
    same_role = bool({post.role for post in mine} & {post.role for post in theirs})
    provinces = {post.province_id for post in mine} & {post.province_id for post in theirs}
    same_province = bool(provinces - {None})
    return OF_ONE_NAME + SAME_ROLE * same_role + SAME_PROVINCE * same_province


def _told(posts: Sequence[Post]) -> str:
    return "، ".join(map(str, posts[:2])) or "بدون سمت"
