"""What a Word paragraph says to who reads it on paper."""

from collections.abc import Callable

import pytest

from documents.readers.word import read


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def parts(data: bytes) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in read(data).parts]


BOX = paragraph(run("框内文字"))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("增长5%") + run("秘密", "<w:vanish/>"), "增长5%"),
        (run("增长5%", '<w:vanish w:val="0"/>'), "增长5%"),
        (run("旧", '<w:rStyle w:val="hidden"/>') + run("新"), "新"),
        (f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo>", "新处"),
        (
            field("begin") + "<w:r><w:instrText>DATE</w:instrText></w:r>" + field("separate") + run("3月5日") + field("end") + run("前"),
            "3月5日前",
        ),
        (
            field("begin") + field("begin") + field("separate") + run("内") + field("end") + field("separate") + run("外") + field("end"),
            "外",
        ),
        (field("begin") + run("无结果的域") + field("end") + run("正文"), "正文"),
        (f'<w:fldSimple w:instr="REF a">{run("表1")}</w:fldSimple>', "表1"),
        (f"<w:hyperlink>{run('国务院')}</w:hyperlink>", "国务院"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('已填')}</w:sdtContent></w:sdt>", "已填"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('请填')}</w:sdtContent></w:sdt>{run('正文')}", "正文"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("是"), "☑是"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("5"), "≥5"),
        ('<w:r><w:sym w:font="Arial" w:char="2460"/></w:r>', "①"),
        (run("10") + run("8", '<w:vertAlign w:val="superscript"/>') + run("千瓦时"), "10⁸千瓦时"),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>guó</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>国</w:t></w:r></w:rubyBase></w:ruby></w:r>", "国"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>", "a/b"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r>", "甲\t乙-丙"),
    ],
)
def test_a_paragraph_reads_as_it_is_printed(make_word: Callable[..., bytes], content: str, text: str) -> None:
    styles = '<w:style w:type="character" w:styleId="hidden"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
    assert parts(make_word(paragraph(content), styles=styles)) == [("paragraph", text)]


def test_a_text_box_is_read_once_after_its_paragraph(make_word: Callable[..., bytes]) -> None:
    choice = f'<mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{BOX}</w:txbxContent></wps:txbx></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{BOX}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    body = paragraph(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>", run("正文"))
    assert parts(make_word(body)) == [("paragraph", "正文"), ("paragraph", "框内文字")]


def test_a_text_box_of_old_word_is_read(make_word: Callable[..., bytes]) -> None:
    body = paragraph(f"<w:r><w:pict><v:textbox><w:txbxContent>{BOX}</w:txbxContent></v:textbox></w:pict></w:r>")
    assert parts(make_word(body)) == [("paragraph", "框内文字")]


def test_heads_and_feet_of_pages_are_kept_out(make_word: Callable[..., bytes]) -> None:
    assert parts(make_word(paragraph(run("正文")), header1=paragraph(run("内部资料")))) == [("paragraph", "正文")]


def notes(kind: str, *texts: str) -> str:
    first = f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
    return first + "".join(
        f'<w:{kind} w:id="{number}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>", run(text))}</w:{kind}>' for number, text in enumerate(texts, 1)
    )


def call(kind: str, number: int, mark: str = "") -> str:
    custom = ' w:customMarkFollows="1"' if mark else ""
    return f'<w:r><w:{kind}Reference w:id="{number}"{custom}/>{f"<w:t>{mark}</w:t>" if mark else ""}</w:r>'


def test_a_footnote_follows_its_paragraph_and_its_call_touches_no_figure(make_word: Callable[..., bytes]) -> None:
    body = paragraph(run("增长5.2"), call("footnote", 2), run("%左右。")) + paragraph(run("就业改善。"), call("footnote", 1))
    assert parts(make_word(body, footnotes=notes("footnote", "城镇口径。", " 按不变价格计算。"))) == [
        ("paragraph", "增长5.2%左右。"),
        ("footnote", "注1：按不变价格计算。"),
        ("paragraph", "就业改善。"),
        ("footnote", "注2：城镇口径。"),
    ]


def test_notes_are_marked_as_the_document_says(make_word: Callable[..., bytes]) -> None:
    settings = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
    body = paragraph(run("甲"), call("footnote", 1), call("endnote", 1), call("footnote", 2, mark="*"))
    found = make_word(body, footnotes=notes("footnote", "脚注。", "Starred."), endnotes=notes("endnote", "Source: NBS."), settings=settings)
    assert parts(found) == [
        ("paragraph", "甲"),
        ("footnote", "注①：脚注。"),
        ("footnote", "Note i: Source: NBS."),
        ("footnote", "Note ②: Starred."),
    ]


def test_a_table_of_contents_is_left_to_the_headings(make_word: Callable[..., bytes]) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    contents = '<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr><w:r><w:t>一、总体要求</w:t><w:tab/><w:t>3</w:t></w:r></w:p>'
    assert parts(make_word(contents + paragraph(run("正文")), styles=styles)) == [("paragraph", "正文")]


def test_headings_are_known_by_outline_style_and_what_the_style_is_based_on(make_word: Callable[..., bytes]) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="章标题"/><w:basedOn w:val="a"/></w:style>'
    )
    body = "".join(
        f"<w:p><w:pPr>{properties}</w:pPr>{run('标题')}</w:p>"
        for properties in (
            '<w:pStyle w:val="b"/>',
            '<w:outlineLvl w:val="0"/>',
            '<w:pStyle w:val="b"/><w:outlineLvl w:val="9"/>',
            '<w:pStyle w:val="c"/>',
        )
    )
    assert [(part.kind, part.level) for part in read(make_word(body, styles=styles)).parts] == [
        ("heading", 2),
        ("heading", 1),
        ("paragraph", 0),
        ("paragraph", 0),
    ]
