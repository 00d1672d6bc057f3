"""Pages built like those of the State Council, a statistics bureau, an old county site, a ministry and GOV.UK."""

from pathlib import Path

import pytest

from documents.parts import Reading
from documents.readers.html import read

PAGES = Path(__file__).parent / "pages"
# What stands around the text of these pages; none of it may be read.
AROUND = {
    "state_council": "首页 总理 登录 政策文件库 分享 微信 字体 打印 相关稿件 答记者问 扫一扫 全国人大 主办单位 版权所有 ICP 无关",
    "statistics_bureau": "设为首页 机构概况 所在的位置 浏览次数 1234 字体 分享 打印本页 上一篇 下一篇 热点推荐 年鉴 ICP 地址",
    "old_county": "网站首页 走进本县 人事任免 当前位置 点击数 打印 关闭 返回顶部 版权所有 ICP",
    "ministry": "机构设置 当前位置 推荐阅读 分享 微信 相关新闻 答记者问 版权所有 ICP [",
    "gov_uk": "cookies Skip Benefits Home Contents Share Related useful Licence Crown",
}


def page(name: str) -> Reading:
    return read((PAGES / f"{name}.html").read_bytes())


@pytest.mark.parametrize("name", AROUND)
def test_menus_paths_buttons_links_and_foot_are_left_out(name: str) -> None:
    text = "\n".join(part.text for part in page(name).parts)
    assert [words for words in AROUND[name].split() if words in text] == []


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (
            "state_council",
            [
                "发文机关：国务院", "成文日期：2024年03月07日", "发文字号：国发〔2024〕7号", "国发〔2024〕7号", "一、总体要求",
                "（二）加快建筑和市政基础设施领域设备更新。以住宅电梯、供水、供热等为重点，分类推进更新改造。",
            ],
        ),
        ("statistics_bureau", ["发布日期：2025-01-24 10:00　来源：安徽省统计局综合处", "单位：亿元、%", "2024年全省主要经济指标"]),
        ("old_county", ["关于做好2025年春耕生产工作的通知", "发布时间：2025-02-18　来源：县农业农村局", "县农业农村局\n2025年2月18日"]),
        ("ministry", ["国家发展改革委关于完善价格治理机制的实施意见", "来源：价格司　发布时间：2025/04/02", "发改价格〔2025〕388号"]),
        ("gov_uk", ["Power", "the Contracts for Difference budget rose to £1.5 billion", "19 October 2024"]),
    ],
)  # fmt: skip
def test_title_date_source_and_text_are_kept(name: str, texts: list[str]) -> None:
    found = [part.text for part in page(name).parts]
    assert [text for text in texts if text not in found] == []


def test_the_head_of_a_page_tells_its_properties() -> None:
    assert page("statistics_bureau").properties == {
        "title": "2024年全省经济运行情况",
        "created": "2025-01-24 10:00",
        "subject": "统计信息",
        "keywords": "经济运行,地区生产总值",
        "publisher": "安徽省统计局综合处",
    }
    assert page("ministry").title == "国家发展改革委关于完善价格治理机制的实施意见"
    assert page("gov_uk").properties["publisher"] == "Department for Energy Security and Net Zero"


def test_a_statistics_table_is_read_value_by_value() -> None:
    (table,) = [part.text for part in page("statistics_bureau").parts if part.kind == "table"]
    assert table.split("\n") == [
        "| 类别 | 指标 | 2024年 / 绝对量 | 2024年 / 比上年增长 | 2023年 / 绝对量 | 2023年 / 比上年增长 |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 生产 | 地区生产总值 | 50625 | 5.8 | 47050.6 | 5.8 |",
        "| 生产 | 第一产业 | 3475.4 | 4.1 | 3496.6 | 3.9 |",
        "| 生产 | 第二产业 | 20027.5 | 6.4 | 18871.8 | 6.1 |",
        "| 需求 | 社会消费品零售总额 | 24208.5 | 4.2 | 23008.3 | 6.9 |",
        "| 需求 | 进出口总额 | 8635.9 | 7.4 | 8052.2 | 7.8 |",
    ]


def test_a_line_of_a_notice_that_looks_like_a_foot_is_kept() -> None:
    source = "<body><h1>会议通知</h1><p>主办单位：省统计局</p><p>关闭落后产能</p><p>会议于3月5日召开，请各单位按时参加。</p></body>"
    assert [part.text for part in read(source.encode()).parts] == [
        "会议通知", "主办单位：省统计局", "关闭落后产能", "会议于3月5日召开，请各单位按时参加。"
    ]  # fmt: skip
