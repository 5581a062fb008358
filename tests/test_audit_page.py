"""The audit page: pictures of the places, filters, ticks, and no way in for markup of a document."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser

import pytest
from PIL import Image

from budgetkit.analysis import coverage
from budgetkit.dataset import Dataset, load
from budgetkit.publish import findings_page
from tests.browser import Browser, missing_browser
from tests.test_publish import wrong_dataset

HOSTILE = "<img/src=x/onerror=document.title='in'>\"'</script><script>document.title='in'</script>"


class Reader(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def all(self, tag: str, **wanted: str) -> list[dict]:
        return [
            found
            for name, found in self.tags
            if name == tag and all(found.get(key.rstrip("_")) == value for key, value in wanted.items())
        ]


@pytest.fixture(scope="module")
def shipped(repository) -> Dataset:
    return load(repository / "data" / "clean")


@pytest.fixture(scope="module")
def page(shipped, repository) -> str:
    return findings_page(shipped, [repository / "data" / "raw"])


def test_every_finding_stands_once_and_nothing_is_fetched(page, shipped):
    reader = Reader(page)
    ids = [found["id"] for found in reader.all("article")]
    assert sorted(ids) == sorted(shipped.findings["finding_id"])
    addresses = [found.get("src") or found.get("href") for _, found in reader.tags]
    assert all(address.startswith(("data:image/png", "#")) for address in addresses if address)
    assert "url(" not in page and "@import" not in page


def test_a_link_shows_the_cell_that_is_meant(page, shipped):
    """The box of a cell, on the picture of its page, is the box of the line, in percent of the page."""
    reader = Reader(page)
    pictures = {found["id"]: found for found in reader.all("figure")}
    lines = shipped.lines.set_index("line_id")
    checked = 0
    for place in reader.all("a"):
        if "data-boxes" not in place or not place["data-boxes"]:
            continue
        assert place["data-picture"] in pictures
        for box in place["data-boxes"].split(";"):
            left, top, width, height = map(float, box.split())
            assert 0 <= left and 0 <= top and left + width <= 100.1 and top + height <= 100.1
            checked += 1
    assert checked > 10
    finding = next(f for f in shipped.findings.itertuples() if len(f.line_ids) and "column" in str(f.places))
    line = lines.loc[finding.line_ids[0]]
    x0 = float(line["bbox"].split()[0])
    assert any(abs(float(m) / 100 * w - x0) < 1 for m, w in _lefts(page, finding.finding_id))


def _lefts(page: str, finding_id: str) -> list[tuple[str, float]]:
    article = page[page.index(f'id="{finding_id}"') :].split("</article>")[0]
    found = []
    for picture, boxes in re.findall(r'data-picture="([^"]+)" data-boxes="([^"]*)"', article):
        figure = page[page.index(f'<figure id="{picture}"') :]
        width = float(re.search(r"max-width:(\d+)px", figure)[1])
        found += [(box.split()[0], width) for box in boxes.split(";") if box]
    return found


def test_pictures_show_the_page(page):
    figures = Reader(page).all("img")
    image = Image.open(io.BytesIO(base64.b64decode(figures[0]["src"].partition(",")[2])))
    assert min(image.size) > 700 and image.convert("L").getextrema()[0] < 80


def test_a_missing_source_is_told_and_the_findings_remain(shipped, tmp_path):
    page = findings_page(shipped, [tmp_path])
    assert not Reader(page).all("img") and len(Reader(page).all("article")) == len(shipped.findings)
    assert "--raw" in page


def test_markup_of_a_document_stays_text():
    page = findings_page(wrong_dataset(HOSTILE), [])
    reader = Reader(page)
    assert len(reader.all("script")) == 1 and not reader.all("img")
    assert "&lt;img/src=x" in page
    assert "script-src &#39;sha256-" in page or "script-src 'sha256-" in page


def test_what_is_covered_is_told(shipped, page):
    shares = coverage(shipped)
    assert (
        shares["line_count"] == shares[["verified_count", "failing_count", "uncovered_count"]].sum(axis=1)
    ).all()
    for name in ("share", "amount_share"):
        whole = shares[[f"{state}_{name}" for state in ("verified", "failing", "uncovered")]].sum(axis=1)
        assert ((whole - 1).abs() < 1e-9).all()
    uncovered = shipped.lines[(shipped.lines["checks"] == 0) & (shipped.lines["amount_yuan"] != 0)]
    assert uncovered["line_id"].iloc[0] in page


def test_an_entry_of_corrections_is_ready_to_paste():
    import yaml

    page = findings_page(wrong_dataset(), [])
    from html import unescape

    text = unescape(re.search(r"<pre>(- line.*?)</pre>", page, re.S)[1])
    (entry,) = yaml.safe_load(text)
    assert (entry["printed"], entry["corrected"]) == ("41.00", "40.00") and entry["line"].endswith("r4c2")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.mark.skipif(bool(missing_browser()), reason=missing_browser())
class TestInTheBrowser:
    """What a person does with the page, in a real browser."""

    @pytest.fixture
    def opened(self, browser, page, tmp_path):
        (tmp_path / "audit.html").write_text(page, encoding="utf-8")
        browser.open(tmp_path / "audit.html")
        return browser

    def shown(self, browser) -> int:
        return browser.run(
            "return [...document.querySelectorAll('.finding')].filter(f => f.offsetParent).length"
        )

    def test_the_page_has_no_complaint(self, opened):
        assert opened.errors() == []

    def test_a_place_opens_its_page_with_the_cell_outlined(self, opened):
        opened.click(".finding a[data-boxes*=' ']")
        seen = opened.run(
            "const box = document.querySelector('#viewer .box').getBoundingClientRect();"
            "const image = document.querySelector('#viewer img').getBoundingClientRect();"
            "const view = document.getElementById('viewer-page').getBoundingClientRect();"
            "return {inside: box.left >= image.left - 6 && box.right <= image.right + 6"
            " && box.top >= image.top - 6 && box.bottom <= image.bottom + 6,"
            " visible: box.bottom > view.top && box.top < view.bottom}"
        )
        assert seen == {"inside": True, "visible": True}
        opened.click("#viewer-close")
        assert opened.run("return document.getElementById('viewer').hidden")

    def test_filters_leave_what_they_say(self, opened, shipped):
        counts = shipped.findings["severity"].value_counts()
        assert self.shown(opened) == len(shipped.findings)
        opened.click("input[value=info]")
        assert self.shown(opened) == len(shipped.findings) - counts["info"]
        opened.click("input[value=info]")
        identity = shipped.findings["identity"].value_counts().index[0]
        opened.run(
            "const s = document.querySelector('[name=identity]'); s.value = arguments[0];"
            "s.dispatchEvent(new Event('input', {bubbles: true}))",
            identity,
        )
        assert self.shown(opened) == (shipped.findings["identity"] == identity).sum()
        assert opened.run("return document.getElementById('count').textContent").startswith(
            str(self.shown(opened))
        )

    def test_words_are_searched(self, opened, shipped):
        word = shipped.findings["finding_id"].iloc[0]
        opened.type("[name=words]", "nothing has these words")
        assert self.shown(opened) == 0 and word

    def test_a_tick_is_remembered(self, opened):
        opened.click(".finding .done input")
        opened.run("location.reload()")
        assert opened.run("return document.querySelector('.finding .done input').checked")
        opened.click("[name=hide_done]")
        assert not opened.run("return Boolean(document.querySelector('.finding').offsetParent)")
        opened.run("localStorage.clear()")

    def test_markup_of_a_document_does_nothing(self, browser, tmp_path):
        (tmp_path / "hostile.html").write_text(findings_page(wrong_dataset(HOSTILE), []), encoding="utf-8")
        browser.open(tmp_path / "hostile.html")
        assert browser.run("return document.title") == "审核发现 Findings"
        assert HOSTILE[:10] in browser.run("return document.body.innerText")
        # even what would slip through is stopped by the policy of the page
        browser.run("document.body.insertAdjacentHTML('beforeend', arguments[0])", HOSTILE)
        assert browser.run("return document.title") == "审核发现 Findings"


def test_a_finding_says_what_to_do_and_marks_its_first_place(page, shipped):
    from budgetkit.publish.audit_page import TO_DO

    causes = set(shipped.findings["category"])
    assert causes <= set(TO_DO)
    for cause in causes:
        assert TO_DO[cause][0] in page and TO_DO[cause][1] in page
    assert "加粗" in page
