"""What is asked or told at a door. A measure names what it needs; the same word is the same question."""

from fangxian.engines.problems import Text

QUESTIONS = {
    "members": Text("今天家里有谁", "who is at home today"),
    "travel": Text(
        "14 天内是否到过公布的场所", "whether anybody was at a published place in the last 14 days"
    ),
    "symptoms": Text("有无症状", "whether anybody has symptoms"),
    "temperature": Text("量体温", "take the temperature"),
    "needs": Text("就医、用药、生活困难", "care, medicine, anything they need"),
    "consent": Text("说明后征得自愿同意", "explain, then ask whether they agree"),
    "immunity": Text("查看接种或免疫证明", "see proof of vaccination or immunity"),
    "sample": Text("采样", "take a sample"),
    "dose": Text("问禁忌和过敏后用药一剂", "ask about allergies, then give one dose"),
    "kit": Text("发放净水和卫生包，当面示范", "hand over the water kit and show its use"),
    "attendees": Text("索取该时段到场名单", "ask for the list of those who were there"),
    "posted": Text("张贴告示", "put up the notice"),
    "closed": Text("确认已停用或停业", "see that it is closed"),
    "disinfected": Text("确认已消毒", "see that it was disinfected"),
    "chlorine": Text("测余氯", "measure free chlorine"),
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
