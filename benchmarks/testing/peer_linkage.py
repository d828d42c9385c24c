"""The peers: what one would do without this linkage."""

import logging

import duckdb
import polars as pl
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

Lists = dict[str, pl.DataFrame]
_COLUMNS = ("full_name", "id_number", "phone", "birth_on", "birth_year", "sex", "place_id", "address")


def join_exactly(lists: Lists) -> pl.DataFrame:
    """Rows with one identity number are one person, everybody else is alone."""
    with duckdb.connect() as connection:
        connection.register("list_rows", _together(lists).to_arrow())
        return connection.sql(
            "select list_id, row_id, coalesce(min(uid) over (partition by id_number), uid) as person from list_rows "
            "where id_number is not null union all select list_id, row_id, uid from list_rows where id_number is null"
        ).pl()


def link_plainly(lists: Lists) -> pl.DataFrame:
    """Comparisons from splink's library, u by sampling, m by expectation maximisation, connected components at 0.95."""
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '8GiB'")
        api = DuckDBAPI(connection)
        connection.register("handed", _together(lists).to_arrow())
        connection.execute("create table list_rows as select *, birth_on::varchar as born from handed")
        linker = Linker(api.register("list_rows"), _SETTINGS, log_level=logging.ERROR)
        blocks = [block_on("id_number"), block_on("full_name", "born")]
        linker.training.estimate_probability_two_random_records_match(blocks, recall=0.8)
        linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
        for block in (block_on("full_name", "born"), block_on("id_number")):
            linker.training.estimate_parameters_using_expectation_maximisation(block, max_pairs=5e5)
        predicted = linker.inference.predict(threshold_match_probability=0.5, warning_mode="never")
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=0.95
        )
        return connection.sql(
            f"select list_id, row_id, cluster_id as person from {clusters.physical_name}"
        ).pl()


def _together(lists: Lists) -> pl.DataFrame:
    rows = pl.concat(
        [frame.select(pl.lit(name).alias("list_id"), "row_id", *_COLUMNS) for name, frame in lists.items()]
    )
    return rows.with_row_index("uid").cast({"uid": pl.Int64})


_SETTINGS = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="uid",
    comparisons=[
        compare.JaroWinklerAtThresholds("full_name", [0.9]),
        compare.DamerauLevenshteinAtThresholds("id_number", [1, 2]),
        compare.DateOfBirthComparison("born", input_is_string=True, datetime_format="%Y-%m-%d"),
        compare.DamerauLevenshteinAtThresholds("phone", [1]),
        compare.ExactMatch("sex"),
        compare.ExactMatch("place_id"),
        compare.ExactMatch("address"),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("id_number"),
        block_on("full_name", "born"),
        block_on("phone", "born"),
        block_on("phone", "full_name"),
        block_on("place_id", "address", "born"),
        block_on("place_id", "address", "full_name"),
    ],
    retain_matching_columns=False,
    additional_columns_to_retain=["list_id", "row_id"],
)
