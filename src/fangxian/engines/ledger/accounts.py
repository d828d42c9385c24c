"""The account of each person of a round."""

import numpy as np
import polars as pl

from fangxian.engines.ledger.statements import Longs
from fangxian.engines.ledger.states import Fold
from fangxian.engines.tables import ACCOUNT_STATES, ACCOUNTS


def list_accounts(fold: Fold) -> pl.DataFrame:
    """Return ACCOUNTS, a row a person who was in the register by then, in its order.

    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, REGISTER_OF_TWO
    >>> from fangxian.engines.ledger.register import number_register
    >>> from fangxian.engines.ledger.states import fold_events
    >>> accounts = list_accounts(fold_events(number_register("r1", REGISTER_OF_TWO), EVENTS_OF_TWO))
    >>> accounts.select("person_id", "state", "event_id", "at_door").rows()
    [('ann', 'done', 'e1', False), ('bo', 'no-answer', 'e2', True)]
    """
    decides = _row_or_null(fold.event)
    accounts = fold.register.rows.with_columns(
        state=pl.Series(ACCOUNT_STATES).gather(fold.state),
        event_id=fold.events["event_id"].gather(decides),
        event_at=fold.events["event_at"].gather(decides),
        at_door=pl.Series(fold.at_door),
    ).select(ACCOUNTS.names)
    return accounts if fold.here.all() else accounts.filter(fold.here)


def _row_or_null(rows: Longs) -> pl.Series:
    return pl.select(pl.when(pl.Series(rows >= 0)).then(pl.Series(rows.astype(np.uint32)))).to_series()
