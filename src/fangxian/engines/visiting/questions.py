"""What is asked or told at a door. A measure names what it needs; the same word is the same question."""

from fangxian.engines.problems import Text

QUESTIONS = {
    "members": Text("今天家里有谁", "who is at home today"),
    "travel": Text(
        "14 天内是否到过公布的场所", "whether anybody was at a published place in the last 14 days"
    ),
    "symptoms": Text("有无症状", "whether anybody has symptoms"),
    "needs": Text("就医、用药、生活困难", "care, medicine, anything they need"),
    "told-until": Text("告知：做什么、到何时、为什么", "tell: what is asked, until when and why"),
    "told-sampling": Text("告知：采样时间和地点", "tell: when and where samples are taken"),
    "slip": Text("送达告知书", "hand over the slip"),
}


def question_title(code: str) -> Text:
    """Return a question in both languages; one a pack brings along reads as itself.

    >>> question_title("symptoms").en
    'whether anybody has symptoms'
    """
    word = code.replace("-", " ")
    return QUESTIONS.get(code, Text(word, word))
