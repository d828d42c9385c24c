"""Does a measure that brings somebody to a door say what is asked there, in words both can read?"""

from collections.abc import Iterator

from fangxian.engines.problems import Text
from fangxian.engines.visiting import QUESTIONS
from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.reading import OpenMeasure


def door_findings(measure: OpenMeasure) -> Iterator[Finding]:
    """Yield what is missing in what a measure asks at a door."""
    shape, document = measure.shape, measure.document
    if shape.kind == "person" and not shape.door:
        yield Finding.at(
            document.spot(("door",)),
            "missing-door",
            Text(
                f"{shape.id} 针对个人，却没有写明上门问什么、做什么。",
                f"{shape.id} is about a person and does not say what is asked or done at the door.",
            ),
            Text(
                "请在 door 下写明, 例如 symptoms: {of: person, minutes: …}。",
                "State it under `door`, for example symptoms: {of: person, minutes: …}.",
            ),
        )
    for question, ask in shape.door.items():
        if question not in QUESTIONS and ask.title is None:
            listed = ", ".join(QUESTIONS)
            yield Finding.at(
                document.spot(("door", question)),
                "unknown-question",
                Text(f"没有 {question} 这一问。", f"No question is called {question}."),
                Text(
                    f"请用其一: {listed}；或用 title 写明中英文。",
                    f"Use one of: {listed}; or give it a title in both languages.",
                ),
            )
