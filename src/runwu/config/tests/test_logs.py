from runwu.config.logs import scrub, scrub_text

MOBILE = "138" + "0" * 8
IDENTITY = "11010119900101" + "0015"


def test_a_mobile_number_never_reaches_a_log() -> None:
    assert MOBILE not in scrub_text(f"来电 {MOBILE}，已回")


def test_an_identity_number_never_reaches_a_log() -> None:
    assert IDENTITY not in scrub_text(f"证件 {IDENTITY}")


def test_a_mail_address_never_reaches_a_log() -> None:
    assert "@" not in scrub_text("联系 someone" + "@" + "park.example")


def test_values_inside_lists_and_dictionaries_are_scrubbed() -> None:
    event = scrub(None, "info", {"event": "row", "rows": [{"tel": MOBILE}], "password": "secret"})

    assert MOBILE not in str(event)
    assert "secret" not in str(event)


def test_what_somebody_searched_for_stays_out_of_the_log() -> None:
    event = scrub(None, "info", {"event": "request_started", "request": "GET /search/?q=%E7%A4%BA%E4%BE%8B"})

    assert event["request"] == "GET /search/"


def test_a_credit_code_stays_readable() -> None:
    assert scrub_text("91510000MA6X0Q1H4K") == "91510000MA6X0Q1H4K"
