"""Writes the three sample reports that are not plain text: two DOCX and one PDF.

    python docs/make_samples.py [--browser chromium]

The files beside this script are the reports that a first start indexes. All were written by this project from public figures, say so
in their second paragraph, and are no official documents:

    2025年全国经济社会发展主要目标示例报告.docx   results of 2024 and targets for 2025, with a table
    2026年地方工业发展目标示例报告.html           provinces' industrial targets for 2026, with a table
    可再生能源与双碳目标示例报告.pdf              renewable energy, carbon targets and the carbon market, with a table
    部分省份2025年主要预期目标示例报告.md         targets of twelve provinces, with a table
    就业和社会保障政策示例报告.md                 jobs, pensions, health insurance and child benefit
    延迟法定退休年龄改革要点示例.txt              the retirement age reform in chapters and articles, in GB18030
    人工智能加行动政策要点示例.txt                the AI Plus initiative, in UTF-8
    climate-policy-summary-uk-eu.md               British and European climate targets, with a table
    china-2025-development-targets.docx           the English note on China's targets for 2025, with a table

The sources below are a small markup: `#` to `###` for headings, `| a | b |` for table rows, every other line a paragraph.
The PDF is printed by a Chromium found on the machine, which embeds the used part of a TrueType font (WenQuanYi Micro Hei was used; CFF
fonts such as Noto CJK become drawings and make the file five times as large).
Running it again gives the same text, not the same bytes: both formats carry times and identifiers.
"""

import argparse
import html
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import docx

FOLDER = Path(__file__).resolve().parent.parent / "documents" / "samples"

NATIONAL = """
# 2025年全国经济社会发展主要目标（示例报告）
发布单位：policyqa 项目
发布日期：2025年3月20日
地区：全国
说明：本文是示例报告，由 policyqa 项目根据公开数据编写，用于演示问答，不是官方文件。
## 一、2024年发展情况
### （一）经济总量
2024年国内生产总值为1349084亿元，约合134.9万亿元，按不变价格计算比上年增长5.0%。规模以上工业增加值增长5.8%，服务业增加值增长5.0%。
社会消费品零售总额为487895亿元，增长3.5%；货物进出口总额为438468亿元，增长5.0%；年末外汇储备超过3.2万亿美元。
### （二）就业、物价和收入
城镇新增就业1256万人，城镇调查失业率全年平均为5.1%。居民消费价格上涨0.2%。全国居民人均可支配收入41314元，扣除价格因素后实际增长5.1%。
### （三）产业和生态
粮食产量达到14130亿斤，首次超过1.4万亿斤。新能源汽车年产量突破1300万辆。高技术制造业增加值增长8.9%，装备制造业增加值增长7.7%。
地级及以上城市细颗粒物平均浓度下降2.7%，优良天数比例为87.2%，地表水优良水质断面比例为90.4%。
## 二、2025年主要预期目标
表1把2025年的目标与2024年的结果放在一起。
| 指标 | 2024年结果 | 2025年目标 |
| 国内生产总值增速 | 5.0% | 5%左右 |
| 城镇调查失业率 | 平均5.1% | 5.5%左右 |
| 城镇新增就业 | 1256万人 | 1200万人以上 |
| 居民消费价格涨幅 | 0.2% | 2%左右 |
| 粮食产量 | 14130亿斤 | 1.4万亿斤左右 |
| 单位国内生产总值能耗降幅 | 超过3% | 3%左右 |
除表中各项外，2025年还要求居民收入增长和经济增长同步，国际收支保持基本平衡，生态环境质量持续改善。
经济增长目标连续第三年定为5%左右，居民消费价格涨幅目标则由前一年的3%左右调整为2%左右。
## 三、宏观政策安排
### （一）财政政策
2025年实施更加积极的财政政策。赤字率按4%左右安排，比上年提高1个百分点；赤字规模为5.66万亿元，比上年增加1.6万亿元。
全国一般公共预算支出规模为29.7万亿元，比上年增加1.2万亿元。
拟发行超长期特别国债1.3万亿元，比上年增加3000亿元；另外拟发行特别国债5000亿元，用来支持国有大型商业银行补充资本。
拟安排地方政府专项债券4.4万亿元，比上年增加5000亿元。以上各项合计，新增政府债务总规模为11.86万亿元，比上年增加2.9万亿元。
### （二）货币政策
2025年的货币政策取向是适度宽松，内容包括适时降低存款准备金率和利率。
### （三）扩大内需
消费品以旧换新由超长期特别国债支持，2025年安排3000亿元。中央预算内投资拟安排7350亿元。
## 四、民生安排
城乡居民基础养老金最低标准每月再提高20元。居民医保人均财政补助标准提高30元，基本公共卫生服务经费人均财政补助标准提高5元。
## 五、未来产业
2025年重点培育的未来产业有生物制造、量子科技、具身智能和6G等。
## 六、使用提示
本文只摘录全国数据，不包含各省的分解目标。核对数字时请以国务院政府工作报告和国家统计局公布的数据为准。
"""

ENERGY = """
# 可再生能源与双碳目标（示例报告）
发布单位：policyqa 项目
发布日期：2025年10月15日
地区：全国
说明：本文是示例报告，由 policyqa 项目根据公开数据编写，用于演示问答，不是官方文件。
## 一、碳达峰碳中和的总体目标
### （一）双碳承诺
2020年9月，我国宣布二氧化碳排放力争于2030年前达到峰值，努力争取2060年前实现碳中和，这两项承诺合称“双碳”目标。
### （二）2030年的量化目标
到2030年，单位国内生产总值二氧化碳排放要比2005年下降65%以上，非化石能源占一次能源消费的比重达到25%左右，风电和太阳能发电总装机容量达到12亿千瓦以上。
其中的装机目标在2024年7月就已实现，比原定时间提前了6年多。
### （三）2035年国家自主贡献
2025年9月24日，我国在联合国气候变化峰会上公布新一轮国家自主贡献。到2035年，全经济范围温室气体净排放量要比峰值下降7%至10%。
同一份承诺还提出：非化石能源消费占能源消费总量的比重达到30%以上；风电和太阳能发电总装机容量达到2020年的6倍以上，争取达到36亿千瓦；森林蓄积量达到240亿立方米以上。
## 二、2024年可再生能源发展
### （一）装机
截至2024年底，全国发电装机容量约33.5亿千瓦，同比增长14.6%。可再生能源装机达到18.89亿千瓦，同比增长25%，约占全国总装机的56%。
2024年可再生能源新增装机3.73亿千瓦，同比增长23%，占全部电力新增装机的86%。
| 品种 | 2024年底累计装机 | 2024年新增装机 |
| 水电 | 4.36亿千瓦 | 1378万千瓦 |
| 风电 | 5.21亿千瓦 | 7982万千瓦 |
| 太阳能发电 | 8.87亿千瓦 | 2.78亿千瓦 |
| 生物质发电 | 0.46亿千瓦 | 185万千瓦 |
太阳能发电装机同比增长45.2%，风电装机同比增长18.0%。风电和太阳能发电合计装机超过14亿千瓦。
### （二）发电量
2024年全国可再生能源发电量为3.46万亿千瓦时，同比增长19%，约占全部发电量的35%。其中风电和太阳能发电量合计1.83万亿千瓦时，同比增长27%。
### （三）电力投资
2024年主要发电企业的电源工程完成投资11687亿元，同比增长12.1%；电网工程完成投资6083亿元，同比增长15.3%。
## 三、全国碳排放权交易市场
### （一）发展过程
全国碳排放权交易市场于2021年7月16日启动线上交易，最初只覆盖发电行业。全国温室气体自愿减排交易市场于2024年1月22日启动。
### （二）扩大行业范围
2025年3月，生态环境部发布工作方案，把钢铁、水泥、铝冶炼三个行业纳入全国碳排放权交易市场。
扩围之前，市场覆盖发电行业重点排放单位约2200家，每年覆盖的二氧化碳排放量超过50亿吨。扩围预计新增重点排放单位1500家，覆盖的排放量占全国二氧化碳排放总量的比重将超过60%。
扩围后，市场管理的温室气体从一种增加到三种，即二氧化碳、四氟化碳和六氟化二碳。
## 四、法律和制度
《碳排放权交易管理暂行条例》自2024年5月1日起施行。《中华人民共和国能源法》于2024年11月8日通过，自2025年1月1日起施行。
能源法支持优先开发利用可再生能源，并规定国家建立绿色能源消费促进机制。
## 五、使用提示
本文的装机和发电量均为全国数据，没有分省数据，也没有收录碳配额的成交价格。
"""

ENGLISH = """
# China's Development Targets for 2025: a Sample Briefing Note
Publisher: the policyqa project
Date: 20 March 2025
Note: this is a sample report compiled by the policyqa project from public data, for demonstration only. It is not an official document.
## 1. Starting point: 2024
China's gross domestic product reached 134.9 trillion yuan in 2024, 5.0% more than the year before at constant prices. \
Some 12.56 million urban jobs were created and the surveyed urban unemployment rate averaged 5.1%. Consumer prices rose by 0.2%.
Grain output passed 1.4 trillion jin (700 million tonnes) for the first time. \
More than 13 million new energy vehicles were built during the year.
## 2. Targets for 2025
The government work report of 5 March 2025 set the targets in the table.
| Indicator | Result in 2024 | Target for 2025 |
| GDP growth | 5.0% | around 5% |
| Surveyed urban unemployment rate | 5.1% | around 5.5% |
| New urban jobs | 12.56 million | over 12 million |
| Consumer price inflation | 0.2% | around 2% |
| Grain output | 1.413 trillion jin | around 1.4 trillion jin |
| Reduction in energy use per unit of GDP | over 3% | around 3% |
The inflation target of around 2% is lower than the 3% that had been used in the years before.
## 3. Fiscal policy
The deficit is planned at around 4% of GDP, one percentage point higher than in 2024. \
In money this is 5.66 trillion yuan, an increase of 1.6 trillion yuan.
Ultra-long special treasury bonds of 1.3 trillion yuan are to be issued, 300 billion yuan more than in 2024. \
Of this sum, 300 billion yuan supports trade-in programmes for consumer goods.
A further 500 billion yuan of special treasury bonds will help large state-owned commercial banks to replenish their capital. \
Local governments may issue special-purpose bonds of 4.4 trillion yuan, up by 500 billion yuan.
Taken together, new government debt in 2025 amounts to 11.86 trillion yuan, an increase of 2.9 trillion yuan.
## 4. Monetary policy
The stance changed to "appropriately accommodative", with cuts in the reserve requirement ratio and in interest rates at suitable times.
## 5. Social policy
The minimum basic pension for rural and non-working urban residents rises by 20 yuan a month. \
Government subsidies for residents' basic medical insurance rise by 30 yuan per person.
## 6. Scope of this note
The note covers national targets only. It gives no provincial figures and no forecasts beyond 2025.
"""

STYLE = """
@page { size: A4; margin: 25mm 24mm }
body { font: 12pt/1.9 "WenQuanYi Micro Hei", "Noto Sans CJK SC", sans-serif }
h1, h2, h3 { font-weight: normal }
h1 { font-size: 19pt; text-align: center }
table { border-collapse: collapse; width: 100%; page-break-inside: avoid }
th, td { border: 1px solid #444; padding: 3px 8px; text-align: left }
"""


def blocks(source: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of table rows as (-1, rows), headings as (level, [text]), paragraphs as (0, [text])."""
    for is_table, lines in groupby(source.strip().splitlines(), key=lambda line: line.startswith("|")):
        if is_table:
            yield -1, list(lines)
            continue
        for line in lines:
            text = line.lstrip("#")
            yield len(line) - len(text), [text.strip()]


def title(source: str) -> str:
    return source.strip().splitlines()[0].lstrip("# ")


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def write_docx(source: str, path: Path) -> None:
    document = docx.Document()
    for level, lines in blocks(source):
        if level < 0:
            rows = [cells(line) for line in lines]
            table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        elif level:
            document.add_heading(lines[0], level - 1)
        else:
            document.add_paragraph(lines[0])
    document.core_properties.author = "policyqa"
    document.core_properties.title = title(source)
    document.save(str(path))


def as_html(source: str) -> str:
    head = f'<meta charset="utf-8"><title>{html.escape(title(source))}</title><style>{STYLE}</style>'
    parts = [f'<!DOCTYPE html><html lang="zh-CN">{head}']
    for level, lines in blocks(source):
        if level < 0:
            rows = ["".join(f"<td>{html.escape(cell)}</td>" for cell in cells(line)) for line in lines]
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            tag = f"h{level}" if level else "p"
            parts.append(f"<{tag}>{html.escape(lines[0])}</{tag}>")
    return "\n".join(parts)


def print_pdf(source: str, path: Path, browser: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(as_html(source), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={path}"]
        subprocess.run([browser, *options, page.as_uri()], check=True, capture_output=True, timeout=120)  # noqa: S603 - the caller's browser


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--browser", default=shutil.which("chromium") or shutil.which("google-chrome"), help="a Chromium to print the PDF")
    browser = parser.parse_args().browser
    if browser is None:
        parser.error("no Chromium was found; install one or name it with --browser")
    write_docx(NATIONAL, FOLDER / "2025年全国经济社会发展主要目标示例报告.docx")
    write_docx(ENGLISH, FOLDER / "china-2025-development-targets.docx")
    print_pdf(ENERGY, FOLDER / "可再生能源与双碳目标示例报告.pdf", browser)


if __name__ == "__main__":
    main()
