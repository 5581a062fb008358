"""What the prose of real documents states wrongly, as read on their pages: all of it, and nothing else."""

from __future__ import annotations

import json

import pytest

import budgetkit

# identity, page and printed figure (万元 or %) of each finding above a note, looked up on the page
KNOWN = {
    "jiangsu-peoples-congress-2017": {("text-share", 28, "8.75")},
    "jiangsu-peoples-congress-2018": {("text-rate", 21, "1312.56"), ("text-placeholder", 26, "")},
    "jiangsu-peoples-congress-2019-text": {("text-year", 5, "2018"), ("text-placeholder", 16, "支出万元")},
    "jiangsu-procuratorate-2017": {
        ("text-basic-expenditure", 19, "12323.46"),
        ("text-rate", 22, "129.97"),
        ("text-share-near", 22, "54.43"),
    },
    "jiangsu-procuratorate-2018": {
        ("text-rate-near", 23, "21.95"),
        ("text-rate-slip", 26, "0.06"),
        ("text-rate-slip", 26, "0.66"),
    },
    "jiangsu-procuratorate-2019": {
        ("text-rate", 26, "13.22"),
        ("text-rate-near", 25, "10.06"),
        ("text-rate-near", 29, "34.38"),
        ("text-placeholder", 16, ""),
    },
    "shanghai-putuo-commerce-2025-department": set(),
    "shanghai-putuo-commerce-2025-unit": set(),
    "shanghai-putuo-planning-2024-final": {
        ("text-general-public-basic", 24, "5377.64"),
        ("text-name", 22, "0.88"),
    },
    "shanghai-putuo-social-work-2024-final": {("text-other-budget", 18, "95.89")},
    "southwest-university-2021": {("text-use-of-surplus", 9, "18,953.73")},
    "southwest-university-2023": set(),
    "southwest-university-2023-final": set(),
}
SEEDS = {
    "000_3d4e5118cf9b163f": {("text-scope-note", 1, ""), ("text-year", 1, "2023")},
    "003_8caa17006cf83113": {("text-all", 1, "27556.5"), ("text-placeholder", 1, "")},
}


def found_in(path):
    found = []
    for finding in budgetkit.read(path).arrow["findings"].to_pylist():
        if finding["identity"].startswith("text-") and finding["severity"] != "info":
            first = json.loads(finding["places"])[0]
            found.append((finding["identity"], first["page"], first.get("quote", "")))
    return found


def check(path, known):
    found = found_in(path)
    assert len(found) == len(known)
    for identity, page, figure in known:
        assert any((identity, page) == one[:2] and figure in one[2] for one in found), (identity, page, found)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_findings_about_the_prose_of_a_real_document(samples, name):
    check(samples / f"{name}.pdf", KNOWN[name])


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_findings_about_the_prose_of_a_document_kept_as_text(seeds, name):
    check(seeds / f"{name}.txt", SEEDS[name])
