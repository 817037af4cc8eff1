"""Runs inside an installation: builds the named cast, and says at which address each line of the access table is."""

from dataclasses import dataclass

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from runwu.accounts.models import User
from runwu.accounts.sessions import SEEN
from runwu.config.setup import set_up_park
from runwu.core.models import Job
from runwu.enterprises.choices import Operating
from runwu.enterprises.models import Enterprise, Park
from tests.access_battery import address_of
from tests.access_table import LINES, Line
from tests.world import PASSWORD, World, build_world

FILL = "tests.browser.filling:fill()"
_FULL = "满页-"
SAFE = [line for line in LINES if "GET" in line.methods]


@dataclass(frozen=True, slots=True)
class Visit:
    """One page to open, as one of the roles that may."""

    number: int
    user: str

    def __str__(self) -> str:
        return f"{SAFE[self.number]}-{self.user}"


def fill() -> dict[str, str]:
    """Build the world and return addresses by the number of their line in `SAFE`."""
    world = build_world()
    addresses = {str(number): _address(line, world) for number, line in enumerate(SAFE)}
    Job.objects.filter(title="").update(title="示例任务")
    return addresses


def _address(line: Line, world: World) -> str:
    return address_of(line, line.near(world))


def fill_list() -> None:
    """Let a list of enterprises have more than one page of rows with every column filled."""
    park = Park.objects.get(name="示例甲园区")
    Enterprise.objects.bulk_create(
        Enterprise(
            park=park,
            name=f"示例满页精密制造科技发展有限公司第{number}分厂",
            provisional_number=f"{_FULL}{number}",
            address=f"示例大道 {number} 号示例产业园 A 区",
            staff=number,
            operating=Operating.YES,
        )
        for number in range(60)
    )


def empty_list() -> None:
    """Take away what `fill_list` added."""
    Enterprise.objects.filter(provisional_number__startswith=_FULL).delete()


def fact_to_correct() -> str:
    """Return the address at which the staff of a firm is corrected."""
    return reverse(
        "enterprises:fact-correct", args=[Enterprise.objects.filter(park__name="示例甲园区")[0].public_id, "staff"]
    )


def leave_alone(user: str) -> None:
    """Let everything somebody signed in to look as if left alone for a day."""
    pk = str(User.objects.get(username=user).pk)
    for row in Session.objects.iterator():
        session = SessionStore(row.session_key)
        if session.get("_auth_user_id") == pk:
            session[SEEN] = 0
            session.save()


def error_page(number: int, english: bool) -> str:
    """Return an error page as the server sends it, without a request."""
    with translation.override("en" if english else "zh-hans"):
        return str(get_template(f"{number}.html").render({}))


def found_empty_park() -> None:
    """Set up a park with its committees, and its staff with the password of all tests."""
    set_up_park(name="示例空园区", region="460000", kind="county", user_name="staff", display_name="示例党务")
    staff = User.objects.get(username="staff")
    staff.set_password(PASSWORD)
    staff.must_change_password = False
    staff.save()
