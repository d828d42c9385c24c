"""What the benchmark of city sizes says of its figures."""

from benchmarks.rehearsal.sizes import Size, are_equal, as_table, draw


def sizes(*means: float) -> list[Size]:
    return [Size(10**n, mean, 10.0, 100.0, 2.0) for n, mean in enumerate(means, start=5)]


def test_means_within_chance_are_equal_and_others_are_not():
    assert are_equal(sizes(600.0, 615.0, 590.0))
    assert not are_equal(sizes(600.0, 700.0))
    assert "differ" in as_table(sizes(600.0, 700.0))


def test_a_row_and_a_point_for_every_size(tmp_path):
    table = as_table(sizes(600.0, 615.0))
    assert "| 1,000,000 | 615.0 ± 10.0 | 100 | 2.00 |" in table
    draw(sizes(600.0, 615.0), tmp_path / "chart.svg")
    assert "<svg" in (tmp_path / "chart.svg").read_text("utf-8")
