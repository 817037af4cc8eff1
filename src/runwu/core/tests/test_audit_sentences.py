"""The log in words: a sentence per action, and no more than the page decided to show."""

import uuid

import pytest

from runwu.core.audit import describe, register_sentence
from runwu.core.audit.sentences import label_of, register_sentences, registered_actions
from runwu.core.models import AuditEntry
from runwu.core.models.audit import ActorKind

ACTOR = uuid.UUID(int=7)


@pytest.fixture(scope="module", autouse=True)
def sentences() -> None:
    """Register the sentences of an invented area."""
    register_sentences(
        {
            "sample.letter.sent": "{actor} 把 {subject} 寄给了 {count} 人",
            "sample.letter.lost": "{actor} 遗失了信件",
        }
    )


def entry(action: str, **values: object) -> AuditEntry:
    """Return an entry that need not be stored."""
    return AuditEntry(action=action, **{"actor": ACTOR, "subject_id": "abcdefgh-1", "extra": {"count": 3}, **values})


def test_names_come_from_the_page() -> None:
    names = {str(ACTOR): "示例甲", "abcdefgh-1": "第一封信"}

    assert describe(entry("sample.letter.sent"), names) == "示例甲 把 第一封信 寄给了 3 人"


def test_whoever_the_page_does_not_name_stays_an_id() -> None:
    assert describe(entry("sample.letter.sent")) == "用户 00000000 把 abcdefgh 寄给了 3 人"


def test_the_system_is_called_system() -> None:
    assert describe(entry("sample.letter.lost", actor=None, actor_kind=ActorKind.SYSTEM)) == "系统 遗失了信件"


def test_missing_data_print_a_dash() -> None:
    assert describe(entry("sample.letter.sent", extra={})).endswith("寄给了 — 人")


def test_an_action_without_a_sentence_shows_its_code() -> None:
    assert describe(entry("sample.letter.burnt")) == "用户 00000000 sample.letter.burnt"


def test_a_filter_shows_the_sentence_without_who_and_what() -> None:
    assert label_of("sample.letter.lost") == "遗失了信件"


def test_the_same_sentence_may_be_registered_again() -> None:
    register_sentence("sample.letter.lost", "{actor} 遗失了信件")

    assert "sample.letter.lost" in registered_actions()


def test_another_sentence_for_the_same_action_is_refused() -> None:
    with pytest.raises(ValueError, match="already has a sentence"):
        register_sentence("sample.letter.lost", "{actor} 找到了信件")


def test_an_action_code_must_have_three_parts() -> None:
    with pytest.raises(ValueError, match=r"area\.noun\.verb"):
        register_sentence("sample.lost", "{actor} 遗失了信件")
