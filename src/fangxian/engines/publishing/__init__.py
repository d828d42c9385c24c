"""What may be said in public: places and times that find the exposed and tell nobody's route, counts without small cells."""

from fangxian.engines.publishing.counts import Withheld, withhold_small
from fangxian.engines.publishing.places import PUBLISHED, Publication, PublishRule, publish_places
from fangxian.engines.publishing.speech import to_speech

__all__ = [
    "PUBLISHED",
    "Publication",
    "PublishRule",
    "Withheld",
    "publish_places",
    "to_speech",
    "withhold_small",
]
