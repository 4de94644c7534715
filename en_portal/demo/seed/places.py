"""The provinces of Iraq, the criteria of the self-assessment and the OSTP teams."""

import json

from en_portal.demo.seed import past, texts
from members.models import Criterion, Province, Team

FACTS = ("name_ar", "name_en", "name_ckb", "spellings", "region", "population", "hex_x", "hex_y")


def is_there():
    return Team.objects.exists()


def load(*, today, **_given):
    for row in json.loads(texts.PROVINCES.read_text(encoding="utf-8"))["provinces"]:
        Province.objects.get_or_create(code=row["code"], defaults={name: row[name] for name in FACTS})
    network = texts.read("network")
    for row in network["criteria"]:
        names = {"name_ar": row["name_ar"], "name_en": row["name_en"]}
        Criterion.objects.get_or_create(number=row["number"], defaults=names)
    provinces = texts.provinces()
    for row in network["teams"]:
        Team.objects.create(
            province=provinces[row["province"]],
            name_ar=row["name_ar"],
            name_en=row["name_en"],
            started_on=past.months_ago(today, row["started_months_ago"]),
            self_assessed_on=past.months_ago(today, row["self_assessed_months_ago"]),
        )
