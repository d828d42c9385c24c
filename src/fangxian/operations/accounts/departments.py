"""What the departments of a command are called."""

from fangxian.engines.problems import Text

DEPARTMENTS = {
    "command_office": Text("指挥部", "command office"),
    "organisation": Text("组织部门", "organisation department"),
    "health": Text("卫健部门", "health department"),
    "cdc": Text("疾控中心", "centre for disease control"),
    "hospital": Text("医院", "hospital"),
    "transport": Text("交通部门", "transport department"),
    "police": Text("公安部门", "police"),
    "industry_it": Text("工信部门", "industry and IT department"),
    "publicity": Text("宣传部门", "publicity department"),
    "education": Text("教育部门", "education department"),
    "culture_tourism": Text("文旅部门", "culture and tourism department"),
    "civil_affairs": Text("民政部门", "civil affairs department"),
    "market_supervision": Text("市场监管部门", "market supervision department"),
    "discipline": Text("纪检监察机关", "discipline inspection office"),
    "justice": Text("司法行政机关", "justice department"),
    "migration": Text("移民管理机构", "migration office"),
    "laboratory": Text("检测实验室", "testing laboratory"),
    "supplies": Text("物资保障部门", "supplies department"),
    "venue_operator": Text("场所经营者", "venue operator"),
}


def name_department(department: str) -> Text:
    """Return a department's name; one a plan brings along is called by its own word.

    >>> name_department("cdc").en
    'centre for disease control'
    """
    word = department.replace("_", " ")
    return DEPARTMENTS.get(department, Text(word, word))


def name_office(place: Text, department: str) -> Text:
    """Return the name of a department's office at a place."""
    title = name_department(department)
    return Text(f"{place.zh}{title.zh}", f"{place.en} {title.en}")
