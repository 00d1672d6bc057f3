from documents.editions.traces import figures_of, one_sided, trace_of


def test_figures_are_counted_as_they_mean_the_same() -> None:
    assert figures_of("增长６.５％，投资12,000亿元，又增长 6.5 %，第3条。") == {"6.5%": 2, "12000": 1}


def test_a_page_number_more_is_one_sided_and_a_corrected_figure_is_not() -> None:
    text = "地区生产总值增长5.5%，财政收入增长3.2%。"
    assert one_sided(figures_of(text), figures_of(text + " 12"))
    assert not one_sided(figures_of(text), figures_of(text.replace("5.5", "5.6")))


def test_a_correction_to_a_figure_that_stands_elsewhere_too_is_seen() -> None:
    assert not one_sided(figures_of("目标5.5%，完成5.5%，上年5.6%。"), figures_of("目标5.5%，完成5.6%，上年5.6%。"))


def test_a_trace_holds_what_the_text_ends() -> None:
    (reference,) = trace_of("本办法自印发之日起施行，《旧办法》同时废止。").repeals
    assert reference.title == "旧办法"
