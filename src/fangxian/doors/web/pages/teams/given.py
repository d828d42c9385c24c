"""Reads members named in forms: by name, or by id where two share it."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import QueryDict

from fangxian.engines.problems import Problem, Text
from fangxian.operations.teams.rows import MemberRow

Members = Callable[[], Sequence[MemberRow]]


def read_member(form: QueryDict, name: str, members: Members) -> UUID:
    """Return the one member meant. Raises `member-unclear`."""
    return _find(form.get(name, "").strip(), members())


def read_members(form: QueryDict, name: str, members: Members) -> tuple[UUID, ...]:
    """Return the members meant, separated by ; or 、. Raises `member-unclear`."""
    text = form.get(name, "").replace("；", ";").replace("、", ";").replace("，", ";").replace(",", ";")
    words = [word.strip() for word in text.split(";") if word.strip()]
    if not words:
        return ()
    rows = members()
    return tuple(dict.fromkeys(_find(word, rows) for word in words))


def _find(word: str, rows: Sequence[MemberRow]) -> UUID:
    found = [row.id for row in rows if word and word in (row.name, str(row.id))]
    if len(found) != 1:
        raise Problem(
            "member-unclear",
            Text(f"有 {len(found)} 名队员叫“{word}”。", f"{len(found)} members are called “{word}”."),
            Text(
                "应为可见范围内一名队员的姓名或编号。",
                "Expected the name or number of one member within your reach.",
            ),
            Text("请在人员页查找其编号。", "Look up the number on the page of people."),
        )
    return found[0]
