"""The verbs of sampling sites."""

from fangxian.operations.sites.opening import close_site, open_sites, sites_of

__all__ = ["close_site", "open_sites", "sites_of"]
