"""Second factors outlive a rotation of the keys."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from pytest_django import Settings

from runwu.accounts.models import User
from runwu.core.crypto import keyring
from runwu.core.keys import rotate

pytestmark = pytest.mark.django_db


def test_the_secret_of_a_second_factor_moves_to_the_new_key(settings: Settings, tmp_path: Path) -> None:
    settings.RUNWU_KEY_FILE = tmp_path / "keys.toml"
    user = User.objects.create(username="example")
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt("EXAMPLE")})

    rotate(grace=0)

    assert len(keyring().encryption) == 1
    assert decrypt(Authenticator.objects.get().data["secret"]) == "EXAMPLE"
