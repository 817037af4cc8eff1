"""What the journeys of members and organisations share (tests/browser/test_*_journey.py): who goes, and pictures."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.installation import SetUp
from tests.browser.looking import WANTED, look
from tests.browser.visitors import Visitors

SECRETARY, NEXT_SECRETARY, MEMBER = "branch-secretary", "branch-secretary-2", "member"
STAFF, OFFICER = "party-affairs", "committee-officer"
BRANCH, NEXT_BRANCH = "中共示例青禾电子有限公司支部委员会", "中共示例律所支部委员会"


@dataclass(frozen=True)
class Park:
    """The demo park, and who comes to its pages."""

    visitors: Visitors
    demo: SetUp

    def as_(self, user: str) -> Page:
        """Open a page as one of the accounts of the demo."""
        return self.visitors.open(self.demo.installation, user, self.demo.passwords[user])

    def name(self, user: str) -> str:
        """Return the name of the person behind an account."""
        return str(self.demo.installation.run(f"tests.browser.journeys:name_of({user!r})"))

    def of(self, branch: str) -> list[str]:
        """Return the names of the open members of a branch, in the order of its register."""
        return list(self.demo.installation.run(f"tests.browser.journeys:names_in({branch!r})"))

    def leads(self, name: str) -> str:
        """Return who is secretary over a member: somebody may have moved on another journey."""
        return SECRETARY if name in self.of(BRANCH) else NEXT_SECRETARY

    def sealed(self) -> str:
        """Return the address of the page of the member who asked to be known to the organisation alone."""
        return f"/members/{self.demo.installation.run('tests.browser.journeys:sealed_id()')}/"

    def member(self, name: str) -> str:
        """Return the address of a member's page."""
        return f"/members/{self.demo.installation.run(f'tests.browser.journeys:id_of({name!r})')}/"


def picture(page: Page, name: str, *, height: int = 1000) -> None:
    """Take a picture for the guide where they are wanted; nothing may need scrolling sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if WANTED:
        look(page, name, height=height)


def says(page: Page, *words: str) -> None:
    """Expect the page to say something."""
    for one in words:
        expect(page.locator("#main")).to_contain_text(one)


def told(page: Page, words: str) -> None:
    """Expect what the page tells about the act just done."""
    expect(page.get_by_text(words).first).to_be_visible()


def fill(page: Page, **values: Any) -> None:
    """Fill the fields of a form by their names."""
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def id_of(name: str) -> str:
    """Return the public id of a member, inside the installation."""
    from runwu.members.models import PartyMember  # noqa: PLC0415 -- runs where Django is set up

    return str(PartyMember.objects.get(person__name=name).public_id)


def facts_of(name: str) -> dict[str, str]:
    """Return name and day of birth of a member, inside the installation."""
    from runwu.people.models import Person  # noqa: PLC0415 -- runs where Django is set up

    person = Person.objects.get(name=name)
    return {"name": person.full_name, "birth": person.birth_date}


def sealed_id() -> str:
    """Return the public id of the restricted member, inside the installation."""
    from runwu.members.models import PartyMember  # noqa: PLC0415 -- runs where Django is set up

    return str(PartyMember.objects.get(restricted=True, frozen="").public_id)


def names_in(branch: str) -> list[str]:
    """Return the names of the open members of a branch, inside the installation."""
    from runwu.members.models import PartyMember  # noqa: PLC0415 -- runs where Django is set up

    rows = PartyMember.objects.filter(organization__name=branch, restricted=False).order_by("pk")
    return list(rows.values_list("person__name", flat=True))


def name_of(user: str) -> str:
    """Return the name of the person behind an account, inside the installation."""
    from runwu.accounts.models import User  # noqa: PLC0415 -- runs where Django is set up

    return str(User.objects.get(username=user).display_name)
