"""Addresses of the pages under test, and what they say."""

from django.test import Client
from django.urls import reverse

from runwu.coverage.models import Adoption, FormationPlan


def plan_url(plan: FormationPlan, name: str = "plan", **more: object) -> str:
    """Return an address of a plan."""
    return reverse(f"coverage:{name}", kwargs={"public_id": plan.public_id, **more})


def adoption_url(adoption: Adoption, name: str = "adoption") -> str:
    """Return an address of an adoption."""
    return reverse(f"coverage:{name}", args=[adoption.public_id])


def text(client: Client, url: str) -> str:
    """Return a page that opens."""
    response = client.get(url)
    assert response.status_code == 200
    return str(response.content.decode())
