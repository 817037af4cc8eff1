"""The solver's question whether to stop, asked of the job that runs it (取消)."""

from collections.abc import Callable

from runwu.core.jobs import JobCancelled, Progress


class Stop:
    """Asks the job, and remembers its answer for afterwards."""

    def __init__(self, progress: Progress) -> None:
        self.check: Callable[[], None] = progress.check_cancelled
        self.reason: JobCancelled | None = None

    def __call__(self) -> bool:
        try:
            self.check()
        except JobCancelled as reason:
            self.reason = reason
        return self.reason is not None

    def raise_if_cancelled(self) -> None:
        """Raise JobCancelled when the person cancelled while the solver worked."""
        if self.reason is not None:
            raise self.reason
