"""`fangxian venues` and `fangxian stranded` as somebody at a terminal meets them."""

import pytest

OUTBREAK = ("--outbreak", "measles-alder-2024")
ROWS = """group,place_id,size,home,leader,phone,operator,needs
1,alder,16,Dover,A. Guide,5550001,Tours,food infant
2,alder,9,Dover,B. Guide,,,
3,alder,30,Salem,,5550003,Tours,
"""


@pytest.fixture(scope="module")
def county(shared):
    """A county with its venues, and three groups that cannot get home."""
    loaded = shared.run("load", *OUTBREAK)
    assert loaded.returncode == 0, loaded.stderr
    (shared.folder / "groups.csv").write_text(ROWS, "utf-8")
    return shared


def test_venues_nobody_looked_at_are_due_and_walks_reach_them_or_name_them(county):
    listed = county.say("venues", "due", *OUTBREAK)
    assert "never-seen" in listed
    walked = county.say("venues", "due", *OUTBREAK, "--walkers", "2", "--minutes", "120")
    assert "walk 1" in walked or "no-place" in walked
    assert walked.splitlines()[-1].endswith(f"/{listed.splitlines()[-1]}")


def test_nothing_was_found_yet(county):
    assert county.say("venues", "findings", *OUTBREAK).strip() == "0"


def test_groups_of_a_file_are_registered_once_and_counted_by_home_city(county):
    groups = ("--groups", "groups.csv")
    assert county.say("stranded", "register", *OUTBREAK, *groups).startswith(
        "3 groups, 55 people; 0 were there"
    )
    assert county.say("stranded", "register", *OUTBREAK, *groups).startswith("0 groups")
    assert "Dover: 2 groups, 25 people" in county.say("stranded", "list", *OUTBREAK)
    assert "A. Guide" not in county.say("stranded", "list", *OUTBREAK, "--home", "Dover")


def test_a_file_without_sizes_says_which_column(county):
    (county.folder / "bad.csv").write_text("group,place_id,home\n1,alder,Dover\n", "utf-8")
    refused = county.run("stranded", "register", *OUTBREAK, "--groups", "bad.csv")
    assert refused.returncode == 2
    assert "size" in refused.stderr
