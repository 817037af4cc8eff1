"""A passkey and a sign-in elsewhere, for tests that need one to be there already."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator

from runwu.accounts.factors import id_of
from runwu.accounts.models import SignIn, Way
from tests.world import World

Arguments = Callable[[World], Mapping[str, Any]]


def passkey_of(who: str) -> Arguments:
    """Return the id of a new passkey of somebody; its credential fits no device."""

    def arguments(world: World) -> Mapping[str, Any]:
        user, kept = getattr(world.cast, who), {"name": "示例密钥", "credential": {}}
        return {"public_id": id_of(Authenticator.objects.create(user=user, type="webauthn", data=kept))}

    return arguments


def sign_in_of(who: str) -> Arguments:
    """Return the public id of a sign-in of somebody elsewhere."""

    def arguments(world: World) -> Mapping[str, Any]:
        row = SignIn.objects.create(user=getattr(world.cast, who), key="elsewhere", way=Way.PASSWORD, device="Windows")
        return {"public_id": row.public_id}

    return arguments
