"""A gateway for short messages on the loopback, which keeps what it was given."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


@dataclass
class Sink:
    """What came, and with which status it is answered."""

    url: str = ""
    status: int = 204
    messages: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Return the code that came last."""
        return str(self.messages[-1]["code"])


@contextmanager
def listening() -> Iterator[Sink]:
    """Serve a sink on a free port."""
    found = Sink()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            found.tokens.append(self.headers["Authorization"])
            self.send_response(found.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}/send"
    yield found
    server.shutdown()
    server.server_close()
