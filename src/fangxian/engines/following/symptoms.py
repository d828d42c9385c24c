"""The symptoms people are asked for, in words. Which of them a disease asks for is a figure of its pack."""

from fangxian.engines.problems import Text

SYMPTOMS = {
    "fever": Text("发热", "fever"),
    "cough": Text("咳嗽", "cough"),
    "sore_throat": Text("咽痛", "sore throat"),
    "fatigue": Text("乏力", "fatigue"),
    "loss_of_smell": Text("嗅觉或味觉减退", "loss of smell or taste"),
    "shortness_of_breath": Text("气促", "shortness of breath"),
    "diarrhoea": Text("腹泻", "diarrhoea"),
    "runny_nose": Text("流涕", "runny nose"),
    "red_eyes": Text("眼红", "red eyes"),
    "rash": Text("皮疹", "rash"),
    "vomiting": Text("呕吐", "vomiting"),
    "bleeding": Text("出血", "bleeding"),
}


def symptom_title(code: str) -> Text:
    """Return a symptom's name; one only a user's own pack knows is called by its own word.

    >>> symptom_title("red_eyes").en
    'red eyes'
    """
    plain = code.replace("_", " ")
    return SYMPTOMS.get(code, Text(plain, plain))
