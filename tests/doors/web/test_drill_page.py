"""The drill page: the report after one, and whether so many samples can be taken tonight."""

from datetime import date

import pytest

REPORT = {
    "mark": {"zh": "演练", "en": "DRILL"},
    "outbreak": {
        "place": {"zh": "芙蓉区", "en": "Furong"}, "people": 6000, "infections": 17, "cases": 13, "contacts": 301, "by_day": {},
    },
    "orders": [
        {
            "number": 17, "measure": "stay-home", "title": {"zh": "居家管理", "en": "Stay at home"},
            "place": {"zh": "新屋社区", "en": "Xinwu"}, "offices": 1, "done": 1, "revoked": False,
            "issued_at": "2021-07-26T02:00+08:00", "due_at": "2021-07-26T14:00+08:00", "done_at": "2021-07-27T10:00+08:00",
        },
        {
            "number": 18, "measure": "broadcast", "title": {"zh": "小喇叭广播", "en": "Broadcast"},
            "place": {"zh": "芙蓉区", "en": "Furong"}, "offices": 7, "done": 5, "revoked": False,
            "issued_at": "2021-07-26T02:00+08:00", "due_at": "2021-07-26T14:00+08:00", "done_at": "2021-07-26T10:00+08:00",
        },
    ],
    "late": [
        {
            "order": 17, "measure": "stay-home", "title": {"zh": "居家管理", "en": "Stay at home"}, "hours": 20.0,
            "due_at": "2021-07-26T14:00+08:00",
            "offices": [
                {
                    "place": {"zh": "新屋社区", "en": "Xinwu"}, "department": "command_office",
                    "due_at": "2021-07-26T14:00+08:00", "done_at": "2021-07-27T10:00+08:00",
                }
            ],
            "costs": [
                {"outcome": "infections", "own": 2.0, "mean": 0.55, "low": 0.11, "high": 0.99, "futures": 20, "too_small": False},
                {"outcome": "cases", "own": 0.0, "mean": 0.1, "low": -0.2, "high": 0.4, "futures": 20, "too_small": True},
            ],
        }
    ],
    "together": [],
    "issued_late": [{"measure": "report-case", "orders": 1, "hours": 6.0, "title": {"zh": "病例网络直报", "en": "Report the case"}}],
    "plans": [
        {"plan": "cn-covid19-8e-2021", "own": {"infections": 10, "cases": 8}, "beside": []},
        {
            "plan": "nothing", "own": {"infections": 42, "cases": 0},
            "beside": [{"outcome": "infections", "mean": 12.7, "low": None, "high": None, "futures": 20, "too_close": True}],
        },
    ],
}  # fmt: skip
"""As `operations.drilling.report_on` gives it."""


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def drill(opened, cast, clock) -> str:
    """The address of a drill of Furong that still runs."""
    from fangxian.operations.drills.rows import Wish
    from fangxian.operations.drills.services import begin

    wish = Wish("cn-covid19-8e-2021", date(2021, 7, 20), population=6000, days=1)
    drill_id = begin(cast.commander, clock, outbreak_id=opened, place_id="430102", wish=wish)
    return f"/drill/{drill_id}/"


@pytest.fixture
def ended(drill, cast, clock) -> str:
    """The address of a drill with its report."""
    from fangxian.operations.drills.services import close

    close(cast.commander, clock, drill_id=drill.split("/")[2], report=REPORT)
    return drill


def test_the_report_says_who_was_late_by_how_much_and_what_it_cost(ended, as_):
    page = text(as_("commander", "en").get(ended))
    assert "17 · Stay at home" in page
    assert "20 h" in page
    assert "due 26 Jul 14:00, done 27 Jul 10:00" in page
    assert "<strong>+0.6</strong>" in page
    assert "in this drill: +2" in page
    assert "too small to tell" in page
    assert "5 / 7" in page
    assert "太小，无法判断" in text(as_("commander").get(ended))


def test_what_cannot_be_told_in_any_outcome_is_said_once():
    from fangxian.doors.web.pages.drill.report import tell

    (late,) = REPORT["late"]
    tiny = {**late, "costs": [{**cost, "own": 0.0, "too_small": True} for cost in late["costs"]]}
    told = tell({**REPORT, "late": [tiny, late], "together": late["costs"]})
    assert [(one["tiny"], len(one["costs"])) for one in told.late] == [(True, 0), (False, 2)]
    assert [cost["own"] for cost in told.together] == [2.0, 0.0]


def test_other_plans_stand_beside_the_drill(ended, as_):
    page = text(as_("commander", "en").get(ended))
    assert "doing nothing" in page
    assert "too close to tell" in page


def test_a_late_order_is_drawn_late_with_its_deadline(ended, as_):
    page = text(as_("commander", "en").get(ended))
    assert page.count('class="course"') == 2
    assert page.count('class="late"') == 1
    assert '<rect x="0.0000" y="4" width="1000.0000"' in page


def test_while_it_runs_the_page_says_so(drill, as_):
    assert "running" in text(as_("commander", "en").get(drill))
    assert "进行中" in text(as_("commander").get("/drill/"))


def test_every_page_of_a_drills_world_says_that_it_is_a_drill(drill, as_, client):
    for page in ("/drill/", "/orders/", "/cases/", "/map/"):
        answer = text(as_("commander", "en").get(page))
        assert "data-drill" in answer
        assert "<title>DRILL · " in answer
    assert "data-drill" in text(client.get("/sign-in"))


def test_a_file_saved_from_a_drill_says_so_in_its_name(opened, as_, request):
    saved = {"held_by": "the second office"}
    live = as_("auditor", "en").post("/journal/anchor", saved).headers["Content-Disposition"]
    assert live.startswith('attachment; filename="anchor-')
    request.getfixturevalue("drill")
    drilled = as_("auditor", "en").post("/journal/anchor", saved).headers["Content-Disposition"]
    assert drilled.startswith('attachment; filename="DRILL-anchor-')
    assert "filename*=UTF-8''DRILL-%E6%BC%94%E7%BB%83-anchor-" in drilled


def test_a_real_world_never_says_it(opened, as_):
    assert "data-drill" not in text(as_("commander", "en").get("/orders/"))


def test_whoever_serves_elsewhere_finds_neither_the_drill_nor_its_report(ended, as_):
    assert as_("stranger", "en").get(ended).status_code == 404
    assert "Furong" not in text(as_("stranger", "en").get("/drill/"))


def test_looking_back_to_an_hour_before_it_there_is_none(ended, as_):
    before = as_("commander", "en").get("/drill/?known_at=2021-07-01T00:00:00%2B00:00")
    assert "No drill in this world" in text(before)


def test_twelve_million_tonight_is_answered_with_what_is_short(opened, as_):
    page = text(as_("commander", "en").get("/drill/"))
    assert "✕ No" in page
    assert "laboratory tubes a day" in page
    assert 'name="people" min="100000" max="20000000"' in page


def test_a_slider_asks_for_the_answer_alone(opened, as_):
    wishes = {"people": "1200000", "laboratory_tubes": "900000"}
    part = text(as_("commander", "en").get("/drill/", wishes, headers={"HX-Request": "true"}))
    assert part.lstrip().startswith('<div id="answer"')
    assert "<html" not in part
    assert "✓ Yes" in part
    assert "Short of" not in part


def test_an_address_written_by_hand_stays_within_the_sliders(opened, as_):
    page = text(as_("commander", "en").get("/drill/?people=999999999&crews=1"))
    assert 'value="20000000"' in page
    assert as_("commander", "en").get("/drill/?people=many").status_code == 400
