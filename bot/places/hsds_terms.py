"""Identifiers, terms and marks that our HSDS files share: written and read alike.

What HSDS has no words for starts with "faro:".
"""

from typing import Any
from uuid import UUID, uuid5

from bot.places.wanted import CHILDREN, KITCHEN, OFFICE

Json = dict[str, Any]

_NAMESPACE = UUID("5d6f6f36-1a0c-5a52-9b8f-0f4a6c1e7d21")

KIND, ELIGIBILITY, SERVICE = "faro:kind", "faro:eligibility", "faro:service"
"""Taxonomies of the attributes: what it is, whom it takes, what it offers."""

SENSITIVE, PUBLIC, LAST_SEEN = "faro:sensitive", "faro:public", "faro:last_seen"
SOURCE, LANGUAGE = "faro:source", "faro:language"
"""Marks: the `link_type` of attributes that carry a `value` and no term."""

ASSURED = "assured"
"""The `last_action_type` of the entry that says who made sure of a place."""

UNKNOWN_ORGANIZATION = "Not known: the name of the place stands for it."
"""HSDS wants an organization; this `description` marks one that nobody named."""

KINDS = {
    "shelter": "Shelter",
    KITCHEN: "Soup kitchen",
    "legal": "Legal advice",
    "clinic": "Clinic",
    "government": "Shelter of the government",
    CHILDREN: "Centre for children and adolescents alone",
    OFFICE: "Office of COMAR, Mexico's refugee commission",
}

GROUPS = {
    "all": "everyone",
    "men": "men",
    "women": "women",
    "families": "families",
    "lgbtiq": "LGBTIQ+ people",
    "unaccompanied_minors": "children and adolescents who travel alone",
}


def hsds_id(*parts: str) -> str:
    """An identifier that is the same in every export; a separator keeps parts apart."""
    return str(uuid5(_NAMESPACE, "\n".join(parts)))


def term(id_: str, taxonomy: str, code: str, name: str) -> Json:
    """An attribute of a service that names a word of one of our taxonomies."""
    return {
        "id": hsds_id("attribute", id_, taxonomy, code),
        "link_id": id_,
        "link_entity": "service",
        "taxonomy_term": {
            "id": hsds_id("term", taxonomy, code),
            "code": code,
            "name": name,
            "description": name,
            "taxonomy": taxonomy,
        },
    }


def mark(
    id_: str, link_type: str, label: str, value: str, entity: str = "service"
) -> Json:
    """An attribute that says something HSDS has no field for."""
    return {
        "id": hsds_id("mark", id_, entity, link_type, label, value),
        "link_id": id_,
        "link_entity": entity,
        "link_type": link_type,
        "label": label,
        "value": value,
    }
