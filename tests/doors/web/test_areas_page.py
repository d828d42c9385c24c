"""Drawing an area on its page: how many people first, then two offices; its own page tells its life."""

RING = {
    "form": "places",
    "places": "430102003001",
    "level": "medium",
    "reason": "茶馆内传播",
    "name": "",
}


def test_an_area_is_drawn_seen_signed_and_ended_on_its_pages(story, as_, cast, clock):
    from fangxian.operations.decisions.queries import list_waiting
    from fangxian.operations.lifecycles import list_lives
    from fangxian.operations.signing import sign

    commander, given = as_("commander", "en"), {**RING, "case": story.case_id}
    reached = commander.post("/areas/preview", given).content.decode()
    assert "3,000 people" in reached
    assert "Put it to two offices" in reached
    assert commander.post("/areas/propose", given).status_code == 302
    drawn = [row for row in list_waiting(cast.commander, story.outbreak_id) if row.rule == "by-hand"]
    assert len(drawn) == 1
    assert commander.get(f"/areas/draw?proposal={drawn[0].id}").status_code == 200
    for actor in (cast.commander, cast.city_cdc):
        sign(actor, clock, proposal_ids=[drawn[0].id])
    (life,) = list_lives(cast.commander.reach, story.outbreak_id, clock.now(), clock.now())
    page = commander.get(f"/areas/{life.key}/").content.decode()
    assert "14 days without a case" in page
    assert "not met" in page
    assert as_("stranger", "en").get(f"/areas/{life.key}/").status_code == 404
    refused = commander.post(f"/areas/{life.key}/end", {"reason": "over"})
    assert refused.status_code == 409
    ended = commander.post(f"/areas/{life.key}/end", {"reason": "over", "despite": "on"}, follow=True)
    assert "The area has ended" in ended.content.decode()


def test_a_bare_name_is_asked_back_and_what_is_missing_is_named(story, as_):
    commander = as_("commander", "en")
    bare = commander.post("/areas/preview", {**RING, "places": "新屋社区"})
    assert bare.status_code == 400
    assert "could be several places" in bare.content.decode()
    two_corners = {**RING, "form": "polygon", "corners": "28.2, 112.9\n28.3, 112.9"}
    assert "at least three corners" in commander.post("/areas/preview", two_corners).content.decode()
    no_radius = {**RING, "form": "ring", "lat": "28.2", "lon": "112.9", "radius_m": ""}
    assert "latitude, longitude and radius" in commander.post("/areas/preview", no_radius).content.decode()


def test_who_only_works_draws_nothing(story, as_):
    assert as_("community_worker", "en").get("/areas/draw").status_code == 403
