"""A plan and its adoption (联合党支部组建建议、采纳并上报、批复)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.keys import press_on, type_into
from tests.browser.pages.waiting import wait_for
from tests.browser.visitors import WIDE


@dataclass
class Plan:
    """A plan on its way from the computation to the approval."""

    page: Page
    script: bool = True

    def request(self) -> "Plan":
        """Start a computation and wait for the alternatives."""
        self.page.goto("/coverage/plans/")
        self.page.get_by_role("button", name="开始测算").click()
        wait_for(self.page, self.page.get_by_role("navigation", name="三个备选方案"), script=self.script)
        return self

    @property
    def groups(self) -> Locator:
        """Return the groups of the alternative that is shown."""
        return self.page.locator("#groups li.grp-i")

    def group_of(self, unit: str) -> Locator:
        """Return the group that holds an enterprise; reasons of other groups may name it too."""
        return self.groups.filter(has=self.page.locator("a[href*='/units/']", has_text=unit))

    def place_of(self, unit: str) -> str:
        """Return the letter of the group that holds an enterprise."""
        return self.group_of(unit).locator("b.gl").inner_text()

    def led_by(self, unit: str) -> str:
        """Return the title of the group that holds an enterprise: who leads it, how many it has."""
        return self.group_of(unit).locator("h3").inner_text()

    def show(self, profile: str) -> "Plan":
        """Show another alternative."""
        answer = self.page.goto(f"{self.page.url.partition('?')[0]}?profile={profile}")
        assert answer is not None
        assert answer.ok
        return self

    def open_choice(self, group: Locator) -> None:
        """Ask where the first enterprise of a group could go."""
        group.locator("summary").first.click()
        group.get_by_role("link", name="调整").first.click()
        expect(self.page.locator("input[name=target]").first).to_be_visible()

    def force_move(self, group: Locator) -> int:
        """Ask for a place that the rules refuse; return the status of the answer."""
        self.open_choice(group)
        self.page.locator("input[name=target][data-refused]").first.check()
        with self.page.expect_response("**/move*") as waiting:
            self.page.get_by_role("button", name="就这样调整").click()
        return waiting.value.status

    def take_back(self) -> "Plan":
        """Withdraw what was sent up."""
        self.page.get_by_role("link", name="撤回上报").click()
        self.page.locator("main form button[type=submit]").first.click()
        expect(self.page.get_by_text("已撤回").first).to_be_visible()
        return self

    def move(self, unit: str) -> "Plan":
        """Move an enterprise by hand to the first other place that is allowed."""
        group = self.group_of(unit)
        group.locator("summary").first.click()
        group.get_by_role("link", name=f"调整 {unit}").click()
        self.page.locator("input[name=target]:not([data-refused])").first.check()
        self.page.get_by_role("button", name="就这样调整").click()
        expect(self.page.get_by_role("button", name="撤回上一次调整")).to_be_visible()
        return self

    def undo(self) -> "Plan":
        """Undo the last move."""
        self.page.get_by_role("button", name="撤回上一次调整").click()
        expect(self.page.get_by_role("button", name="撤回上一次调整")).to_have_count(0)
        return self

    def adopt(self) -> "Plan":
        """Adopt the plan that is shown and send it up, having looked through the lists."""
        self.page.get_by_role("link", name="采纳并上报").click()
        self.page.get_by_label("我已逐项核对").check()
        self.page.get_by_role("button", name="采纳并上报").click()
        expect(self.page.get_by_text("待批复").first).to_be_visible()
        return self

    def approve(self, number: str, day: date, authority: str) -> "Plan":
        """Record the approval from above."""
        self.page.get_by_label("文号").first.fill(number)
        self.page.get_by_label("日期").first.fill(day.isoformat())
        self.page.get_by_label("批准机关").fill(authority)
        self.page.get_by_role("button", name="登记批复").click()
        expect(self.page.get_by_text("批复已登记")).to_be_visible()
        return self

    def download(self, link: str, folder: Path) -> Path:
        """Download what a link of just this name offers; the menu has longer ones."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=link, exact=True).first.click()
        target = folder / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target


@dataclass
class Desk(Plan):
    """A plan that somebody edits: by keyboard on the map, by the plain forms of an enterprise."""

    @property
    def boxes(self) -> Locator:
        """Return the enterprises on the map that can be moved."""
        return self.page.locator("[data-plan-map] a[data-unit]")

    @property
    def log(self) -> Locator:
        """Return the edits, newest first."""
        return self.page.get_by_role("table", name="谁、什么时候、怎样调整，为什么").locator("tbody tr")

    def ready(self) -> None:
        """Wait until the map listens to keys: then one box of it is a stop of the Tab key."""
        expect(self.page.locator("[data-plan-map] a[data-unit][tabindex='0']")).to_have_count(1)

    def on_a_laptop(self) -> "Desk":
        """Look at the page on a small laptop; axe leaves it as a phone shows it."""
        self.page.set_viewport_size({"width": WIDE, "height": 720})
        return self

    def compute(self) -> "Desk":
        """Start a computation by keyboard alone, and wait for the alternatives."""
        self.page.goto("/coverage/plans/")
        self.page.get_by_role("button", name="开始测算").focus()
        self.page.keyboard.press("Enter")
        wait_for(self.page, self.page.get_by_role("navigation", name="三个备选方案"), script=self.script)
        return self

    @property
    def alternatives(self) -> dict[str, dict[str, str]]:
        """Return the lines of each alternative, by its name: label and figure."""
        return {one.locator(".an").inner_text(): lines_of(one.locator("dl")) for one in self.page.locator(".alt").all()}

    @property
    def compared(self) -> dict[str, dict[str, str]]:
        """Return the same from the page that compares the alternatives."""
        cards = self.page.locator(".tri section.c").all()
        return {card.get_by_role("heading").first.inner_text(): lines_of(card.locator("dl")) for card in cards}

    def box_of(self, name: str) -> Locator:
        """Return the box of an enterprise on the map, by its name without the form of the company."""
        return self.page.locator(f"[data-plan-map] a[data-unit][aria-label^='{name}']")

    def move_by_keyboard(self, box: Locator) -> str:
        """Move an enterprise to its best other place with M, Space and Enter; return its name."""
        name = str(box.get_attribute("aria-label")).partition("，")[0]
        self.ready()
        box.focus()
        self.page.keyboard.press("m")
        expect(self.page.locator("#move-panel input[name=target]").first).to_be_focused()
        self.beside_the_map()
        self.page.keyboard.press("Space")
        self.page.keyboard.press("Enter")
        expect(self.log.first).to_contain_text(name)
        return name

    def hold_over(self, name: str, goal: str) -> str:
        """Take an enterprise by the mouse, hold it over the box of another, and return what the line of the map says."""
        plan = self.page.locator("[data-plan-map]")
        plan.evaluate("one => one.scrollIntoView({ block: 'center' })")
        with self.page.expect_response("**/prices*"):
            self.box_of(name).locator("rect").first.hover()
            self.page.mouse.down()
        self.box_of(goal).locator("rect").first.hover()
        line = self.page.locator("[data-plan-says]")
        expect(line).not_to_be_empty()
        expect(line).to_be_in_viewport(ratio=1)
        expect(plan).to_be_in_viewport(ratio=1)
        return line.inner_text()

    def drop(self, *, back: bool = False) -> None:
        """Let go of the enterprise in the hand; `back`: where it was."""
        if back:
            self.page.keyboard.press("Escape")
        self.page.mouse.up()

    def beside_the_map(self) -> None:
        """Expect the places and their prices in view together with the whole map."""
        expect(self.page.locator("[data-plan-map]")).to_be_in_viewport(ratio=1)
        expect(self.page.locator("#move-panel > *").first).to_be_in_viewport()

    def undo(self) -> "Desk":
        """Undo the last edit."""
        self.page.get_by_role("button", name="撤回上一次调整").click()
        expect(self.log.first.locator("s")).to_be_visible()
        return self

    def redo(self) -> "Desk":
        """Make the undone edit again."""
        self.page.get_by_role("button", name="重做").click()
        expect(self.log.first.locator("s")).to_have_count(0)
        return self

    def lock_by_keyboard(self, box: Locator) -> str:
        """Lock the group of an enterprise with L; return its letter."""
        home = box.get_attribute("data-home")
        group = self.page.locator(f".grp-i[data-home='{home}']")
        letter = group.locator("b.gl").inner_text()
        self.ready()
        box.focus()
        self.page.keyboard.press("l")
        expect(group.get_by_role("button", name=f"锁定 {letter} 组")).to_have_attribute("aria-pressed", "true")
        return letter

    def names_in(self, group: Locator) -> list[str]:
        """Return the enterprises of a group."""
        return group.locator("details > ul").first.locator("a[href*='/units/']:not([hx-get])").all_text_contents()

    def placed(self, groups: Locator) -> list[str]:
        """Return the enterprises of several groups."""
        return [name for group in groups.all() for name in self.names_in(group)]

    def open_unit(self, name: str) -> "Desk":
        """Open the page of an enterprise from its group, or from the list of those left."""
        address = self.page.locator("a[href*='/units/']", has_text=name).first.get_attribute("href")
        self.page.goto(str(address))
        return self

    def card(self, title: str) -> Locator:
        """Return a card of the page by its title."""
        return self.page.locator("section.c", has=self.page.get_by_role("heading", name=title, exact=True))

    def pair(self, name: str, other: str, reason: str) -> "Desk":
        """Require that two enterprises stay together."""
        self.open_unit(name)
        card = self.card("同组或分开")
        card.get_by_label("与哪一家").select_option(label=other)
        card.get_by_label("要求").select_option("together")
        card.get_by_label("理由").fill(reason)
        card.get_by_role("button", name="登记", exact=True).click()
        expect(self.log.first).to_contain_text(reason)
        return self

    def leave_out(self, name: str, reason: str) -> "Desk":
        """Leave an enterprise out this time, and compute the others anew."""
        self.open_unit(name)
        card = self.card("本次不列入")
        card.get_by_label("理由").fill(reason)
        card.get_by_role("button", name="不列入，并重算").click()
        return self.computed()

    def catch(self, name: str, reason: str) -> "Desk":
        """Give an enterprise to the catch-all with a reason by the plain form, and compute the others anew."""
        self.open_unit(name)
        card = self.card("放到哪里")
        card.locator("input[name=target][value=left]").check()
        card.locator("input[name=reason]").fill(reason)
        card.get_by_role("button", name="调整，并重算其余各组").click()
        return self.computed()

    @property
    def members(self) -> Locator:
        """Return the boxes of enterprises that stand in a group and lead none."""
        return self.page.locator("[data-plan-map] a.unit[data-unit]:not(.host)")

    def outside(self, letter: str) -> str:
        """Return the name of an enterprise that stands in a group other than this one and leads none."""
        names = [str(one.get_attribute("aria-label")) for one in self.members.all()]
        return next(
            name for name, _, rest in (one.partition("，") for one in names) if not rest.startswith(f"{letter} ")
        )

    def catch_by_keyboard(self, name: str, reason: str) -> "Desk":
        """Give an enterprise to the catch-all with a reason, and compute the others anew, by keyboard alone."""
        self.box_of(name).focus()  # one box at a time is a stop of the Tab key, the arrows walk to the others
        self.page.keyboard.press("Enter")
        card = self.card("放到哪里")
        press_on(card.locator("input[name=target][value=left]"), "Space")
        type_into(card.locator("input[name=reason]"), reason)
        press_on(card.get_by_role("button", name="调整，并重算其余各组"))
        return self.computed()

    def adopt_by_keyboard(self) -> "Desk":
        """Adopt the plan that is shown and send it up by keyboard alone."""
        press_on(self.page.get_by_role("link", name="采纳并上报"))
        press_on(self.page.get_by_label("我已逐项核对"), "Space")
        press_on(self.page.get_by_role("button", name="采纳并上报"))
        return self

    def computed(self) -> "Desk":
        """Wait until the rest was computed anew and the page, which tells so itself, was loaded for the last time."""
        wait_for(self.page, self.log.first.get_by_text("重算其余各组"), script=self.script)
        expect(self.page.locator("#rest-job")).to_have_count(0)
        return self


def lines_of(found: Locator) -> dict[str, str]:
    """Return a list of labels and figures as a mapping."""
    labels, figures = found.locator("dt").all_inner_texts(), found.locator("dd").all_inner_texts()
    return dict(zip(labels, figures, strict=True))
