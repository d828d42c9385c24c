"""From the person to the answer: who is at which step, and every place where the chain does not hold, by name.

`follow_custody` gives every sample its step; `roll_up_custody` counts them up the tree; `find_custody_breaks` names
who and which tube, and where a sample stopped. The count of the Public Health England loss of September 2020 (15,841
cases that laboratories had sent and nobody had received; National Audit Office, 2020) is the case this is made for.
"""

from fangxian.engines.testing.custody.balancing import find_imbalances, roll_up_custody
from fangxian.engines.testing.custody.breaks import find_custody_breaks
from fangxian.engines.testing.custody.following import Custody, follow_custody
from fangxian.engines.testing.custody.limits import Limits

__all__ = [
    "Custody",
    "Limits",
    "find_custody_breaks",
    "find_imbalances",
    "follow_custody",
    "roll_up_custody",
]
