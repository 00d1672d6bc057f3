"""Short and full names of the same thing: ministries, indicators, policies. Only names that are surely the same."""

import re
from functools import lru_cache

from documents.text import fold

# One line a thing; each of its names stands for all others.
_NAMES = """
国家发展和改革委员会 国家发展改革委 国家发改委 发展改革委 发改委 NDRC
工业和信息化部 工信部 MIIT
人力资源和社会保障部 人力资源社会保障部 人社部 MOHRSS
住房和城乡建设部 住房城乡建设部 住建部 MOHURD
国家卫生健康委员会 国家卫生健康委 国家卫健委 卫健委
国务院国有资产监督管理委员会 国务院国资委 国资委 SASAC
中国人民银行 人民银行 央行 PBOC
财政部 MOF
商务部 MOFCOM
科学技术部 科技部
交通运输部 交通部
文化和旅游部 文旅部
国家市场监督管理总局 市场监管总局 SAMR
国家金融监督管理总局 金融监管总局 NFRA
中国证券监督管理委员会 中国证监会 证监会 CSRC
国家税务总局 税务总局
国家医疗保障局 国家医保局 医保局
国家知识产权局 CNIPA
国家统计局 NBS
国家互联网信息办公室 国家网信办 网信办
国家外汇管理局 外汇局
国家药品监督管理局 国家药监局 药监局 NMPA
最高人民法院 最高法
最高人民检察院 最高检
国务院办公厅 国办
中共中央办公厅 中办
规模以上工业 规上工业
规模以上服务业 规上服务业
规模以上企业 规上企业
国内生产总值 地区生产总值 生产总值 GDP
居民消费价格指数 居民消费价格 CPI
工业生产者出厂价格指数 工业生产者出厂价格 PPI
采购经理指数 PMI
研究与试验发展 研发经费 R&D
社会消费品零售总额 社零总额 社零
固定资产投资 固投
一般公共预算收入 一般预算收入
城镇新增就业 新增城镇就业
高新技术企业 高企
战略性新兴产业 战新产业
中小企业 SME SMEs
小微企业 小型微型企业
国有企业 国企
中央企业 央企
民营企业 民企
基本医疗保险 基本医保
职工基本医疗保险 职工医保
城乡居民基本医疗保险 城乡居民医保 居民医保
住房公积金 公积金
最低生活保障 低保
人工智能 AI
数字人民币 e-CNY
新能源汽车 NEV NEVs
外商直接投资 FDI
"""


@lru_cache(maxsize=1)
def _others() -> dict[str, tuple[str, ...]]:
    """Each name, folded, with the other names of its thing."""
    groups = [[fold(name) for name in line.split()] for line in _NAMES.strip().splitlines()]
    return {name: tuple(other for other in group if other != name) for group in groups for name in group}


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Longest first: 地区生产总值 is not read as 生产总值."""
    return re.compile("|".join(map(_pattern, sorted(_others(), key=len, reverse=True))))


def _pattern(name: str) -> str:
    return rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name[0].isascii() else re.escape(name)


def names_in(folded: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The names in a folded text as (start, end, other names of the same thing)."""
    return [(found.start(), found.end(), _others()[found.group()]) for found in _names().finditer(folded)]


def other_names(name: str) -> tuple[str, ...]:
    """The other names of a thing, folded; none for a name that is not known."""
    return _others().get(fold(name), ())
