"""What the demonstration tells, as it lies in the files of this folder, and whom it names."""

import json
from functools import cache
from pathlib import Path

from members.models import Province, User

FOLDER = Path(__file__).resolve().parents[1]
DOCUMENTS = FOLDER / "documents"
PROVINCES = FOLDER.parents[1] / "members" / "data" / "provinces.json"


@cache
def read(name):
    """items, people, profiles, network or goals."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def provinces():
    """The provinces in the database by their code."""
    return {province.code: province for province in Province.objects.all()}


def persons():
    """The invented people in the database by the key that the files name them with."""
    by_address = {person.email: person for person in User.objects.filter(email__isnull=False)}
    known = {row["key"]: by_address.get(row["email"]) for row in read("people")["people"]}
    return {key: person for key, person in known.items() if person}


def sign_ins():
    """One account of each role, as a table for the command line."""
    rows = [row for row in read("people")["people"] if row["sign_in"]]
    role = max(len(row["sign_in_en"]) for row in rows)
    address = max(len(row["email"]) for row in rows)
    lines = [f"  {row['sign_in_en']:<{role}}  {row['email']:<{address}}  {row['sign_in_ar']}" for row in rows]
    return "\n".join(["Sign in as (a code comes to the demonstration mailbox, or use the password):", *lines])
