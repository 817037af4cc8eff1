"""Hand the keys over to another keeper (更换密钥的保管方): the same keys, wrapped by whoever the settings name now."""

from pathlib import Path

from django.conf import settings

from runwu.core import audit
from runwu.core.audit.journal import Actor
from runwu.core.crypto.backupkeys import rewrap_backup_keys
from runwu.core.crypto.exchangekeys import rewrap_exchange_key
from runwu.core.crypto.keyfile import read_keys, replace_keys
from runwu.core.crypto.providers import chosen_provider
from runwu.core.keys.waiting import alone


def rewrap(*, by: Actor | None = None) -> str:
    """Write the key files anew for the chosen provider: of the data, the backups, the packages; return its name.

    No data change.

    Raises KeyFileInvalid, and KeyProviderFailed when either keeper does not answer; what was not written then stays
    as it was and opens as before, since each file names its keeper. Run again, it goes on.
    """
    path = Path(settings.RUNWU_KEY_FILE)
    with alone(path):
        keys = read_keys(path)
        backup = rewrap_backup_keys()
        rewrap_exchange_key()
        replace_keys(path, keys)
    audit.log(by, "core.keys.rewrapped", provider=chosen_provider(), backup=backup)
    return chosen_provider()
