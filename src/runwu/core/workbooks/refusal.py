"""Refuse a whole file with a cause, a rule and a way on (整份不收)."""

from runwu.core.workbooks.messages import REFUSALS


class WorkbookRefused(Exception):  # noqa: N818 – a refusal is an answer, not a fault
    """Say in Chinese why a file can't be imported: what happened, by which rule, what to do now."""

    def __init__(self, code: str, happened: str, rule: str, now: str) -> None:
        super().__init__(f"{code}: {happened}{rule}{now}")
        self.code = code
        self.happened = happened
        self.rule = rule
        self.now = now

    def __reduce__(self) -> tuple[type["WorkbookRefused"], tuple[str, str, str, str]]:
        return type(self), (self.code, self.happened, self.rule, self.now)


def refusal(code: str, **facts: object) -> WorkbookRefused:
    """Return the refusal with the given code, its sentences filled with facts."""
    text = REFUSALS[code]
    return WorkbookRefused(code, *(part.format(**facts) for part in text))
