"""Documents loaded together: what one says of another year, phase or unit, against the document of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from loaded_documents import BY_FUNCTION, OFFICE, by_function, prior_year, read_disclosure, three_public
from loaded_documents import write_disclosure as write

from budgetkit.analysis.evidence import Doubts
from budgetkit.corpus import build, examine, parts
from budgetkit.publish import findings_page, findings_text
from budgetkit.rules.identities import identities

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
FUNCTIONAL, PUBLIC = "一般公共预算支出表", "“三公”经费支出决算表"
BEFORE = (["40", "0", "20"], ["0", "30", "0"])
PROSE = {"text-other-document", "projects-of-the-year-before"}
UNITS = {"031001": ("示例市商务局本级", "20.00", "30.00"), "031002": ("示例市会展中心", "40.00", "0.00")}


@pytest.fixture(autouse=True)
def reader(request, monkeypatch):
    if "samples" not in request.node.name:
        monkeypatch.setattr(parts, "read_document", read_disclosure)


def across(folder: Path) -> list:
    """Findings between documents, with their places read."""
    names = {identity.id for identity in identities() if identity.scope == "documents"} | PROSE
    findings = examine(folder).findings
    found = list(findings[findings["identity"].isin(names)].itertuples())
    return [one._replace(places=json.loads(one.places)) for one in found]


def budget(folder: Path, year: int = 2023, figures=BEFORE, **more) -> Path:
    return write(folder, f"b{year}", f"{OFFICE}{year}年部门预算", {FUNCTIONAL: by_function(*figures)}, **more)


def with_prior(folder: Path, before=("40", "30", "20"), label: str = "") -> Path:
    rows = prior_year(2024, before, ["41", "31", "22"])
    rows[0][2] = label or rows[0][2]
    return write(folder, "b2024", f"{OFFICE}2024年部门预算", {FUNCTIONAL: rows})


def final(folder: Path, public=(), year: int = 2023, note: str = "", **tables) -> Path:
    made = {"一般公共预算财政拨款支出决算表": by_function(["39", "0", "20"], ["0", "28", "0"]), **tables}
    if public:
        made[PUBLIC] = three_public(public, ["9.00", "0.00", "5.00", "4.00"])
    path = write(folder, f"f{year}", f"{OFFICE}{year}年度部门决算", made)
    if note:
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(content | {"note": note}, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_column_of_the_year_before_agrees_with_the_document_of_that_year(tmp_path):
    budget(tmp_path)
    with_prior(tmp_path)
    assert not across(tmp_path)


def test_a_wrong_figure_of_the_year_before_is_asked_about_at_its_place_and_there(tmp_path):
    budget(tmp_path)
    with_prior(tmp_path, ["40", "30", "21"])
    (found,) = across(tmp_path)
    assert (found.identity, found.category, found.severity) == ("other-period-total", "question", "warning")
    own = [(place["row"], place["column"]) for place in found.places if "document" not in place]
    there = [(place["document"], place["row"]) for place in found.places if "document" in place]
    before = examine(tmp_path / "b2023.pdf").documents["document_id"][0]
    assert own == [(1, 2), (4, 2)] and there == [(before, 1), (before, 4)]
    assert found.printed == 910000 and found.expected == 900000 and found.difference == 10000
    assert set(found.line_ids) == {f"{found.document_id}/t01/r1c2", f"{found.document_id}/t01/r4c2"}
    assert "21.00 万元" in found.message_zh and "2023年预算" in found.message_zh


def test_a_figure_cut_off_for_a_larger_unit_is_the_same_figure(tmp_path):
    budget(tmp_path, figures=(["40.6", "0", "20"], ["0", "30", "0"]))
    rows = prior_year(2024, ["40", "30", "20"], ["41", "31", "22"])
    for row, text in zip(rows[1:], ["90", "40", "30", "20"], strict=True):
        row[2] = text
    write(tmp_path, "b2024", f"{OFFICE}2024年部门预算", {FUNCTIONAL: rows})
    assert not across(tmp_path)


def test_without_the_document_of_the_year_before_nothing_is_said(tmp_path):
    with_prior(tmp_path, ["1", "2", "3"])
    budget(tmp_path, 2022)
    assert not across(tmp_path)


def test_of_two_documents_of_one_year_nobody_knows_which_is_meant(tmp_path):
    with_prior(tmp_path, ["40", "30", "21"])
    budget(tmp_path)
    write(
        tmp_path,
        "again",
        f"{OFFICE}2023年部门预算",
        {FUNCTIONAL: by_function(["41", "0", "20"], ["0", "30", "0"])},
    )
    assert not across(tmp_path)


def test_another_office_is_another_matter(tmp_path):
    with_prior(tmp_path, ["40", "30", "21"])
    budget(tmp_path, office="样例市商务局")
    write(
        tmp_path,
        "b2023",
        "样例市商务局2023年部门预算",
        {FUNCTIONAL: by_function(*BEFORE)},
        office="样例市商务局",
    )
    assert not across(tmp_path)


def test_a_column_that_differs_throughout_has_another_base(tmp_path):
    budget(tmp_path)
    with_prior(tmp_path, ["50", "35", "25"])
    (found,) = across(tmp_path)
    assert (found.category, found.severity) == ("question", "info") and "口径" in found.message_zh


def test_what_was_expected_may_come_otherwise(tmp_path):
    final(tmp_path)
    with_prior(tmp_path, ["39", "28", "21"], "2023年预计执行数")
    (found,) = across(tmp_path)
    assert (found.identity, found.severity) == ("other-period-total", "info")


def test_final_accounts_print_the_budget_that_was_published(tmp_path):
    public = [["项目", "预算数"], ["“三公”经费合计", "10.00"], ["因公出国（境）费", "0.00"],
              ["公务用车购置及运行费", "6.00"], ["公务接待费", "4.00"]]  # fmt: skip
    write(tmp_path, "b", f"{OFFICE}2023年部门预算", {"“三公”经费支出表": public})
    final(tmp_path, ["10.00", "0.00", "6.00", "4.00"])
    assert not across(tmp_path)
    final(tmp_path, ["11.00", "0.00", "6.00", "5.00"])
    (found,) = across(tmp_path)
    assert found.identity == "other-period-three-public" and found.printed == 110000
    assert {place["row"] for place in found.places} == {1, 4}
    final(
        tmp_path,
        ["11.00", "0.00", "6.00", "5.00"],
        note="注：2023年度预算数为“三公”经费全年预算数，反映调整后的预算数。",
    )
    assert not across(tmp_path), "the adjusted budget is another figure"


def summary(opening: str, closing: str) -> list[list[str]]:
    return [
        ["收入", "", "支出", ""],
        ["项目", "决算数", "项目", "决算数"],
        ["一、一般公共预算财政拨款收入", "100.00", "一、一般公共服务支出", "100.00"],
        ["本年收入合计", "100.00", "本年支出合计", "100.00"],
        ["年初结转和结余", opening, "年末结转和结余", closing],
        ["总计", f"{100 + float(opening):.2f}", "总计", f"{100 + float(closing):.2f}"],
    ]


@pytest.mark.parametrize(("closing", "count"), [("5.00", 0), ("6.00", 1)])
def test_a_year_opens_with_what_the_year_before_closed_with(tmp_path, closing, count):
    for year, rows in ((2022, summary(closing, closing)), (2023, summary("5.00", "5.00"))):
        write(tmp_path, f"f{year}", f"{OFFICE}{year}年度部门决算", {"收入支出决算总表": rows})
    found = across(tmp_path)
    assert [(one.identity, one.category, one.printed) for one in found] == [
        ("opening-balance", "question", 50000)
    ] * count


def test_budgets_carry_over_what_is_expected_so_their_balances_are_not_compared(tmp_path):
    for year, rows in ((2022, summary("6.00", "6.00")), (2023, summary("5.00", "5.00"))):
        rows[1] = ["项目", "预算数", "项目", "预算数"]
        write(tmp_path, f"b{year}", f"{OFFICE}{year}年部门预算", {"收支预算总表": rows})
    assert not across(tmp_path)


def department(folder: Path, item: str = "40.00") -> None:
    rows = [["科目编码", "单位代码", "单位（科目名称）", "合计", "基本支出", "项目支出"],
            ["", "", "合计", "90.00", "60.00", "30.00"],
            ["", "031001", "示例市商务局本级", "50.00", "20.00", "30.00"],
            ["2011301", "031001", "行政运行", "20.00", "20.00", ""],
            ["2011399", "031001", "其他商贸事务支出", "30.00", "", "30.00"],
            ["", "031002", "示例市会展中心", "40.00", "40.00", ""],
            ["2011350", "031002", "事业运行", item, item, ""]]  # fmt: skip
    write(folder, "department", f"{OFFICE}2024年部门预算", {"部门支出总体情况表": rows})


def unit(folder: Path, code: str, extra: str = "") -> None:
    name, basic, project = UNITS[code]
    if code == "031001":
        rows = by_function(["20", "0", "0"], ["0", "30", "0"])[:4]
    else:
        rows = [
            BY_FUNCTION,
            ["", "合计", basic, basic, project],
            ["2011350", "事业运行", basic, basic, project],
        ]
    if extra:
        rows[1][2:4] = [f"{float(basic) + float(extra):.2f}"] * 2
        rows.append(["2011399", "其他商贸事务支出", extra, extra, ""])
    write(folder, code, f"{name}2024年单位预算", {"单位支出总体情况表": rows}, office=name)


def test_a_department_is_the_sum_of_its_units(tmp_path):
    department(tmp_path)
    for code in UNITS:
        unit(tmp_path, code)
    assert not across(tmp_path)


def test_a_total_that_its_units_do_not_make_is_asked_about(tmp_path):
    department(tmp_path)
    unit(tmp_path, "031001")
    unit(tmp_path, "031002", extra="1.00")
    (found,) = across(tmp_path)
    assert (found.identity, found.category) == ("units-of-the-department", "question")
    assert len({place.get("document") for place in found.places}) == 3 and found.difference == -10000


def test_a_row_of_a_unit_is_what_the_unit_discloses(tmp_path):
    department(tmp_path, item="42.00")
    unit(tmp_path, "031002")
    (found,) = across(tmp_path)
    assert found.identity == "rows-of-a-unit" and found.places[0]["row"] == 6


def test_with_a_unit_missing_totals_are_not_assessable(tmp_path):
    department(tmp_path)
    unit(tmp_path, "031002", extra="1.00")
    assert not across(tmp_path)


def test_a_unit_that_another_table_names_without_its_code_counts_once(tmp_path):
    department(tmp_path)
    content = json.loads((tmp_path / "department.pdf").read_text(encoding="utf-8"))
    content["tables"]["政府采购预算表"] = [
        ["单位名称", "采购项目", "采购目录", "金额"], ["合计", "", "", "3.00"],
        ["示例市商务局", "办公设备购置", "计算机", "1.00"],
        ["示例市会展中心", "办公设备购置", "打印机", "2.00"],
    ]  # fmt: skip
    (tmp_path / "department.pdf").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    unit(tmp_path, "031001")
    unit(tmp_path, "031002", extra="1.00")
    (found,) = across(tmp_path)
    assert found.identity == "units-of-the-department" and found.difference == -10000


STATED = [
    "（二）支出预算情况",
    "2024年支出预算总额95.00万元，比2023年预算增加5.00万元。",
    "2024年基本支出{basic}万元，比2023年预算增加{by}万元。",
    "2024年项目支出32.00万元，比2023年预算增加2.00万元。",
]


@pytest.mark.parametrize(("by", "count"), [("3.00", 0), ("4.00", 1)])
def test_a_change_that_prose_states_is_held_to_the_document_of_the_year_before(tmp_path, by, count):
    title = "部门支出预算总表"
    write(tmp_path, "b2023", f"{OFFICE}2023年部门预算", {title: by_function(*BEFORE)})
    prose = [line.format(basic="63.00", by=by) for line in STATED]
    rows = by_function(["43", "0", "20"], ["0", "32", "0"])
    write(tmp_path, "b2024", f"{OFFICE}2024年部门预算", {title: rows}, prose)
    found = across(tmp_path)
    assert [(one.identity, one.printed, one.expected) for one in found] == [
        ("text-other-document", 590000, 600000)
    ] * count
    if count:
        assert found[0].places[0]["page"] == 2 and found[0].places[1]["row"] == 1
        assert not found[0].line_ids, "the figure of the other document is not in doubt"


def test_places_in_the_other_document_are_told_as_such_and_doubt_nothing_of_this_one(tmp_path):
    title = "部门支出预算总表"
    before = write(tmp_path, "b2023", f"{OFFICE}2023年部门预算", {title: by_function(*BEFORE)})
    prose = [line.format(basic="63.00", by="4.00") for line in STATED]
    rows = by_function(["43", "0", "20"], ["0", "32", "0"])
    write(tmp_path, "b2024", f"{OFFICE}2024年部门预算", {title: rows}, prose)
    dataset = examine(tmp_path)
    told = findings_text(dataset)
    (where,) = [line for line in told.splitlines() if line.endswith(f"({OFFICE} 2023 approved department))")]
    assert "row 1 合计" in where and "60.00 万元" in where
    assert "60.00 万元" in findings_page(dataset, [before])
    own = dataset.documents.set_index("fiscal_year").loc[2024, "document_id"]
    doubts = Doubts(dataset).about([f"{own}/t01/r1c2", f"{own}/t01/r1c3"])
    assert doubts == {"finding_ids": "", "worst_severity": ""}


def test_the_same_bytes_in_any_order_and_with_what_was_kept(tmp_path):
    raw = tmp_path / "raw"
    files = [budget(raw), with_prior(raw, ["40", "30", "21"]), final(raw, ["10.00", "0.00", "6.00", "4.00"])]
    build(raw, out=tmp_path / "one", cache=tmp_path / "cache")
    build(files[::-1], out=tmp_path / "two", cache=tmp_path / "other")
    (tmp_path / "one" / "lines.csv").write_text("spoilt", encoding="utf-8")
    build(raw, out=tmp_path / "one", cache=tmp_path / "cache")  # from what was kept
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")
    )
    assert one == two and b"other-period-total" in one["findings.csv"]


def test_a_document_that_changes_is_compared_anew(tmp_path):
    raw = tmp_path / "raw"
    budget(raw)
    with_prior(raw, ["40", "30", "21"])

    def names():
        return set(build(raw, out=tmp_path / "clean", cache=tmp_path / "cache").findings["identity"])

    assert "other-period-total" in names()
    budget(raw, figures=(["40", "0", "21"], ["0", "30", "0"]))
    assert "other-period-total" not in names()


def test_only_documents_that_belong_together_are_compared(tmp_path, monkeypatch):
    """The work grows with the documents, not with their pairs."""
    from budgetkit.corpus import across as pairing

    asked = []
    monkeypatch.setattr(
        pairing, "audit_period", lambda own, other: asked.append((own.name, other.name)) or []
    )
    for number in range(8):
        for year in (2023, 2024):
            name = f"示例{number}市商务局"
            write(
                tmp_path,
                f"{number}-{year}",
                f"{name}{year}年部门预算",
                {FUNCTIONAL: by_function(*BEFORE)},
                office=name,
            )
    examine(tmp_path)
    assert len(asked) == 8 and all(own == other for own, other in asked)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published samples are not at hand")
def test_samples_of_two_years_state_changes_that_their_documents_bear_out_but_for_these():
    found = across_samples("jiangsu-*-201[78].pdf")
    assert [(one.identity, one.printed, one.expected) for one in found] == [
        (
            "text-other-document",
            1000000,
            1100000,
        ),  # 与上年预算数相等, but the year before prints another figure
        ("text-other-document", 179819800, 179816800),  # 3,958.98 for 3,959.28
    ]
    assert {one.document_id for one in found} == {found[0].document_id}


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published samples are not at hand")
def test_samples_of_a_department_and_its_unit_say_nothing_of_one_another():
    assert not across_samples("shanghai-putuo-commerce-2025-*.pdf")


def across_samples(pattern: str) -> list:
    names = {identity.id for identity in identities() if identity.scope == "documents"} | PROSE
    findings = examine(sorted(SAMPLES.glob(pattern))).findings
    return list(findings[findings["identity"].isin(names)].itertuples())
