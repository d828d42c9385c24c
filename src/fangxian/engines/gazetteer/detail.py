"""What stands behind a name and below the tree: an estate, a road and number, a building, a flat."""

import re

_NUMBER = r"(?:[A-Za-z]?\d+(?:[-、/和]\d+)*|[一二两三四五六七八九十百]+(?:[、和][一二两三四五六七八九十]+)*)"
_UNIT = rf"(?:{_NUMBER}\s?(?:号楼|号栋|号院|号|栋|幢|座|单元|室|楼|层|期|组|排|门|弄|巷|#)|[东南西北]区)"
_ESTATE = (
    r"(?:小区|安置房|安置小区|公租房小区|公租房|廉租房|家属院|家属区|宿舍|公寓|花园|花苑|家园|嘉园|名苑|雅苑|雅园|新苑|华庭|华府|名城|豪庭|"
    r"大厦|大楼|广场|商场|超市|市场|宾馆|酒店|饭店|餐馆|餐厅|学校|小学|中学|医院|诊所|卫生院|车站|火车站|机场|"
    r"路|大道|街|巷|组|苗寨|合围区域|厂房|工业园|产业园)"
)
# A word that begins something else than an address.
_STOP = (
    "在到去从往于至与和及的被有是为对将把经由等已均曾报告发现开展实施确诊新增返回前往居住，。；、：（）() ,;:"
)
_WORD = rf"[^\W{_STOP}]{{0,12}}?"
_DETAIL = re.compile(
    rf"[ ]?(?:{_WORD}{_ESTATE})?(?:[ ]?(?:{_WORD}{_ESTATE})?[ ]?{_UNIT})*(?:内|旁|门口|对面|附近)?"
)
_ENGLISH_BEFORE = re.compile(
    r"(?:^|(?<=[\s,;(]))((?:(?:flat|room|unit|apt|apartment|building|block|no)\.? ?#?\w+,? ?)*"
    r"(?:\d+[a-z]? (?:[a-z.'-]+ ){1,4}?(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|ct|highway|hwy)\b\.?)?"
    r"(?:,? ?(?:flat|room|unit|apt|apartment|suite|#)\.? ?#?\w+)*),? ?(?:in |at )?$"
)


def read_detail(text: str, at: int, limit: int) -> int:
    """Return where the address below the tree that begins at `at` stops, not behind `limit`; `at` when there is none.

    >>> text = "大丰社区学府华庭3栋2单元，7月28日"
    >>> text[4:read_detail(text, 4, len(text))]
    '学府华庭3栋2单元'
    """
    found = _DETAIL.match(text, at, limit)
    if found is None or found.end() <= at or not text[at : found.end()].strip():
        return at
    return found.end()


def read_detail_before(text: str, at: int, floor: int) -> int:
    """Return where an English street address that stops before `at` begins, not before `floor`.

    >>> text = "12 oak street, millbrook"
    >>> read_detail_before(text, 15, 0)
    0
    """
    found = _ENGLISH_BEFORE.search(text[floor:at])
    return floor + found.start(1) if found and found.group(1).strip() else at
