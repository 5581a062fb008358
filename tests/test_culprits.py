"""Which cell is blamed: never for a figure that cannot be; coded rows of one level always make their sum."""

from __future__ import annotations

import budgetkit

HEAD = "2031年度山林局部门决算\n\n"
PUBLIC = """财政拨款“三公”经费支出决算表

单位：万元

合计\t因公出国（境）费\t公务用车运行维护费\t公务接待费
9.30\t0.00\t9.00\t0.30

"""
BASIC = """一般公共预算财政拨款基本支出决算表

单位：万元

经济分类科目编码\t科目名称\t决算数
301\t工资福利支出\t40.00
30101\t基本工资\t40.00
302\t商品和服务支出\t20.00
{items}
\t合计\t60.00
"""


def errors(tmp_path, text: str) -> list[dict]:
    path = tmp_path / "document.txt"
    path.write_text(text, encoding="utf-8")
    findings = budgetkit.read(path).findings
    return findings[findings["severity"] == "error"].to_dict("records")


def test_no_figure_is_blamed_that_would_have_to_be_negative(tmp_path):
    items = "30201\t办公费\t15.00\n30217\t公务接待费\t8.31\n30299\t其他商品和服务支出\t20.00"
    (found,) = errors(tmp_path, HEAD + PUBLIC + BASIC.format(items=items))
    assert (found["identity"], str(found["printed"]), str(found["expected"])) == (
        "economic-column",
        "200000.00",
        "433100.00",
    )


def test_items_that_make_twice_their_class_are_an_error_when_their_codes_stand_on_one_level(tmp_path):
    items = "30201\t办公费\t12.00\n30202\t印刷费\t5.00\n30203\t咨询费\t3.00\n30299\t其他商品和服务支出\t20.00"
    (found,) = errors(tmp_path, HEAD + BASIC.format(items=items))
    assert (found["identity"], str(found["printed"]), str(found["expected"])) == (
        "economic-column",
        "200000.00",
        "400000.00",
    )


STEPS = """支出决算表

单位：万元

科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
\t合计\t100.00\t60.00\t40.00
213\t农林水支出\t100.00\t60.00\t40.00
21302\t林业和草原\t100.00\t60.00\t40.00
2130201\t行政运行\t60.00\t60.00\t
2130205\t森林资源培育\t40.00\t\t40.00

一般公共预算财政拨款支出决算表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t100.00\t60.00\t40.00
21302\t林业和草原\t60.00\t60.00\t
2130201\t行政运行\t40.00\t\t40.00
2130205\t森林资源培育\t100.00\t60.00\t40.00
\t合计\t100.00\t60.00\t40.00
"""


def test_figures_beside_the_names_of_other_rows_make_one_finding(tmp_path):
    (found,) = errors(tmp_path, HEAD + STEPS)
    assert (found["identity"], found["category"]) == ("rows-out-of-step", "document_error")
    assert "支出决算表" in found["message_zh"] and "60.00" in found["message_zh"]


def test_a_table_that_differs_from_its_sister_without_printing_its_figures_is_left_to_its_sums(tmp_path):
    text = STEPS.replace("2130205\t森林资源培育\t100.00\t60.00", "2130205\t森林资源培育\t77.00\t37.00")
    assert "rows-out-of-step" not in {found["identity"] for found in errors(tmp_path, HEAD + text)}


PROJECTS = """项目支出表

单位：万元

项目名称\t合计\t一般公共预算\t政府性基金预算\t单位资金
合计\t90.00\t50.00\t30.00\t10.00
道路养护\t44.00\t20.00\t17.00\t7.00
桥梁检修\t40.00\t20.00\t15.00\t5.00
"""


def test_sums_that_fail_in_a_table_without_codes_are_told(tmp_path):
    path = tmp_path / "document.txt"
    path.write_text(HEAD + PROJECTS + "\n" + STEPS, encoding="utf-8")
    assert "项目支出表" in "".join(budgetkit.read(path).findings["message_zh"])
