"""The words of departments, roles and proofs in both languages, neutral between countries."""

from fangxian.engines.problems import Text

DEPARTMENTS = {
    "command_office": Text("指挥部", "command office"),
    "organisation": Text("组织部门", "organisation department"),
    "health": Text("卫生健康部门", "health department"),
    "cdc": Text("疾控中心", "disease control"),
    "hospital": Text("医院", "hospital"),
    "transport": Text("交通运输部门", "transport department"),
    "police": Text("公安部门", "police"),
    "industry_it": Text("工信部门", "industry and IT department"),
    "publicity": Text("宣传部门", "public information"),
    "education": Text("教育部门", "education department"),
    "culture_tourism": Text("文旅部门", "culture and tourism department"),
    "civil_affairs": Text("民政部门", "civil affairs department"),
    "market_supervision": Text("市场监管部门", "market supervision"),
    "discipline": Text("纪检监察部门", "inspection of conduct"),
    "justice": Text("司法行政部门", "justice department"),
    "migration": Text("移民管理部门", "migration office"),
    "laboratory": Text("检测实验室", "testing laboratory"),
    "supplies": Text("物资保障部门", "supplies department"),
    "venue_operator": Text("场所经营者", "venue operator"),
}

ROLES = {
    "commander": Text("指挥长", "commander"),
    "health_officer": Text("卫健负责人", "health officer"),
    "investigator": Text("流调员", "investigator"),
    "community_worker": Text("社区工作者", "community worker"),
    "grid_worker": Text("网格员", "grid worker"),
    "police_officer": Text("民警", "police officer"),
    "clinician": Text("临床医生", "clinician"),
    "team_leader": Text("工作队队长", "team leader"),
    "team_member": Text("工作队队员", "team member"),
    "school_head": Text("学校负责人", "head of school"),
    "venue_operator": Text("场所经营者", "venue operator"),
    "lab_lead": Text("实验室负责人", "laboratory lead"),
    "testing_lead": Text("采样负责人", "testing lead"),
    "sampler": Text("采样员", "sampler"),
    "supplies_lead": Text("物资保障负责人", "supplies lead"),
    "publicity_officer": Text("宣传干事", "public information officer"),
    "organisation_officer": Text("组织干事", "staff officer"),
}

PROOFS = {
    "tap": Text("点按确认", "one tap"),
    "count": Text("上报数量", "a count"),
    "list": Text("上传名单", "a list"),
    "location": Text("定位打卡", "a location"),
}


def _title(words: dict[str, Text], key: str) -> Text:
    """Unknown keys (a user's own pack) read as themselves."""
    plain = key.replace("_", " ")
    return words.get(key, Text(plain, plain))


def department_title(key: str) -> Text:
    """Return a department's name in both languages.

    >>> department_title("cdc").en
    'disease control'
    """
    return _title(DEPARTMENTS, key)


def role_title(key: str) -> Text:
    """Return a role's name in both languages.

    >>> role_title("grid_worker").zh
    '网格员'
    """
    return _title(ROLES, key)


def proof_title(key: str) -> Text:
    """Return a proof's name in both languages.

    >>> proof_title("list").en
    'a list'
    """
    return _title(PROOFS, key)
