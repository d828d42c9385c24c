"""What a statement asks of a database that another database may answer otherwise.

Two databases agree on what is plain: columns as they are, conditions that compare them with values, joins by equality,
an order by columns. So of a plain statement four things count: the tables it reads, the table it writes, the columns of
other tables its columns are compared with (the types must agree), and the columns it sorts by that may be empty (one
database puts what is empty first, another last). A statement that says anything else (a function, an aggregate, CASE,
GROUP BY, DISTINCT, EXISTS, an outer join, UNION, LIKE, arithmetic, FOR UPDATE, a conflict passed over) is a kind of its
own, of which only what is plain is left out.
"""

import re
from collections.abc import Collection

_COLUMN = r'(?:"\w+"|T)\."\w+"'
_NAMED = rf'{_COLUMN}(?: AS "\w+")?'
_VALUE = r"(?:%s|NULL|\d+)"
_BY = rf"(?:{_COLUMN}|\d+) (?:ASC|DESC)"
_ORDER = rf"{_BY}(?:, {_BY})*"
_FROM = r'FROM "\w+"(?: T)?(?: INNER JOIN "\w+"(?: T)? ON \?)*(?: WHERE \?)?'

_OTHER_NAME = re.compile(r"\b[A-Z]\d+\b")
_READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
_WRITTEN = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
_JOINED = re.compile(rf"ON \(({_COLUMN} = {_COLUMN})\)")
_LOOKED_UP = re.compile(rf'{_COLUMN} IN \(SELECT {_COLUMN} AS "\w+" FROM "\w+"')
_SELECTED = re.compile(rf"SELECT (?:DISTINCT )?({_NAMED}(?:, {_NAMED})*)")
_AT = re.compile(r"^\d+")
_SORTED = re.compile(f" ORDER BY ({_ORDER})")

_LEFT_OUT = (
    (rf"\({_VALUE}(?:, ?{_VALUE})*\)(?:, ?\({_VALUE}(?:, ?{_VALUE})*\))*", "(…)"),
    (rf"(?<=SELECT )(DISTINCT )?{_NAMED}(?:, {_NAMED})*(?=, | FROM)", r"\1…"),
    (rf"(?:, {_NAMED})+(?=, .* FROM| FROM)", ""),
    (rf"{_COLUMN} (?:=|<=|>=|<|>) (?:{_VALUE}|\({_COLUMN}\)|{_COLUMN})(?! [-+*/])", "?"),
    (rf"{_COLUMN} (?:IN \(…\)|IN \(SELECT … {_FROM}\)|IS NULL|IS NOT NULL|BETWEEN %s AND %s)", "?"),
    (
        rf"(?:(?<=WHERE )|(?<=WHERE \()|(?<=AND )|(?<=NOT )|(?<=NOT \()){_COLUMN}(?=\)| AND | OR | ORDER | GROUP |$)",
        "?",
    ),
    (r"\?(?: (?:AND|OR) \?)+|\(\?\)|NOT \?", "?"),
    (r"(?:WHEN \? THEN %s ){2,}", "WHEN ? THEN %s "),
    (r" LIMIT \d+| OFFSET \d+", ""),
)
"""Applied until nothing changes: a plain condition may stand inside another."""

_PLAIN = re.compile(
    rf'SELECT (?:…|%s AS "a"|COUNT\(\*\) AS "__count") {_FROM}(?: ORDER BY {_ORDER})?'
    rf'|INSERT INTO "\w+" \([^()]*\) VALUES \(…\)(?: RETURNING {_COLUMN})?'
    rf'|UPDATE "\w+" SET "\w+" = {_VALUE}(?:, "\w+" = {_VALUE})*(?: WHERE \?)?'
    r'|DELETE FROM "\w+"(?: WHERE \?)?'
)
_ABOUT_TABLES = re.compile(r"CREATE |DROP |ALTER |PRAGMA |SAVEPOINT |RELEASE |ROLLBACK |BEGIN")


def kinds_of(sql: str, may_be_empty: Collection[str] = ()) -> set[str]:
    """Return the kinds a statement is of; `may_be_empty`: columns, quoted as statements quote them.

    >>> sorted(kinds_of('SELECT "b"."a" FROM "b" WHERE ("b"."c" IN (%s, %s) AND "b"."d" > %s) ORDER BY 1 ASC', ['"b"."a"']))
    ['reads b', 'sorts by "b"."a" ASC']
    >>> sorted(kinds_of('SELECT "b"."a", COUNT(*) AS "n" FROM "b" WHERE "b"."c" = %s GROUP BY 1'))
    ['SELECT …, COUNT(*) AS "n" FROM "b" WHERE ? GROUP BY 1', 'reads b']
    """
    if _ABOUT_TABLES.match(sql):
        return set()
    sql = _OTHER_NAME.sub("T", sql)
    kinds = {f"reads {table}" for table in _READ.findall(sql)}
    kinds |= {f"writes {table}" for table in _WRITTEN.findall(sql)}
    kinds |= {*_JOINED.findall(sql), *_LOOKED_UP.findall(sql)}
    kinds |= {f"sorts by {one}" for one in _sorted_by(sql) if one.split(" ")[0] in may_be_empty}
    said = _without_what_is_plain(sql)
    return kinds if _PLAIN.fullmatch(said) else {*kinds, said}


def _sorted_by(sql: str) -> list[str]:
    """Return the columns a statement sorts by; a number stands for the column read at that place."""
    found = _SELECTED.match(sql)
    selected = [one.split(" ")[0] for one in found[1].split(", ")] if found else []
    by = [one for order in _SORTED.findall(sql) for one in order.split(", ")]
    return [_AT.sub(lambda at: (*selected, *[at[0]] * int(at[0]))[int(at[0]) - 1], one) for one in by]


def _without_what_is_plain(sql: str) -> str:
    before = None
    while before != sql:
        before = sql
        for pattern, instead in _LEFT_OUT:
            sql = re.sub(pattern, instead, sql)
    return sql
