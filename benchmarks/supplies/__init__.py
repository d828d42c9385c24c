"""Supplies for the control zones of a city the size of Zhangjiajie, day by day."""
