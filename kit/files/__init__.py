"""Files that people bring: looked at before they are kept, kept under our names, given back with care."""

from kit.files.extract import extract_text
from kit.files.intake import Intake, discard, inspect, store
from kit.files.kinds import ACCEPT, KINDS, Kind
from kit.files.names import safe_name
from kit.files.pictures import preview
from kit.files.refusal import Refused
from kit.files.serving import serve

__all__ = [
    "ACCEPT",
    "KINDS",
    "Intake",
    "Kind",
    "Refused",
    "discard",
    "extract_text",
    "inspect",
    "preview",
    "safe_name",
    "serve",
    "store",
]
