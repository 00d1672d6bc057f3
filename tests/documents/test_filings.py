from documents import filings

COVER = [
    "UNITED STATES",
    "SECURITIES AND EXCHANGE COMMISSION",
    "FORM 10-K",
    "For the fiscal year ended December 2, 2022",
    "ADOBE INC.",
    "(Exact name of registrant as specified in its charter)",
]
RELEASE = "Las Vegas, Nevada, February 8, 2023 – MGM Resorts International (NYSE: MGM) (“MGM Resorts”) today reported its results."


def test_the_registrant_issues_a_filing_and_not_the_authority_it_goes_to() -> None:
    assert filings.issuer(COVER) == "ADOBE INC."
    assert filings.issuer([*COVER[:4], "Johnson & Johnson (Exact name of registrant as specified in its charter)"]) == "Johnson & Johnson"


def test_the_period_is_the_year_in_which_the_fiscal_year_or_quarter_ends() -> None:
    assert filings.period(COVER) == "2022"
    assert filings.period(["For the quarterly period ended July 29, 2023"]) == "2023"
    assert filings.period(["Quarterly results"]) is None


def test_a_press_release_says_who_sent_it_and_when() -> None:
    assert (filings.issuer([RELEASE]), filings.date([RELEASE], [])) == ("MGM Resorts International", "2023-02-08")


def test_a_current_report_is_of_the_day_of_its_event() -> None:
    assert filings.date(["Date of report (Date of earliest event reported):", "August 30, 2023"], []) == "2023-08-30"


def test_a_filing_is_of_the_day_on_which_it_was_signed() -> None:
    assert filings.date(COVER, [*COVER, "SIGNATURES", "By: /s/ A. B.", "Date: January 17, 2023"]) == "2023-01-17"
    assert filings.date(COVER, COVER) is None


def test_public_bodies_are_named_on_lines_of_their_own() -> None:
    assert filings.issuer(["Annual plan", "Department of Health and Human Services"]) == "Department of Health and Human Services"
    assert filings.issuer(["UK Government Response to the Inquiry"]) == "UK Government"
    assert filings.issuer(["Chair of the UK Covid-19 Inquiry"]) == "UK Covid-19 Inquiry"
    assert filings.issuer(["The Department of Health said that beds were full."]) is None
