"""Covering areas of any form over a synthetic region, beside a shapely STRtree asked point by point."""
