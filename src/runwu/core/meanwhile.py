"""What somebody else changed while a form stood open (他人修改): shown before anything of it is overwritten.

A form that changes what is stored carries what it showed. The service reads the same again under its lock and raises
ChangedMeanwhile where it differs; the form then says who, when and what, keeps what the person typed, and can be saved
all the same or given up. A caller that shows nothing beforehand (a command, an import) passes no `seen`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.errors import Conflict

Shown = Mapping[str, str]
"""What a form showed of the stored state: values by the name of the field, or by the name of the thing."""
_SALT = "runwu.core.meanwhile"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: what it is called, what it was, what it is, and what the person typed; "" for nothing."""

    name: str
    before: str
    now: str
    typed: str = ""


class ChangedMeanwhile(Conflict):
    """Somebody changed it after the form was opened; nothing has been written."""

    def __init__(self, seen: Shown, now: Shown, *, by: UUID | None = None, at: datetime | None = None) -> None:
        self.seen, self.now, self.by, self.at = dict(seen), dict(now), by, at
        super().__init__(
            _("你打开页面之后，有人改过这里的内容（%(who)s）。") % {"who": self.who},
            rule=_("以最后保存的内容为准，不覆盖别人的修改。"),
            now=_("请刷新页面，看过现在的内容再操作。"),
        )

    @property
    def who(self) -> str:
        """Say who changed it, and when, as far as known: “示例某某 11-20 09:15”."""
        moment = f" {timezone.localtime(self.at):%m-%d %H:%M}" if self.at else ""
        return f"{name_of(self.by)}{moment}"

    @property
    def differences(self) -> list[Difference]:
        """Return what differs, in the order of the form."""
        names = [*self.seen, *(name for name in self.now if name not in self.seen)]
        pairs = ((name, self.seen.get(name, ""), self.now.get(name, "")) for name in names)
        return [Difference(name, before, now) for name, before, now in pairs if before != now]


def require_unchanged(seen: Shown | None, now: Shown, *, by: UUID | None = None, at: datetime | None = None) -> None:
    """See that what a form showed still stands; `by` and `at` tell of the latest change. Raises ChangedMeanwhile."""
    if seen is not None and dict(seen) != dict(now):
        raise ChangedMeanwhile(seen, now, by=by, at=at)


def name_of(account: UUID | None) -> str:
    """Return the name of an account, “他人” for one that is not known. At most one query."""
    users = get_user_model().objects.filter(public_id=account) if account else ()
    return next((str(getattr(user, "display_name", "")) or str(user) for user in users), _("他人"))


class CarefulForm(forms.Form):
    """A form that carries what it showed, and shows what changed meanwhile; call `shows` when it is made."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    changed: ChangedMeanwhile | None = None

    def shows(self, shown: Shown) -> None:
        """Carry what is stored now."""
        self.fields["seen"].initial = signing.dumps(dict(shown), salt=_SALT)

    @property
    def seen_values(self) -> dict[str, str] | None:
        """Return what the form showed when it was opened; None where it was sent without."""
        sent = self.cleaned_data.get("seen", "")
        if not sent:
            return None
        try:
            return dict(signing.loads(sent, salt=_SALT))
        except signing.BadSignature:
            return {}

    def keep_for_another_look(self, changed: ChangedMeanwhile) -> None:
        """Keep what was typed, and carry what stands now: sent once more, the form overwrites it."""
        self.changed = changed
        sent = QueryDict(mutable=True)
        for name, values in self.data.lists():  # type: ignore[attr-defined]
            sent.setlist(name, values)
        sent[self.add_prefix("seen")] = signing.dumps(changed.now, salt=_SALT)
        self.data = sent

    @property
    def status(self) -> int:
        """Return the status of a page with this form: 409 with what changed, 422 with errors."""
        return Conflict.status if self.changed else 422 if self.errors else 200

    @property
    def differences(self) -> list[Difference]:
        """Return what changed, in the words of the form, beside what the person typed."""
        return [self._in_words(one) for one in self.changed.differences] if self.changed else []

    def _in_words(self, one: Difference) -> Difference:
        field = self.fields.get(one.name)
        if field is None:
            return one
        before, now = _words(field, one.before), _words(field, one.now)
        typed = _words(field, str(self.data.get(self.add_prefix(one.name), "")))
        return Difference(str(field.label or one.name), before, now, typed)


def _words(field: forms.Field, value: str) -> str:
    choices: Any = getattr(field, "choices", ())
    return next((str(label) for code, label in choices if str(code) == value), value)
