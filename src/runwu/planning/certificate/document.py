"""Certificates as JSON documents (证书的 JSON 格式)."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from .values import SCALE, SCHEMA, CapacityCut, Case, Certificate, Dual, ParkProof, Placed, SubsetCut, Together


def certificate_document(certificate: Certificate) -> dict[str, Any]:
    """Write a certificate as a document of plain values."""
    return {"schema": SCHEMA, "scale": SCALE, "parks": [_park_document(park) for park in certificate.parks]}


def certificate_from_document(document: dict[str, Any]) -> Certificate:
    """Read a certificate; raises ValueError for another schema or scale, KeyError or TypeError for another shape."""
    if (document["schema"], document["scale"]) != (SCHEMA, SCALE):
        raise ValueError(f"not a {SCHEMA} in 1/{SCALE}")
    return Certificate(tuple(_park(park) for park in document["parks"]))


def _park_document(park: ParkProof) -> dict[str, Any]:
    return {
        "park": park.park,
        "bound": park.bound,
        "capacity": [asdict(cut) for cut in park.capacity],
        "subset": [list(cut.units) for cut in park.subset],
        "root": _dual_document(park.root),
        "cases": None if park.cases is None else _node_document(park.cases),
        "listed": park.listed,
    }


def _dual_document(dual: Dual) -> dict[str, Any]:
    return {field.name: [list(entry) for entry in getattr(dual, field.name)] for field in fields(Dual)}


def _node_document(node: Case | Dual) -> dict[str, Any]:
    if isinstance(node, Dual):
        return {"dual": _dual_document(node)}
    question = node.question
    kind = "together" if isinstance(question, Together) else "placed"
    return {kind: list(_ends(question)), "yes": _node_document(node.yes), "no": _node_document(node.no)}


def _ends(question: Together | Placed) -> tuple[str, str | None]:
    return (question.a, question.b) if isinstance(question, Together) else (question.unit, question.host)


def _park(document: dict[str, Any]) -> ParkProof:
    return ParkProof(
        park=document["park"],
        bound=document["bound"],
        capacity=tuple(
            CapacityCut(cut["measure"], tuple(cut["units"]), tuple(cut["closed"])) for cut in document["capacity"]
        ),
        subset=tuple(SubsetCut(tuple(units)) for units in document["subset"]),
        root=_dual(document["root"]),
        cases=None if document["cases"] is None else _node(document["cases"]),
        listed=document["listed"],
    )


def _dual(document: dict[str, Any]) -> Dual:
    return Dual(**{field.name: tuple(tuple(entry) for entry in document[field.name]) for field in fields(Dual)})


def _node(document: dict[str, Any]) -> Case | Dual:
    if "dual" in document:
        return _dual(document["dual"])
    if "together" in document:
        return Case(Together(*document["together"]), _node(document["yes"]), _node(document["no"]))
    return Case(Placed(*document["placed"]), _node(document["yes"]), _node(document["no"]))
