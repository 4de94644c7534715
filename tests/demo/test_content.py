"""The demonstration's texts: complete in both languages, in the glossary's words, and about nobody real."""

import json
import re
from pathlib import Path

import pytest

from kit.files import inspect
from library.models import Kind

HERE = Path(__file__).resolve().parents[2]
DEMO = HERE / "en_portal" / "demo"
DOCUMENTS = DEMO / "documents"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


ITEMS = read(DEMO / "items.json")
PEOPLE = read(DEMO / "people.json")
NETWORK = read(DEMO / "network.json")
GOALS = read(DEMO / "goals.json")
PROVINCES = read(HERE / "members" / "data" / "provinces.json")
CODES = {province["code"] for province in PROVINCES["provinces"]}
BY_ID = {item["id"]: item for item in ITEMS["items"]}

ARABIC = re.compile("[\u0621-\u064a]")
LATIN_WORD = re.compile("[A-Za-z]{3,}")
LATIN_ALLOWED = {"OSTP", "POCC", "MSI"}
each_item = pytest.mark.parametrize("item", ITEMS["items"], ids=BY_ID)


def pairs(value, path=""):
    """Every (path, Arabic, English) of a file; lists of texts are joined."""
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from pairs(inner, f"{path}/{index}")
        return
    if not isinstance(value, dict):
        return
    names = [name.removesuffix("ar") for name in value if name == "ar" or name.endswith("_ar")]
    for name in names:
        texts = [value[f"{name}ar"], value[f"{name}latin"] if f"{name}latin" in value else value[f"{name}en"]]
        yield f"{path}/{name}", *(" ".join(text) if isinstance(text, list) else text for text in texts)
    for name, inner in value.items():
        yield from pairs(inner, f"{path}/{name}")


ALL_PAIRS = [
    (f"{name}{path}", arabic, english)
    for name, data in (("items", ITEMS), ("people", PEOPLE), ("network", NETWORK), ("provinces", PROVINCES))
    for path, arabic, english in pairs(data)
]


def test_pairs_are_found():
    assert len(ALL_PAIRS) > 500


def test_every_text_stands_in_both_languages():
    signs = {"%"}
    faulty = [
        path
        for path, arabic, english in ALL_PAIRS
        if arabic not in signs
        and not (ARABIC.search(arabic) and english.strip() and not ARABIC.search(english))
    ]
    assert faulty == []


def test_arabic_texts_hold_no_stray_english():
    faulty = {
        path: stray
        for path, arabic, _ in ALL_PAIRS
        if (stray := set(LATIN_WORD.findall(arabic)) - LATIN_ALLOWED)
    }
    assert faulty == {}


# Where the English has the term, the Arabic has one of the glossary's words (stems: endings do not matter).
GLOSSARY = {
    r"\bself-assessment\b": ("تقييم الذاتي", "تقييم ذاتي", "للتقييم الذاتي"),
    r"\bprovinces?\b": ("محافظ",),
    r"\bsub-districts?\b": ("ناحية", "للناحية", "نواح"),
    r"\bdirectorates?\b": ("مديري", "الدوائر"),
    r"\bgovernor's offices?\b": ("ديوان", "دواوين"),
    r"\bprovincial council\b": ("مجلس المحافظة",),
    r"\bcitizens?\b": ("مواطن",),
    r"\bcomplaints?\b": ("شكوى", "شكاوى"),
    r"\btenders?\b": ("مناقص", "تطرح", "طرح"),
    r"\bprocurement\b": ("تعاقد", "مشتريات"),
    r"\bservice delivery improvement plans?\b": ("تحسين تقديم الخدمات",),
    r"\blaw 21\b": ("قانون 21 المعدل",),
    r"\bcriteria\b": ("معايير",),
    r"\btheme of the quarter\b": ("محور الربع",),
    r"\badministrative decentralization\b": ("اللامركزية الإدارية",),
    r"\bpocc\b": ("اللجنة التنسيقية",),
    r"\bteam lead": ("رئيس الفريق",),
    r"\bnewsletter\b": ("النشرة الإخبارية",),
    r"\bhigh commission for coordination between provinces\b": ("الهيئة العليا للتنسيق بين المحافظات",),
}


@pytest.mark.parametrize("term", GLOSSARY)
def test_arabic_uses_the_words_of_the_glossary(term):
    having = [(path, arabic) for path, arabic, english in ALL_PAIRS if re.search(term, english, re.I)]
    assert having, "no text has this term: the row is of no use"
    assert [path for path, arabic in having if not any(word in arabic for word in GLOSSARY[term])] == []


def test_the_library_holds_the_22_reforms_once_each():
    assert len(ITEMS["items"]) == len(BY_ID) == 22
    assert {item["kind"] for item in ITEMS["items"]} <= set(Kind.values)


@each_item
def test_codes_topics_and_tags_are_known(item):
    provinces = {item["province"], *item["other_provinces"]} - {None}
    assert provinces <= CODES
    assert item["topic"] in ITEMS["topics"]
    assert 2 <= len(item["tags"]) <= 4
    assert set(item["tags"]) <= set(ITEMS["tags"])
    assert item["criterion"] in {criterion["number"] for criterion in NETWORK["criteria"]}


@each_item
def test_texts_have_their_length(item):
    for language in ("ar", "en"):
        words = len(item[f"body_{language}"].split())
        assert 120 <= words <= 220, words
        assert len(item[f"title_{language}"]) <= 80
        assert 40 <= len(item[f"summary_{language}"]) <= 300
        assert 3 <= len(item[f"steps_{language}"]) <= 5
        assert 20 <= len(item[f"problem_{language}"]) <= 250
    assert len(item["steps_ar"]) == len(item["steps_en"])


@each_item
def test_an_item_names_its_source_and_is_marked(item):
    assert item["demonstration"] is True
    site = re.match(r"https?://([^/\s]+)/\S*$", item["source_url"]).group(1)
    assert site in {"tarabot-iraq.org", "iraqgsp.org", "www.msiworldwide.com"}
    assert item["year"] == int(item["period"][-4:])
    assert "general advice, not a finding of the source" in item["body_en"]
    assert "نصيحة عامة وليست مما ورد في المصدر" in item["body_ar"]


@each_item
def test_lower_bounds_are_said_in_the_text(item):
    if any(result["is_lower_bound"] for result in item["results"]):
        assert re.search(r"lower bound|at least", item["body_en"])
        assert re.search("على الأقل|ما لا يقل|حد أدنى|حدود دنيا", item["body_ar"])


# Small figures are written as words.
IN_WORDS = {
    "0.5": ("half a million", "نصف مليون"),
    "1": ("one million|sub-district|first", "مليون|ناحية|أول"),
    "2": ("two|another", "مهندسَين|أخرى|اثنتان|المدينتين"),
    "3": ("three|3 million", "ثلاث|3 ملايين"),
    "4": ("four", "أربع"),
    "5": ("five", "خمس"),
    "8": ("eight", "ثماني"),
    "32": ("Thirty-two|32", "32"),
    "100": ("all of theirs|100", "كلها|100"),
}


@each_item
def test_figures_of_the_results_stand_in_both_texts(item):
    for result in item["results"]:
        number = f"{result['after']:,}" if result["after"] >= 10_000 else str(result["after"])
        english, arabic = IN_WORDS.get(number, (re.escape(number), re.escape(number)))
        assert re.search(english, item["body_en"]), (item["id"], number)
        assert re.search(arabic, item["body_ar"]), (item["id"], number)


@each_item
def test_attachments_are_files_with_a_licence(item):
    for attachment in item["attachments"]:
        document = ITEMS["documents"][attachment["file"]]
        assert document["licence"]
        assert (DOCUMENTS / attachment["file"]).is_file()


def test_documents_are_few_taken_and_licensed():
    licences = (DOCUMENTS / "LICENSES.md").read_text(encoding="utf-8").replace("method_*.md", "")
    files = {path for path in DOCUMENTS.iterdir() if not path.name.startswith("LICENSE")}
    assert {path.name for path in files} == set(ITEMS["documents"])
    assert sum(path.stat().st_size for path in files) <= 4_000_000
    assert {path.suffix for path in files} == {".pdf", ".docx", ".pptx", ".md", ".txt"}
    for path in files:
        assert path.name in licences or path.name.startswith("method_")


@pytest.mark.parametrize("name", ITEMS["documents"])
def test_the_portal_would_take_the_document(name):
    from django.core.files import File

    with (DOCUMENTS / name).open("rb") as content:
        assert inspect(File(content, name=name)).size == (DOCUMENTS / name).stat().st_size


def test_people_have_three_part_names_and_no_real_address():
    for person in PEOPLE["people"]:
        assert len(re.sub(r"عبد |نجم ", "عبد", person["name_ar"]).split()) == 3, person["name_ar"]
        assert len(person["name_latin"].split()) == 3
        assert person["email"] is None or person["email"].endswith(".example")
        assert person["province"] is None or person["province"] in CODES
    assert all(subscriber["email"].endswith(".example") for subscriber in PEOPLE["subscribers"])
    assert len(PEOPLE["subscribers"]) == 30


def test_nobody_of_the_action_plan_appears():
    """The plan names real people; the demonstration names none of them."""
    text = json.dumps([PEOPLE, NETWORK, ITEMS, GOALS], ensure_ascii=False).lower()
    real = {"wameedh", "al taie", "shahad", "nawzad", "kaiser", "wheeler", "وميض", "الطائي", "شهد", "نوزاد"}
    assert {name for name in real if name in text} == set()


def test_each_role_has_a_sign_in():
    signing_in = [person for person in PEOPLE["people"] if person["sign_in"]]
    assert {person["sign_in_en"] for person in signing_in} == {
        "Applicant",
        "Prospective member (starts next month)",
        "Member",
        "Team lead",
        "POCC representative",
        "POCC alternate",
        "Chair editor",
        "Taqadum staff",
    }
    assert all(person["email"] for person in signing_in)


def test_each_team_has_its_people():
    for team in NETWORK["teams"]:
        of_team = [person for person in PEOPLE["people"] if person["province"] == team["province"]]
        assert {person["seat"] for person in of_team} >= {"representative", "alternate"}
        assert {person["service"]["role"] for person in of_team if person["service"]} >= {"sponsor", "leader"}
    known = {team["province"] for team in NETWORK["teams"] if team["is_known"]}
    assert known == {"IQ-BB", "IQ-BG", "IQ-KI", "IQ-NI"}
    assert all("demonstration" in team["name_en"] for team in NETWORK["teams"] if not team["is_known"])


def test_the_network_refers_only_to_what_is_there():
    people = {person["key"]: person for person in PEOPLE["people"]}
    for edition in NETWORK["editions"]:
        assert edition["highlighted_province"] in CODES
        assert all(BY_ID[entry["item"]]["is_members_only"] is False for entry in edition["entries"])
    for item in ITEMS["items"]:
        author = people[item["author"]]
        assert author["is_staff"] or author["province"] == item["province"]
    for row in NETWORK["desk"]:
        author = BY_ID[row["item"]]["author"]
        assert row["by"] == author or people[row["by"]]["is_staff"]
    for term in NETWORK["terms"]:
        assert term["province"] in {team["province"] for team in NETWORK["teams"]}
    assert {theme["quarter"] for theme in NETWORK["themes"]} <= {term["quarter"] for term in NETWORK["terms"]}


def test_provinces_are_nineteen_each_on_a_place_of_its_own():
    provinces = PROVINCES["provinces"]
    assert len(provinces) == len(CODES) == 19
    assert len({(province["hex_x"], province["hex_y"]) for province in provinces}) == 19
    assert {province["region"] for province in provinces} == set(PROVINCES["regions"])
    for province in provinces:
        assert province["hex_x"] % 1 == (0.5 if province["hex_y"] % 2 == 0 else 0)
        assert len(province["spellings"]) >= 3
        assert province["name_ckb"]


def test_halabja_touches_sulaymaniyah():
    places = {province["code"]: (province["hex_x"], province["hex_y"]) for province in PROVINCES["provinces"]}
    (x, y), (other_x, other_y) = places["IQ-HA"], places["IQ-SU"]
    assert (abs(x - other_x), abs(y - other_y)) == (0.5, 1)
