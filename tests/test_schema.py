"""The columns of the clean dataset are a contract."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from budgetkit.schema import KEYS, LABELS, TABLES, columns, names
from budgetkit.schema.codebook import codebook
from budgetkit.schema.frames import arrow_table, empty_frame, frame, unexpected_values, yuan

CONTRACT = {
    "files": "path sha256 format byte_count pages status reason document_id",
    "documents": "document_id entity_id region_code region_name government_level department_name "
    "department_code fiscal_year phase scope amount_units classification_edition file_count "
    "unread_count verified_share error_count",
    "tables": "document_id table_id kind title amount_unit first_page last_page row_count column_count "
    "state note listed_in_contents engine",
    "lines": "line_id document_id table_id kind page row column bbox unit_code unit_name functional_code "
    "functional_name department_economic_code department_economic_name government_economic_code "
    "government_economic_name project_id item column_label direction fund nature fiscal_year "
    "phase row_kind column_kind amount_yuan printed printed_unit decimals repaired checks "
    "verified",
    "projects": "project_id document_id unit_code unit_name project_name project_code name_variants "
    "project_type amount_yuan prior_year_amount_yuan line_ids",
    "indicators": "document_id table_id scope project_id level1 level2 level3 printed comparator value "
    "value_high unit value_type page row",
    "statements": "document_id statement_id section metric subject fiscal_year phase base_year base_phase "
    "value unit decimals derived quote page",
    "findings": "finding_id document_id identity category severity expected printed difference tolerance "
    "message_en message_zh places line_ids",
    "repairs": "document_id table_id row kind before after proof",
    "unread": "document_id page bbox printed reason near",
}


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_the_contract_in_its_order(table):
    assert names(table) == CONTRACT[table].split()


def test_every_column_is_explained_in_two_languages():
    for table in TABLES:
        assert all(LABELS[table])
        assert set(KEYS.get(table, ())) <= set(names(table))
        for column in columns(table):
            assert column.label_zh and column.label_en and column.meaning, (table, column.name)


def test_a_name_has_one_type_everywhere():
    kinds = {}
    for table in TABLES:
        for column in columns(table):
            # 实际 in findings is money, 原文 elsewhere is the printed text.
            if column.name != "printed":
                assert kinds.setdefault(column.name, column.dtype) == column.dtype, (table, column.name)


def test_data_dictionary_is_fresh(repository):
    written = (repository / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    fresh = "python -c \"from budgetkit.schema.codebook import codebook; print(codebook(), end='')\""
    assert written == codebook(), f"docs/data-dictionary.md is stale; make it again with {fresh}"


def test_money_stays_exact_in_frames():
    largest = 10**19 + 1
    lines = frame(arrow_table("lines", [{"line_id": "a", "amount_yuan": yuan(largest)}, {"line_id": "b"}]))
    assert lines["amount_yuan"][0] == Decimal("100000000000000000.01")
    assert lines["amount_yuan"].isna().tolist() == [False, True]
    assert lines["item"].tolist() == ["", ""]
    assert lines["page"].isna().all() and str(lines["page"].dtype) == "Int64"


def test_empty_frames_are_typed():
    frames = {table: empty_frame(table) for table in TABLES}
    assert str(frames["lines"]["amount_yuan"].dtype) == "decimal128(20, 2)[pyarrow]"
    assert str(frames["lines"]["verified"].dtype) == "boolean"
    assert str(frames["projects"]["line_ids"].dtype) == "list<item: string>[pyarrow]"
    assert str(frames["documents"]["department_name"].dtype) == "string"


def test_records_that_do_not_fit_are_refused():
    with pytest.raises(KeyError, match="table lines has no column amount"):
        arrow_table("lines", [{"amount": 1}])
    with pytest.raises(pa.ArrowInvalid):
        arrow_table("lines", [{"amount_yuan": Decimal("1e19")}])


def test_values_outside_the_schema_are_named():
    rows = [{"fund": "unit_funds/business", "nature": "basic", "row_kind": "sum"}, {"fund": "lottery"}]
    assert unexpected_values("lines", arrow_table("lines", rows)) == ["fund: lottery", "row_kind: sum"]
