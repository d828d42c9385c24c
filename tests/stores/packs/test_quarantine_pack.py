"""The pack of quarantine rules: in force on its dates, every figure with a source or said to be ours."""

from datetime import date

from fangxian.stores.packs import find_quarantine, list_packs, read_quarantine


def test_in_august_2021_samples_are_due_on_days_1_4_7_and_14_and_five_look_after_a_household() -> None:
    rule = find_quarantine("cn-covid19", date(2021, 8, 1))
    assert rule is not None
    assert rule.test_days == (1, 4, 7, 14)
    assert rule.care.carers == 5


def test_before_it_and_for_other_diseases_there_is_none() -> None:
    assert find_quarantine("cn-covid19", date(2021, 5, 13)) is None
    assert find_quarantine("measles-us", date(2021, 8, 1)) is None


def test_a_figure_without_a_source_says_that_it_is_ours() -> None:
    for pack in list_packs("quarantine"):
        rule = read_quarantine(pack)
        bare = [name for name, one in rule.figures.items() if not one.sources]
        assert [
            name for name in bare if rule.figures[name].confidence != "M" or not rule.figures[name].note
        ] == []
        assert {source for one in rule.figures.values() for source in one.sources} <= set(rule.source_titles)
