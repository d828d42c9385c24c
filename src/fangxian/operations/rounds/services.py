"""The verbs of rounds."""

from fangxian.operations.rounds.lists import switch_list
from fangxian.operations.rounds.opening import close_round, open_round
from fangxian.operations.rounds.recording import add_person, record_events

__all__ = ["add_person", "close_round", "open_round", "record_events", "switch_list"]
