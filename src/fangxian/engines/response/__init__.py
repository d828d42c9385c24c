"""Response: situation and plan in, the difference from what stands out."""

from fangxian.engines.response.cascade import cascade
from fangxian.engines.response.digests import PROPOSED, edited_columns
from fangxian.engines.response.respond import respond
from fangxian.engines.response.situation import Response, Situation, Standing

__all__ = ["PROPOSED", "Response", "Situation", "Standing", "cascade", "edited_columns", "respond"]
