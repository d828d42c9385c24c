"""Several imperfect lists of people as one: which rows are one person, and why."""

from fangxian.stores.linkage.explaining import Explanation, Reason
from fangxian.stores.linkage.linking import Linked, LinkSettings, link
from fangxian.stores.list_sources import LIST_ROWS, SOURCES, ListSource

__all__ = ["LIST_ROWS", "SOURCES", "Explanation", "LinkSettings", "Linked", "ListSource", "Reason", "link"]
