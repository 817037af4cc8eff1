"""What a browser does: pages read and forms sent over HTTP, with the session of somebody who has signed in."""

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from tests.survival.clerk import Clerk
from tests.survival.victims import wait

_TOKEN = "s" * 32  # of CSRF: the same in cookie and header
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered."""

    status: int
    text: str
    location: str = ""

    def hidden(self, name: str) -> str:
        """Return the value of a hidden field of the page."""
        found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', self.text)
        return found[1] if found else ""


@dataclass(slots=True)
class Pages:
    """Somebody's view of a server."""

    port: int
    session: str = ""
    timeout: float = 60.0
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, None, _FORM)

    def post(self, path: str, **form: object) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(form).encode(), _FORM)

    def upload(self, path: str, name: str, content: bytes, **form: object) -> Answer:
        """Send a form with a file in the field “file”."""
        boundary = uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in form.items()
        ]
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join([*parts, head, content, f"\r\n--{boundary}--\r\n".encode()])
        return self._ask("POST", path, body, f"multipart/form-data; boundary={boundary}")

    def _ask(self, method: str, path: str, body: bytes | None, kind: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        cookie = f"sessionid={self.session}; csrftoken={_TOKEN}"
        headers = {"Cookie": cookie, "X-CSRFToken": _TOKEN, "Content-Type": kind, **self.headers}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            return Answer(response.status, text, response.headers.get("Location", ""))
        finally:
            connection.close()

    def answers(self) -> bool:
        """Tell whether the server is there."""
        try:
            return self.get("/readyz").status == 200
        except (OSError, http.client.HTTPException):
            return False


def serve(clerk: Clerk, port: int, processes: int = 1) -> int:
    """Start gunicorn and wait until it answers; return its process."""
    words = ("--bind", f"127.0.0.1:{port}", "--workers", str(processes), "--threads", "2", "--no-control-socket")
    pid = clerk.start("gunicorn", "runwu.config.wsgi:application", *words, "--log-level", "warning")
    wait("the server answers", Pages(port).answers, pause=0.02)
    return pid
