"""`fangxian custody` as somebody at a terminal meets it: a laboratory, tubes, a file with its totals, the balance."""

from functools import partial

import pytest

OUTBREAK = ("--outbreak", "measles-alder-2024")
ROOT = "alder"


@pytest.fixture(scope="module")
def run(shared):
    """A county with its register, and a laboratory."""
    loaded = shared.run("load", *OUTBREAK)
    assert loaded.returncode == 0, loaded.stderr
    named = shared.run(
        "custody",
        "laboratory",
        "alder-lab",
        *OUTBREAK,
        "--place",
        ROOT,
        "--name",
        "Lab",
        "--tubes-a-day",
        "300",
    )
    assert named.returncode == 0, named.stderr
    return partial(shared.run, "custody")


@pytest.fixture(scope="module")
def opened(shared, run) -> str:
    """A round of testing over the whole county; its number."""
    due = ("--due-at", "2099-01-01T00:00")
    answer = shared.run("rounds", "open", *OUTBREAK, "--place", ROOT, "--kind", "testing", *due)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.split()[0]


@pytest.fixture(scope="module")
def tubes(run, opened) -> list[str]:
    """Three tubes are out."""
    return run("give-tubes", opened, "--place", ROOT, "--count", "3", "--size", "10").stdout.split()


def test_tubes_have_numbers_of_their_own(tubes):
    assert len(set(tubes)) == 3


def test_a_file_with_other_totals_is_refused_whole_and_with_the_right_ones_balances(shared, run, tubes):
    file = shared.folder / "lab.csv"
    lines = [f"{tube},alder-lab,negative,2024-03-02T10:00:00Z" for tube in tubes]
    file.write_text(
        "\n".join(
            [
                "tube_code,laboratory_id,outcome,resulted_at",
                *lines,
                "F1,alder-lab,negative,2024-03-02T10:00:00Z",
            ]
        )
    )
    refused = run("results", str(file), *OUTBREAK, "--rows", "5")
    assert refused.returncode != 0
    assert "the laboratory says 5" in refused.stderr + refused.stdout
    taken = run("results", str(file), *OUTBREAK, "--rows", "4", "--positives", "0")
    assert "Read 4 = accepted 3 + duplicate 0 + rejected 1" in taken.stdout
    assert "this tube was not given out" in taken.stdout


def test_a_result_of_a_tube_with_nobody_in_it_is_a_break(run, opened, tubes):
    answer = run("balance", opened, "--place", ROOT).stdout
    assert "sampled 0" in answer
    assert f"result-of-nothing {ROOT} - {min(tubes)}" in answer
    assert "breaks 3" in answer


def test_a_laboratory_tells_what_waits(run):
    assert "alder-lab Lab" in run("laboratories", *OUTBREAK).stdout


def test_quality_tells_of_every_laboratory_and_of_alarms(shared, run, opened, tubes):
    file = shared.folder / "answered.csv"
    lines = [f"{tube},alder-lab,negative,2024-03-02T10:00:00Z" for tube in tubes]
    file.write_text("\n".join(["tube_code,laboratory_id,outcome,resulted_at", *lines]))
    assert run("results", str(file), *OUTBREAK).returncode == 0
    answer = run("quality", *OUTBREAK).stdout
    assert "laboratory alder-lab Lab: 管 tubes 3; positives-falling 0" in answer
    assert "alarms to look into 0" in answer


def test_the_briefing_tells_what_is_missing(shared, opened):
    answer = shared.run("briefing", *OUTBREAK, "--place", ROOT)
    assert answer.returncode == 0, answer.stderr
    assert "testing 1: " in answer.stdout
    assert "alder-lab" in answer.stdout
