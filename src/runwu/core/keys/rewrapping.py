"""Hand the keys over to another keeper (更换密钥的保管方): the same keys, wrapped by whoever the settings name now."""

from pathlib import Path

from django.conf import settings

from runwu.core import audit
from runwu.core.audit.journal import Actor
from runwu.core.crypto.keyfile import read_keys, replace_keys
from runwu.core.crypto.providers import chosen_provider
from runwu.core.keys.waiting import alone


def rewrap(*, by: Actor | None = None) -> str:
    """Write the key file anew for the chosen provider; return its name. No data change.

    Raises KeyProviderFailed when either keeper does not answer; the file then stays as it was.
    """
    path = Path(settings.RUNWU_KEY_FILE)
    with alone(path):
        replace_keys(path, read_keys(path))
    audit.log(by, "core.keys.rewrapped", provider=chosen_provider())
    return chosen_provider()
