"""Words of performance forms: header labels, level names, keys, foot rows; and one record of an indicator."""

from __future__ import annotations

import re
from functools import lru_cache

from budgetkit.rules.active import remembers
from budgetkit.rules.kinds import kind_of
from budgetkit.tables import Table
from budgetkit.targets import read_target
from budgetkit.text import fold, normalise

_OF_WHAT = r"/?(?:本?年度?|当年|全年|20\d\d年度?|预期|计划|绩效|年初|项目|实施期|中期|全程|全周期|总体)"
"""What a heading may say of the targets below it; the year and the whole project may be one (年度/项目)."""
_HEADS = (
    ("level1", re.compile(r"(绩效)?一级指标(名称)?")),
    ("level2", re.compile(r"(绩效)?二级指标(名称)?")),
    ("level3", re.compile(r"(绩效)?三级指标(名称)?|指标名称|(绩效)?指标内容|具体指标")),
    (
        "target",
        re.compile(
            rf"({_OF_WHAT}|\(/?{_OF_WHAT}\))*(指标|目标)值(\([A-Za-z]\)|\({_OF_WHAT}(/{_OF_WHAT})?\))?"
        ),
    ),
    ("sign", re.compile(r"指标性质|(计算|运算|比较)符号")),
    ("measure", re.compile(r"[度计]量单位")),
)
_SIGN = re.compile(r"[≥≤<>=]{1,2}")
_FIGURE = re.compile(r"-?[\d,]+(\.\d+)?")
# A form may end in a line for its authors; from such a row on nothing is an indicator.
FOOT = re.compile(
    r"(项目|单位|部门|填报|填表|财务|分管)*(负责人|领导|联系人|联系电话|联系方式|电话|手机|填[表报]人|审核人?|经办人|制表人?)"
    r"([:(].*)?|备注.*|填表说明.*|注[:.].*|总分|合计"
)
PERSON = re.compile(r"(负责人|联系人|联系电话|联系方式|电话|手机|经办人).{0,20}\d{7,}")
_KEYS = (
    ("name", re.compile(r"(项目|专项)名称|项目\(?政策\)?名称")),
    ("code", re.compile(r"项目(编码|代码)")),
)
LEVEL1 = re.compile(
    r"(投入(与目标)?(管理)?|成本|产出|效益|效果|满意度|影响力|履职效能|管理效率|运行成本|服务满意|社会效应|可持续性|"
    r"投入和过程|过程|决策|履职效益)(指标|目标)?"
)
LEVEL2 = re.compile(
    r"((数量|质量|时效|(经济|社会|生态环境|生态|环境)?成本|(经济|社会|生态|环境|生态环境)效益|可持续影响|"
    r"(服务对象|社会公众)?满意度)(指标|目标)?|投入管理|财务管理|项目管理|资产管理|绩效管理|预算管理|收支管理|"
    r"预算和财务管理|工作目标管理|基础管理|长效管理|人力资源|部门协助|配套设施|信息共享|其它|其他)"
)
QUALITY = frozenset(
    "健全 完善 规范 有效 合理 合规 完备 完整 可控 提升 提高 推动 推进 促进 改善 强化 及时 相关 科学 真实 "
    "公开 充分 准确 成功 建立 优良 良好 较好 明显 显著 满意 合格 达标 持续推进 持续提升 持续改善 "
    "有所提升 逐步提高".split()
)
"""Words that are a target by themselves and never the name of an indicator."""


def shown(text: str) -> str:
    """Printed text with the lines of one cell joined."""
    return re.sub(r"\s*\n\s*", "", text).strip()


@remembers
@lru_cache(maxsize=8192)
def head(text: str) -> str:
    """Column that a label opens: ``level1`` to ``level3``, ``target``, ``sign``, ``measure``, or ``""``."""
    if len(text) > 40:
        return ""  # the text of a task, not a label
    label = normalise(text)
    return next((name for name, pattern in _HEADS if pattern.fullmatch(label)), "")


@remembers
@lru_cache(maxsize=8192)
def key_and_value(text: str) -> tuple[str, str]:
    """``name`` or ``code`` where a cell is the label of a project's, and what stands behind the colon."""
    label, _, value = fold(shown(text)).partition(":")
    label = normalise(label)
    return next((key for key, pattern in _KEYS if pattern.fullmatch(label)), ""), value.strip()


def whole_target(sign: str, figure: str, unit: str) -> str:
    """A target whose sign (指标性质) and unit (度量单位) have columns of their own, in one.

    >>> whole_target(">=", "90", "%"), whole_target("=", "提升", "是/否"), whole_target("定性", "5", "个")
    ('>=90%', '提升', '5个')
    """
    if not _FIGURE.fullmatch(normalise(figure)):
        return figure
    return (sign.strip() if _SIGN.fullmatch(normalise(sign)) else "") + figure.strip() + unit.strip()


def make_record(
    table: Table, project: dict[str, str], levels: tuple[str, str, str], printed: str, page: int, row: int
) -> dict:
    """One row of `indicators` without the ids of its document and project."""
    whole = kind_of(table.kind).form == "department" or "整体" in table.title
    target = read_target(shown(printed))
    return {
        "table_id": table.table_id,
        "scope": "department" if whole else "project",
        "project_name": "" if whole else project.get("name", ""),
        "project_code": "" if whole else project.get("code", ""),
        "level1": levels[0],
        "level2": levels[1],
        "level3": levels[2],
        "printed": target.printed,
        "comparator": target.comparator,
        "value": None if target.value is None else format(target.value, "f"),
        "value_high": None if target.value_high is None else format(target.value_high, "f"),
        "unit": target.unit,
        "value_type": target.value_type,
        "page": page,
        "row": row,
    }
