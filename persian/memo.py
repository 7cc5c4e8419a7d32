"""What a process remembers of the words it has read: most words of a text it has read before."""

from collections.abc import Callable
from typing import TypeVar

MEMO = 1 << 17  # answers that one memo keeps

Key = TypeVar("Key", str, tuple[str, str])
Answer = TypeVar("Answer")


class Memo(dict[Key, Answer]):
    """A function's answers, as a mapping, because looking up is half the time of a call.

    It forgets everything when it is full, and keeps no answers for keys longer than `longest`.
    """

    def __init__(self, function: Callable[[Key], Answer], longest: int) -> None:
        super().__init__()
        self._function: Callable[[Key], Answer] = function
        self._longest = longest

    def __missing__(self, key: Key) -> Answer:
        answer = self._function(key)
        if len(key) <= self._longest:
            if len(self) >= MEMO:
                self.clear()
            self[key] = answer
        return answer
