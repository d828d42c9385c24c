"""From what was signed to what is read: drafted by one, approved by another, published, replaced, withdrawn."""

from datetime import timedelta

from notice_writing import GIVEN, SORRY, draft, general, publish, published, refused

from fangxian.engines.problems import Text
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.notices import drafting, queries, services
from fangxian.operations.notices.rows import NoticeGiven


def test_a_measure_in_force_drafts_its_own_notice(signed):
    cast, now = signed.cast, signed.clock.now()
    outbreak = get_outbreak(cast.commander.reach, "tiny")
    row = next(row for row in list_measures(cast.commander.reach, "tiny", now, now) if row.restricts)
    drafted = drafting.draft_of_measure(cast.commander.reach, outbreak, row.key, now)
    publish(signed, draft(signed, drafted))
    (notice,) = published(signed)
    assert row.title.zh in notice.title.zh
    assert "到期自动解除" in notice.body.zh
    assert "it ends by itself" in notice.body.en
    assert notice.number == 1


def test_an_area_drafts_its_own_notice_with_its_level_in_words(signed):
    cast, now = signed.cast, signed.clock.now()
    outbreak = get_outbreak(cast.commander.reach, "tiny")
    area = list_areas(cast.commander.reach, "tiny", now, now)[0]
    drafted = drafting.draft_of_area(cast.commander.reach, outbreak, area.key, now)
    assert "中风险地区" in drafted.given.title.zh
    assert "medium risk" in drafted.given.title.en


def test_the_list_of_places_names_no_case_and_no_hour_of_a_single_one(signed):
    cast, now = signed.cast, signed.clock.now()
    outbreak = get_outbreak(cast.commander.reach, "tiny")
    drafted = drafting.draft_of_places(cast.commander.reach, outbreak, "43", now)
    assert [row["whole_days"] for row in drafted.places] == [True]
    assert "合成" not in drafted.given.body.zh
    assert ":" not in drafted.given.body.zh


def test_whoever_drafted_it_may_not_approve_it(signed):
    publisher = signed.cast.publicity_officer
    edition = services.draft(publisher, signed.clock, outbreak_id="tiny", drafted=general())
    assert refused(lambda: services.approve(publisher, signed.clock, edition_id=edition)) == (
        "second-person-approves"
    )
    services.approve(signed.cast.commander, signed.clock, edition_id=edition)


def test_nothing_is_published_before_it_is_approved(signed):
    edition = draft(signed)
    act = lambda: services.publish(signed.cast.commander, signed.clock, edition_id=edition)  # noqa: E731
    assert refused(act) == "not-approved-yet"
    assert published(signed) == ()


def test_a_changed_draft_has_to_be_approved_again(signed):
    edition, cast = draft(signed), signed.cast
    services.approve(cast.publicity_officer, signed.clock, edition_id=edition)
    services.revise(cast.city_cdc, signed.clock, edition_id=edition, given=GIVEN)
    act = lambda: services.publish(cast.publicity_officer, signed.clock, edition_id=edition)  # noqa: E731
    assert refused(act) == "not-approved-yet"


def test_what_is_published_is_replaced_by_a_new_edition_and_never_rewritten(signed):
    drafted = drafting.Drafted("measure", "m-1", "43", GIVEN)
    first = draft(signed, drafted)
    publish(signed, first)
    revise = lambda: services.revise(signed.cast.city_cdc, signed.clock, edition_id=first, given=GIVEN)  # noqa: E731
    assert refused(revise) == "not-a-draft"
    signed.clock.advance(timedelta(hours=1))
    before = signed.clock.now()
    signed.clock.advance(timedelta(hours=1))
    publish(signed, draft(signed, drafted))
    (notice,) = published(signed)
    assert (notice.number, notice.edition) == (1, 2)
    (earlier,) = queries.list_published(before, "tiny")
    assert earlier.edition == 1


def test_a_withdrawn_notice_stays_readable_with_its_reason(signed):
    edition = draft(signed)
    publish(signed, edition)
    services.withdraw(signed.cast.commander, signed.clock, edition_id=edition, reason=SORRY)
    notice = queries.get_published("tiny", 1, signed.clock.now())
    assert notice.withdrawn_at == signed.clock.now()
    assert notice.withdraw_reason == SORRY
    again = lambda: services.withdraw(  # noqa: E731
        signed.cast.commander, signed.clock, edition_id=edition, reason=SORRY
    )
    assert refused(again) == "not-published"


def test_a_text_that_names_somebody_of_the_outbreak_is_not_approved(signed):
    words = NoticeGiven(GIVEN.title, Text("合成one 到过茶馆。", "Somebody was at the teahouse."))
    edition = draft(signed, general(given=words))
    act = lambda: services.approve(signed.cast.commander, signed.clock, edition_id=edition)  # noqa: E731
    assert refused(act) == "names-a-person"


def test_a_list_that_reaches_too_few_is_not_approved(signed):
    few = drafting.Drafted("places", "43", "43", GIVEN, exposed=100, covered=94)
    act = lambda: services.approve(  # noqa: E731
        signed.cast.commander, signed.clock, edition_id=draft(signed, few)
    )
    assert refused(act) == "too-few-reached"


def test_both_languages_are_needed(signed):
    half = NoticeGiven(Text("标题", ""), GIVEN.body)
    assert refused(lambda: draft(signed, general(given=half))) == "words-missing"


def test_the_worker_of_another_district_sees_no_draft_and_cannot_tell(signed):
    edition = draft(signed, general("430102"))
    (row,) = queries.list_desk(signed.cast.commander.reach, "tiny", signed.clock.now())
    stranger = signed.cast.stranger.reach
    assert queries.list_desk(stranger, "tiny", signed.clock.now()) == ()
    assert refused(lambda: queries.get_desk(stranger, row.id, signed.clock.now())) == "not-found"
    assert refused(lambda: queries.find_notice_of(stranger, edition)) == "not-found"


def test_a_district_cannot_draft_for_its_neighbour(signed):
    act = lambda: services.draft(  # noqa: E731
        signed.cast.district_commander, signed.clock, outbreak_id="tiny", drafted=general("430105")
    )
    assert refused(act) == "not-found"


def test_a_field_worker_neither_drafts_nor_publishes(signed):
    worker, edition = signed.cast.community_worker, draft(signed)
    assert refused(lambda: services.approve(worker, signed.clock, edition_id=edition)) == "not-your-role"
    act = lambda: services.draft(worker, signed.clock, outbreak_id="tiny", drafted=general())  # noqa: E731
    assert refused(act) == "not-your-role"


def test_at_an_earlier_hour_the_desk_reads_as_it_was(signed):
    edition = draft(signed)
    hours = [signed.clock.now()]
    for act in (services.approve, services.publish):
        signed.clock.advance(timedelta(hours=1))
        act(signed.cast.publicity_officer, signed.clock, edition_id=edition)
        hours.append(signed.clock.now())
    signed.clock.advance(timedelta(hours=1))
    services.withdraw(signed.cast.commander, signed.clock, edition_id=edition, reason=SORRY)
    hours.append(signed.clock.now())
    states = [queries.list_desk(signed.cast.commander.reach, "tiny", at)[0].latest.state for at in hours]
    assert states == ["draft", "approved", "published", "withdrawn"]
