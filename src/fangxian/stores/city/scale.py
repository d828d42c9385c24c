"""The scale of a synthetic city: one synthetic person stands for so many."""

from fangxian.engines.problems import Problem, Text

SMALLEST = 5000


def people_per_person(scale: str) -> int:
    """Return 50 for "1:50".

    Raises:
        Problem: anything else than "1:1" to "1:5000".
    """
    one, _, many = scale.partition(":")
    if one.strip() == "1" and many.strip().isdigit() and 1 <= int(many) <= SMALLEST:
        return int(many)
    raise Problem(
        "not-a-scale",
        Text(f"“{scale}”不是比例。", f'"{scale}" is not a scale.'),
        Text("应为 1:1 至 1:5000，如 1:50。", 'Expected "1:1" to "1:5000", such as "1:50".'),
        Text("请改正 --scale。", "Correct --scale."),
    )
