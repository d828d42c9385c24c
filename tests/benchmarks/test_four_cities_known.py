"""The rehearsal of 2021 knows on each day what had been published by the next morning, and nothing else."""

from datetime import date

import numpy as np

from benchmarks.four_cities.knowing import came, list_days, the_whole
from fangxian.engines.rehearsal.forecasting import CONFIRMED, SILENT

DAYS = {day.number: day for day in list_days()}


def test_there_are_nineteen_days_from_the_first_report_to_the_last_case():
    assert list(DAYS) == list(range(1, 20))
    assert (DAYS[1].on, DAYS[19].on) == (date(2021, 7, 28), date(2021, 8, 15))


def test_no_day_knows_of_a_later_one():
    for number, day in DAYS.items():
        assert day.known.days == number
        assert day.known.counts[CONFIRMED].tolist() == came()[:number].tolist()


def test_the_last_day_knows_all_one_hundred_and_ten():
    assert DAYS[19].known.so_far == the_whole().so_far == 110


def test_asymptomatic_people_of_30_july_were_not_published_and_are_not_none():
    assert np.isnan(DAYS[5].known.counts[SILENT, 2])
    assert DAYS[5].known.counts[SILENT, 3] == 4.0


def test_how_old_the_outbreak_is_was_known_once_the_theatre_and_the_origin_were_published():
    """Infected by the show of 22 July, and not before the visitors were, on 17 July; the first bulletin came before both."""
    assert DAYS[1].known.since == (0.0, np.inf)
    for number in range(2, 20):
        fewest, most = DAYS[number].known.since
        assert (round(fewest, 1), round(most, 1)) == (5.1, 10.9)
