"""Conditions in CEL: compiled once, checked against the closed set, answered for a whole table at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import cel
import polars as pl

from fangxian.engines.conditions.features import Feature, Value, features_of
from fangxian.engines.conditions.problems import not_readable, unknown_function, unknown_name, wrong_type
from fangxian.engines.conditions.trials import trial_rows
from fangxian.engines.plans import Scope

_OPERATORS = {
    "_&&_": "&&",
    "_||_": "||",
    "!_": "!",
    "_==_": "==",
    "_!=_": "!=",
    "_<_": "<",
    "_<=_": "<=",
    "_>_": ">",
    "_>=_": ">=",
    "_+_": "+",
    "_-_": "-",
    "-_": "-",
    "@in": "in",
}
"""CEL's names of the operators a condition may use -> how they are written."""

_DTYPES: Mapping[str, pl.DataType] = {
    "int": pl.Int64(),
    "double": pl.Float64(),
    "string": pl.String(),
    "bool": pl.Boolean(),
}


@dataclass(frozen=True)
class Condition:
    """A checked condition. `features` are the features it asks for, in alphabetical order."""

    source: str
    scope: Scope
    features: Mapping[str, Feature]
    execute: Callable[[dict[str, Value]], bool] = field(repr=False, compare=False)


def compile_condition(
    source: str, scope: Scope, levels: Sequence[str] = (), zones: Sequence[str] = ()
) -> Condition:
    """Compile `source` for subjects of `scope` in a plan with these risk `levels` and these levels of `zones`.

    Raises:
        ConditionProblem: not CEL, an undeclared feature or operator, types that do not go together,
            or no yes/no answer; the sentences name the alternatives.

    >>> compile_condition("cases_14d >= 1 && area_level == ''", "place", ("low", "medium")).features.keys()
    dict_keys(['area_level', 'cases_14d'])
    """
    return _compiled(source, scope, tuple(levels), tuple(zones))


@lru_cache(maxsize=1024)
def _compiled(source: str, scope: Scope, levels: tuple[str, ...], zones: tuple[str, ...]) -> Condition:
    try:
        program = cel.compile(source)
    except ValueError as error:
        raise not_readable(source, str(error)) from error
    features = _declared(source, scope, program.references(), features_of(scope, levels, zones))
    condition = Condition(source, scope, features, program.execute)
    _try_types(condition)
    return condition


def _declared(
    source: str, scope: Scope, references: Mapping[str, Any], known: Mapping[str, Feature]
) -> dict[str, Feature]:
    for function in references["functions"]:
        if function not in _OPERATORS:
            raise unknown_function(source, function, set(_OPERATORS.values()))
    for name in references["variables"]:
        if name not in known:
            raise unknown_name(source, name, scope, known)
    return {name: known[name] for name in sorted(references["variables"])}


def _try_types(condition: Condition) -> None:
    for row in trial_rows(condition.source, condition.features, limit=300):
        try:
            answer = condition.execute(row)
        except (TypeError, ValueError, RuntimeError) as error:
            raise wrong_type(condition.source, str(error)) from error
        if not isinstance(answer, bool):
            raise wrong_type(condition.source, f"{answer!r}")


def evaluate(condition: Condition, rows: pl.DataFrame) -> pl.Series:
    """Return one boolean per row of `rows`, in order; a null counts as the feature's "unknown".

    `rows` needs only the columns `condition.features` names. Each distinct tuple of values is judged
    once, so thousands of quiet places cost one evaluation.

    Raises:
        polars.exceptions.ColumnNotFoundError: a feature's column is absent.

    >>> places = pl.DataFrame({"cases_14d": [0, 2, 0]})
    >>> evaluate(compile_condition("cases_14d >= 1", "place"), places).to_list()
    [False, True, False]
    """
    if not condition.features:
        answer = condition.execute({})
        return pl.Series("holds", [answer] * rows.height, dtype=pl.Boolean())
    asked = rows.select(
        pl.col(name).cast(_DTYPES[feature.type_]).fill_null(feature.unknown)
        for name, feature in condition.features.items()
    )
    distinct = asked.unique(maintain_order=True)
    answers = [condition.execute(row) for row in distinct.iter_rows(named=True)]
    judged = distinct.with_columns(pl.Series("holds", answers, dtype=pl.Boolean()))
    joined = asked.join(judged, on=asked.columns, how="left", maintain_order="left")
    return joined["holds"]


def is_reachable(condition: Condition) -> bool:
    """Return whether some possible subject fulfils the condition (tried around its own figures).

    >>> is_reachable(compile_condition("cases_14d > cases_total", "place"))
    False
    """
    return any(condition.execute(row) for row in trial_rows(condition.source, condition.features))
