"""Outreach at the size of a city: stranded visitors of Zhangjiajie, venues of Changsha."""
