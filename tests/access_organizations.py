"""Objects that the addresses of posts and terms name."""

from collections.abc import Mapping
from typing import Any

from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post
from tests.access_objects import Arguments
from tests.world import SINCE, ParkWorld, World


def post_in(place: str) -> Arguments:
    """Return the public id of an instructor's post in a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        park: ParkWorld = getattr(world, place)
        person = (world.members.second if place == "near" else world.members.far).person
        post, _new = Post.objects.get_or_create(
            organization=park.branch, person=person, kind=PostKind.LIAISON, defaults={"valid_from": SINCE}
        )
        return {"public_id": post.public_id}

    return arguments
