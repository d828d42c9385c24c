"""Areas, measures, restrictions and orders beside the journal: a row changed by raw SQL is found, and named."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from fangxian.operations.areas.models import Area, MeasureInForce
from fangxian.operations.ids import new_id
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from fangxian.operations.orders.changing import revoke
from fangxian.operations.orders.models import Detail, Event, Order, Task
from fangxian.operations.restrictions.appeals import appeal
from fangxian.operations.restrictions.models import Restriction
from fangxian.operations.restrictions.services import release, serve

TABLES = {
    "area": Area,
    "measure": MeasureInForce,
    "restriction": Restriction,
    "order": Order,
}
EDITS = {
    "area": ("level", "low"),
    "measure": ("title_zh", "别的措施"),
    "restriction": ("release_reason", "a favour"),
    "order": ("instruction_zh", "不必执行"),
}


@pytest.fixture
def lived(desk, keep):
    """A day with everything the four tables know: put in force, served, appealed, extended, released, revoked."""

    def begin() -> None:
        cast, clock = desk.cast, desk.clock
        desk.report("one", friends=("friend", "other"))
        desk.respond()
        desk.sign_all()
        bound = keys(Restriction)
        serve(cast.commander, clock, key=bound[0])
        clock.advance(timedelta(hours=1))
        appeal(cast.commander, clock, key=bound[0], text="I was elsewhere")
        release(cast.commander, clock, key=bound[1], reason="wrong person")
        desk.report("two", home="430102003002", friends=("third",))
        desk.respond()
        desk.sign_all()
        standing = Order.objects.filter(revoked_at=None).order_by("number").first()
        revoke(cast.commander, clock, order_id=standing.id, reason="the experts decided otherwise")
        seal()

    keep(begin)
    return desk


def keys(model) -> list[str]:
    return sorted({str(key) for key in model.objects.values_list("id", flat=True)})


def rows_of(word: str) -> str:
    """The table's name, quoted."""
    return connection.ops.quote_name(TABLES[word]._meta.db_table)


@contextmanager
def undone():
    """What is done inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found_after(sql: str, *values) -> tuple:
    """What a verification finds after one statement behind the services' back; it is undone."""
    with undone():
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            assert cursor.rowcount > 0, sql
        return verify().findings


def one_of(word: str, **having):
    """Any row of a table: its primary key as the database writes it, and its key."""
    row = TABLES[word].objects.filter(**having).order_by("pk").first()
    return prepared(TABLES[word], row.pk), str(row.id)


def names(findings, word: str, key: str) -> bool:
    """Whether a finding says which row it is about, in both languages, with the number of an entry."""
    about = [one for one in findings if f"{word} {key} " in one.what.en and f"{word} {key} " in one.what.zh]
    return len(about) == 1 and about[0].seq is not None


def prepared(model, key):
    """A primary key as the database writes it."""
    return model._meta.pk.get_db_prep_value(key, connection)


def test_a_row_edited_or_deleted_or_slipped_in_is_found_and_named(lived):
    assert all(model.objects.exists() for model in TABLES.values())
    assert Restriction.objects.exclude(known_to=None).exists()
    assert verify().ok
    for word, (column, value) in EDITS.items():
        pk, key = one_of(word)
        name = TABLES[word]._meta.pk.column
        found = found_after(f"UPDATE {rows_of(word)} SET {column} = %s WHERE {name} = %s", value, pk)
        assert names(found, word, key), word
        assert "differs from the entry that wrote it" in found[0].what.en
    for word in ("area", "measure", "restriction"):
        pk, key = one_of(word, known_to=None)
        found = found_after(f"DELETE FROM {rows_of(word)} WHERE version = %s", pk)
        assert names(found, word, key), word
        with undone():
            slip_in(TABLES[word])
            (finding,) = verify().findings
            assert f"{word} forged has rows no entry vouches for" in finding.what.en
    with undone():
        key = delete_an_order()
        assert names(verify().findings, "order", key)
    assert verify().ok


def test_neither_the_past_nor_the_ground_of_a_row_can_be_moved(lived):
    row = Restriction.objects.exclude(known_to=None).order_by("pk").first()
    sql = f"UPDATE {rows_of('restriction')} SET known_to = known_from WHERE id = %s AND known_to"
    # It never ceased to stand, or it ceased earlier than it did.
    assert names(found_after(f"{sql} IS NULL", row.id), "restriction", row.id)
    assert names(found_after(f"{sql} > known_from", row.id), "restriction", row.id)
    order = Order.objects.exclude(revoked_at=None).order_by("number").first()
    pk = prepared(Order, order.pk)
    sql = "UPDATE orders_amendment SET people = 1 WHERE order_id = %s AND kind = 'issued'"
    assert names(found_after(sql, pk), "order", str(order.id))
    sql = f"UPDATE {rows_of('order')} SET revoked_at = NULL, revoke_reason = '' WHERE id = %s"
    assert names(found_after(sql, pk), "order", str(order.id))
    area = Area.objects.filter(known_to=None).first()
    entry = prepared(Area, MeasureInForce.objects.first().entry_id)
    sql = f"UPDATE {rows_of('area')} SET entry_id = %s WHERE version = %s"
    assert names(found_after(sql, entry, prepared(Area, area.pk)), "area", area.id)


def slip_in(model) -> None:
    """Copy a row that stands under a key of its own, with the entry of the first."""
    row = model.objects.filter(known_to=None, valid_to=None).first()
    forged = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    model.objects.create(**{**forged, "version": new_id(), "id": "forged"})


def delete_an_order() -> str:
    """Delete an order with everything that hangs on it; return its key."""
    order = Order.objects.order_by("number").first()
    dispatches = order.dispatches.all()
    for hanging in (Event, Task, Detail):
        hanging.objects.filter(dispatch__in=dispatches)._raw_delete("default")
    dispatches.update(parent=None)
    dispatches._raw_delete("default")
    order.amendments.all()._raw_delete("default")
    Order.objects.filter(supersedes=order).update(supersedes=None)
    Order.objects.filter(id=order.id)._raw_delete("default")
    return str(order.id)
