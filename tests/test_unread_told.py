"""Figures that were not read are shown: in words, on the picture of their page, and in every share."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from budgetkit import analysis, plots
from budgetkit.corpus import examine
from budgetkit.corrections import load_corrections
from budgetkit.dataset import Dataset
from budgetkit.disclosure import understand
from budgetkit.errors import WrongUsage
from budgetkit.model import Document
from budgetkit.publish import findings_json, findings_page, findings_text
from budgetkit.records import share_of_figures
from budgetkit.report.pages import index_page
from budgetkit.schema import names
from budgetkit.schema.frames import arrow_table, frame
from tests.small_documents import BY_FUNCTION, document
from tests.test_audit_page import HOSTILE, Reader

EXPECTED = Path(__file__).parent / "expected" / "unread.txt"


def hashes(number: int = 1) -> Document:
    """The small document, the totals of 2011301 and of rows after it too wide for their cells."""
    rows = [list(row) for row in BY_FUNCTION]
    for row in rows[4 : 4 + number]:
        row[2] = "########"
    return document(rows)


def dataset_of(own: Document, **changes: str) -> Dataset:
    """One document as a dataset; ``changes`` are new texts for all of its unread figures."""
    disclosure = understand(own, {})
    file = {"path": "a.pdf", "status": "partial", "document_id": disclosure.document_id}
    frames = {name: getattr(disclosure, name) for name in ("documents", "tables", "lines", "findings")}
    unread = disclosure.unread.assign(**changes)
    return Dataset({**frames, "unread": unread, "files": frame(arrow_table("files", [file]))})


def agreed_on() -> Dataset:
    """A document all of whose lines agree, and unread figures of every kind of reason."""
    data = dataset_of(document())
    place = {"document_id": data.documents["document_id"][0], "near": "部门支出总表"}
    rows = [
        {
            **place,
            "page": 2,
            "printed": "########",
            "bbox": "160.00 180.00 240.00 200.00",
            "reason": "unreadable_cell",
        },
        {**place, "page": 2, "printed": "33.00", "bbox": "240.00 180.00 320.00 200.00", "reason": "no_unit"},
        {
            **place,
            "page": 4,
            "printed": "1,204.50",
            "bbox": "50.00 700.00 90.00 712.00",
            "reason": "no_table_here",
        },
        {**place, "page": 5, "printed": "", "bbox": "", "near": "", "reason": "image_only"},
    ]
    documents = data.documents.assign(unread_count=4, verified_share=24 / 28)
    return Dataset({**data.__dict__, "documents": documents, "unread": frame(arrow_table("unread", rows))})


def test_the_text_of_the_audit_is_as_it_was_agreed_on():
    assert findings_text(agreed_on()) + "\n" == EXPECTED.read_text(encoding="utf-8")


def test_nothing_is_said_where_all_was_read():
    data = dataset_of(document())
    assert "未读" not in findings_text(data)
    page = findings_page(data, [])
    assert "未能读出" not in page and 'class="unread"' not in page and "未读出" not in page
    survey = analysis.overview(data)
    found = index_page(survey, analysis.findings_by_severity(data), {}, analysis.unread_figures(data))
    assert "未读出" not in found and "未能读出" not in found
    assert "未能读出" not in analysis.overview_answer(survey).chinese


def test_json_has_the_rows_of_unread():
    (row,) = json.loads(findings_json(dataset_of(hashes())))["unread"]
    assert list(row) == names("unread") and (row["page"], row["printed"]) == (2, "########")


@pytest.mark.parametrize(
    ("pages", "chinese", "english"),
    [
        ([3], "第 3 页有 1 个金额未能读出，未计入任何数", "1 money figure on page 3 could not be read"),
        ([7, 3, 3], "第 3、7 页有 3 个金额未能读出", "3 money figures on pages 3 and 7 could not be"),
        ([*range(1, 31)], "19、20 等页有 30 个金额", "18, 19, 20, … could not"),
    ],
)  # fmt: skip
def test_one_sentence_tells_how_many_and_on_which_pages(pages, chinese, english):
    rows = [{"document_id": "d", "page": page, "printed": "1", "reason": "no_unit"} for page in pages]
    documents = frame(arrow_table("documents", [{"document_id": "d"}]))
    figures = analysis.unread_figures(
        Dataset({"unread": frame(arrow_table("unread", rows)), "documents": documents})
    )
    answer = analysis.unread_answer(figures)
    assert chinese in answer.chinese and english in answer.english


def test_every_reason_has_its_words():
    from budgetkit.analysis.labels import UNREAD
    from budgetkit.schema import columns

    (reason,) = [column for column in columns("unread") if column.name == "reason"]
    assert set(UNREAD) == set(reason.allowed)
    assert all(chinese and english for chinese, english in UNREAD.values())


def test_the_page_of_the_audit_lists_each_with_an_entry_to_paste(tmp_path):
    own = hashes()
    page = findings_page(dataset_of(own), [])
    assert "第 2 页有 1 个金额未能读出" in page and "1 money figure on page 2 could not be read" in page
    assert "所印不成数" in page and "it is no clear figure" in page and "部门支出总表" in page
    text = unescape(re.search(r"<pre>(- document.*?)</pre>", page, re.S)[1])
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUsage, match="'…' is no amount"):
        load_corrections(path)
    path.write_text(text.replace('amount: "…"', 'amount: "40.00"').replace("…", "对照原页"), encoding="utf-8")
    (given,) = load_corrections(path)
    entry = {"corrections": json.dumps([{
        "document": given.document, "page": given.page, "printed": given.printed, "bbox": given.bbox,
        "amount": given.amount, "reason": given.reason,
    }])}  # fmt: skip
    assert understand(own, entry).unread.empty


def test_an_entry_for_a_figure_in_no_table_asks_what_it_is_of():
    text = findings_text(dataset_of(hashes(), reason="no_table_here"))
    for name in ('unit: "…"', 'table: "', 'item: "…"', 'column_label: "…"'):
        assert name in text
    assert "此处未识别出表 no table was recognised there [no_table_here]" in text


@pytest.mark.parametrize("hostile", [HOSTILE, "<script>document.title='in'</script>"])
def test_markup_of_a_document_stays_text(hostile):
    data = dataset_of(hashes(), printed=hostile, near=hostile)
    page = findings_page(data, [])
    assert len(Reader(page).all("script")) == 1 and not Reader(page).all("img")
    assert hostile not in page and "&lt;" in page
    survey = analysis.overview(data)
    index = index_page(survey, analysis.findings_by_severity(data), {}, analysis.unread_figures(data))
    assert not Reader(index).all("script") and not Reader(index).all("img") and hostile not in index
    shown = analysis.readable(analysis.unread_figures(data), "page printed reason near")._repr_html_()
    assert hostile not in shown


def test_what_steers_a_terminal_is_not_printed():
    text = findings_text(dataset_of(hashes(), printed="\x1b[2J12\u202e", near="\x1b]0;x\x07"))
    told = "\n".join(line for line in text.splitlines() if "未读" in line)
    assert "\x1b" not in told and "\u202e" not in told


def test_the_report_tells_them_in_both_languages():
    data = dataset_of(hashes(2))
    survey = analysis.overview(data)
    page = index_page(survey, analysis.findings_by_severity(data), {}, analysis.unread_figures(data))
    assert "第 2 页有 2 个金额未能读出" in page and "2 money figures on page 2 could not be read" in page
    assert page.count("########") == 2 and "所印不成数" in page


def test_boxes_stand_on_the_picture_of_the_page(repository):
    source = repository / "tests" / "fates" / "cases" / "hash_whole_column.pdf"
    data = examine([source])
    page = findings_page(data, [source])
    reader = Reader(page)
    boxes = [link for link in reader.all("a") if link.get("class") == "box unread"]
    own = data.unread[data.unread["bbox"] != ""]
    assert len(boxes) == len(own) > 0
    rows = {row["id"] for row in reader.all("tr") if "id" in row}
    assert {box["href"][1:] for box in boxes} <= rows
    links = [link for link in reader.all("a") if link.get("data-mark") == "unread"]
    assert len(links) == len(own) and all(link["data-boxes"] for link in links)
    left = float(re.search(r"left:([\d.]+)%", boxes[0]["style"])[1])
    width = float(re.search(r"max-width:(\d+)px", page)[1])
    assert left / 100 * width == pytest.approx(float(own["bbox"].iloc[0].split()[0]), abs=0.5)


def test_every_share_has_one_denominator():
    data = dataset_of(hashes(2))
    lines, unread = len(data.lines), len(data.unread)
    verified = int(data.lines["verified"].sum())
    whole = share_of_figures(verified, lines, unread)
    assert unread == 2 and whole < verified / lines
    survey = analysis.overview(data)
    assert survey[["line_count", "unread_count"]].to_numpy().tolist() == [[lines, unread]]
    assert survey["verified_share"][0] == pytest.approx(whole)
    assert data.documents["verified_share"][0] == pytest.approx(whole, abs=1e-6)
    said = f"{whole:.1%}"
    answer = analysis.overview_answer(survey)
    assert said in answer.chinese and said in answer.english
    assert "另有 2 个金额未能读出" in answer.chinese and "2 that could not be read" in answer.english
    covered = analysis.coverage(data).iloc[0]
    assert covered["verified_share"] == pytest.approx(whole) and covered["unread_count"] == 2
    states = ("verified", "failing", "uncovered", "unread")
    assert sum(covered[f"{name}_share"] for name in states) == pytest.approx(1)
    by_table = analysis.checks_by_table(data)
    assert by_table[["table_id", "unread_count"]].to_numpy().tolist() == [["t01", 2]]
    assert by_table["verified_share"][0] == pytest.approx(whole)
    agreed = analysis.agreement_answer(analysis.findings_by_cause(data), by_table)
    assert (
        said in agreed.chinese
        and f"{lines + unread} 个金额中" in agreed.chinese
        and "2 个未能读出" in agreed.chinese
    )
    assert "2 could not be read" in agreed.english
    assert said in findings_text(data)
    ax = plots.plot_audit_status(survey, analysis.findings_by_severity(data))
    assert said in ax.get_title(loc="left") and "2 个未能读出" in ax.get_title(loc="left")
    ax = plots.plot_coverage(analysis.coverage(data))
    assert ax.get_legend().get_texts()[-1].get_text() == "未读出"
    ax = plots.plot_checks_by_table(by_table)
    assert any(said in text.get_text() for text in ax.texts)


def test_figures_in_no_table_are_counted_where_tables_are_counted():
    by_table = analysis.checks_by_table(dataset_of(hashes(), near="某处"))
    assert by_table[["table_id", "line_count", "unread_count"]].to_numpy().tolist() == [
        ["", 0, 1],
        ["t01", 23, 0],
    ]
    assert by_table["verified_share"][0] == 0
    assert any(
        "不在任何表中" in label.get_text() for label in plots.plot_checks_by_table(by_table).get_yticklabels()
    )


def test_a_frame_of_a_notebook_shows_the_count():
    shown = understand(hashes(), {})._repr_html_()
    assert "未读金额数" in shown
