import pytest

from documents.issuers import issuer_of, signed_date


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("安徽省人民政府办公厅关于印发规划的通知", "安徽省人民政府办公厅"),
        ("国家发展改革委 财政部关于开展试点的通知", "国家发展改革委、财政部"),
        ("2025年宁夏政府工作报告", "宁夏回族自治区人民政府"),
        ("2025年陕西省政府工作报告", "陕西省人民政府"),
        ("合肥市人民政府工作报告", "合肥市人民政府"),
        ("2023年中华人民共和国国务院政府工作报告", "国务院"),
        ("政府工作报告", None),
        ("关于恢复营业的通告", None),
    ],
)
def test_the_title_names_the_issuer(title: str, issuer: str | None) -> None:
    assert issuer_of(title, [], [], {}) == issuer


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (["国务院办公厅文件"], "国务院办公厅"),
        (["通知 【发文单位】 国家税务总局 【发布文号】 税总函〔2020〕19号"], "国家税务总局"),
        (["通知 北京市顺义区人民政府办公室 关于印发若干措施的通知 顺政办发〔2020〕3号 各镇人民政府"], "北京市顺义区人民政府办公室"),
        (["现将《指南》印发给你们。", "工业和信息化部办公厅", "2022年11月3日", "指南"], "工业和信息化部办公厅"),
        (["按照国务院关于就业工作的部署，加强服务。"], None),
    ],
)
def test_the_opening_names_the_issuer(head: list[str], issuer: str | None) -> None:
    assert issuer_of("通知", head, [], {}) == issuer


@pytest.mark.parametrize(
    ("tail", "issuer", "date"),
    [
        (["请遵照执行。 安徽省财政厅 安徽省教育厅 2020年2月7日"], "安徽省财政厅、安徽省教育厅", "2020年2月7日"),
        (["济南市人民政府办公厅 2019年１月３日印发"], "济南市人民政府办公厅", "2019年１月３日"),
        (["我市遵照执行。 泰州市人民政府 2020年2月4日 （此件公开发布）"], "泰州市人民政府", "2020年2月4日"),
        (["及时上报。 国家税务总局"], "国家税务总局", None),
        (["打赢疫情防控攻坚战！ 西宁市新型冠状病毒的 肺炎疫情处置指挥部 2020年1月26日"], None, None),
    ],
)
def test_the_signature_names_issuer_and_day(tail: list[str], issuer: str | None, date: str | None) -> None:
    assert (issuer_of("通知", [], tail, {}), signed_date(tail)) == (issuer, date)


def test_the_file_s_publisher_or_author_counts_where_it_is_a_body() -> None:
    assert issuer_of("规划", [], [], {"author": "张三", "publisher": "安徽省统计局"}) == "安徽省统计局"
    assert issuer_of("规划", [], [], {"author": "Administrator"}) is None
    assert issuer_of("安徽省财政厅关于决算的通知", [], [], {"publisher": "安徽省统计局"}) == "安徽省财政厅"
