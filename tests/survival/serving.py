"""Stages of the server: a ledger is uploaded, a plan is adopted; each is sent to a page by a thread."""

import http.client
import threading
from contextlib import suppress

from tests.survival.clerk import Clerk
from tests.survival.pages import Answer, Pages, serve
from tests.survival.stages import ROWS, Staging
from tests.survival.victims import stop


class _ByServer:
    """Something sent to a page of a gunicorn with one process, which is killed while it works on it."""

    def __init__(self, clerk: Clerk, port: int) -> None:
        self.clerk = clerk
        self.pages = Pages(port, clerk.call("sign_in", user="officer"))
        self._answers: list[Answer] = []
        self._sent = threading.Thread()

    def begin(self) -> int:
        pid = serve(self.clerk, self.pages.port)
        self._answers = answers = []
        self.prepare()

        def send() -> None:
            with suppress(OSError, http.client.HTTPException):
                answers.append(self.send())

        self._sent = threading.Thread(target=send, daemon=True)
        self._sent.start()
        return pid

    def goes_on(self) -> bool:
        return not self._answers

    def prepare(self) -> None:
        """Get ready what is sent."""

    def send(self) -> Answer:
        """Send it."""
        raise NotImplementedError

    def sent_undisturbed(self) -> int:
        """Send it without a kill, and return the status of the answer."""
        pid = self.begin()
        self._sent.join()
        stop(self.clerk, pid)
        return self._answers[0].status


class Uploading(_ByServer):
    """Taking a ledger in; a worker reads afterwards what got in."""

    name = "staging"

    def __init__(self, clerk: Clerk, port: int) -> None:
        super().__init__(clerk, port)
        self.before = clerk.call("digests")
        self._number = 100
        self._content = b""
        self._place, self._day = clerk.call("place_and_day")

    def prepare(self) -> None:
        self._number += 1
        self._content = self.clerk.call("workbook_text", number=self._number, rows=ROWS).encode()

    def send(self) -> Answer:
        name = f"示例台账{self._number}.csv"
        return self.pages.upload("/imports/new/enterprises", name, self._content, place=self._place, as_of=self._day)

    def check(self) -> None:
        assert self.clerk.call("digests") == self.before
        assert {batch["state"] for batch in self.clerk.call("batches")} <= {"uploaded"}

    def finish(self) -> None:
        assert self.sent_undisturbed() == 302
        self.clerk.call("read_lost")
        reading = Staging(self.clerk)
        reading.number = len(self.clerk.call("batches"))
        reading.finish()


class Adopting(_ByServer):
    """Adopting a plan."""

    name = "adopt"

    def __init__(self, clerk: Clerk, port: int) -> None:
        super().__init__(clerk, port)
        self._plan = clerk.call("new_plan")
        self._version = 0
        self.before, self.nothing = clerk.call("digests"), clerk.call("adopted")
        self.after: dict[str, int] = {}

    def prepare(self) -> None:
        self._version = self.clerk.call("plan_version", plan=self._plan)

    def send(self) -> Answer:
        path = f"/coverage/plans/{self._plan}/adopt"
        return self.pages.post(path, checked="1", version=self._version, profile="near")

    def check(self) -> None:
        found = self.clerk.call("adopted")
        if not found["adoptions"]:
            assert (found, self.clerk.call("digests")) == (self.nothing, self.before)
            return
        self._see_after(found)
        self.clerk.call("withdraw_adoption")
        self.before, self.nothing = self.clerk.call("digests"), self.clerk.call("adopted")

    def _see_after(self, found: dict[str, int]) -> None:
        self.after = self.after or found
        assert found == self.after
        assert (found["adoptions"], found["entries"], found["plans"]) == (1, 1, 1)

    def finish(self) -> None:
        assert self.sent_undisturbed() == 302
        self._see_after(self.clerk.call("adopted"))
