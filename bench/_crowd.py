"""A network of any number of people, written by PostgreSQL itself from a few hundred parts of names."""

import random

from django.db import connection, transaction

import kit
from bench import _shelves
from kit.text import name_key, sound_key
from members.models import MembershipPolicy, Role, Team, User

COMMON = (
    "محمد Mohammed,علي Ali,حسين Hussein,أحمد Ahmed,حسن Hasan,عباس Abbas,مصطفى Mustafa,زينب Zainab,"
    "فاطمة Fatima,مريم Maryam,نور Noor,عمر Omar,يوسف Yousif,إبراهيم Ibrahim,كاظم Kadhim,جاسم Jasim,هدى Huda,"
    "رنا Rana,سارة Sarah,ماجد Majid,"
    "كريم Kareem,صالح Salih,خليل Khalil,ناصر Nasir,مهدي Mahdi,جواد Jawad,سعد Saad,"
    "طارق Tariq,وليد Waleed,ياسر Yasir"
)
LETTERS = "بتجحدرزسشصطعغفقكلمن"
SPELT = {"ش": "sh", "ط": "t", "ع": "a", "غ": "gh"}
LATIN = dict(zip(LETTERS, "btjhdrzs-s---fqklmn", strict=True)) | SPELT
RARE = 600  # made-up names, each borne by few
SKILLS = 60
SOURCES = (
    "members_service",
    "members_service_criteria",
    "members_profile",
    "members_application",
    "members_user",
)


def fill(count):
    """Exactly `count` members beside the reader, who is returned."""
    teams, criteria = _teams(), [row.pk for row in _shelves._criteria()]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE members_listing, {', '.join(SOURCES)} CASCADE")
        reader = User.objects.create_user("bench@province.example", name_ar="قارئ")
        _parts(cursor)
        cursor.execute("SELECT setseed(0.5)")
        for table in SOURCES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(PEOPLE, [count])
        cursor.execute(SERVICES, [teams, Role.values])
        cursor.execute(CRITERIA, [criteria])
        cursor.execute(PROFILES)
        policy = MembershipPolicy.objects.in_force(kit.today())
        cursor.execute(APPLICATIONS, [policy.pk, reader.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in SOURCES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SELECT members_list(array_agg(person_id)) FROM members_application")
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE members_listing, {', '.join(SOURCES)}")
    return User.objects.exclude(pk=reader.pk).earliest("pk")


def rare():
    """Ten rare names as they are written, in Arabic and in Latin letters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ar, latin FROM parts WHERE n >= %s ORDER BY n LIMIT 10", [_common()])
        return cursor.fetchall()


def _common():
    return len(COMMON.split(","))


def _teams():
    rows = []
    for province in _shelves._provinces():
        names = {"name_ar": province.name_ar, "name_en": province.name_en, "started_on": "2012-01-01"}
        rows.append(Team.objects.get_or_create(province=province, defaults=names)[0].pk)
    return rows


def _parts(cursor):
    """Parts of names with what they are found by; a few of them are very common."""
    draw = random.Random(2026)
    known = [pair.split() for pair in COMMON.split(",")]
    while len(known) < _common() + RARE:
        letters = draw.sample(LETTERS, 5)
        known.append(["".join(letters), "a".join(LATIN[letter] for letter in letters).title()])
    cursor.execute("DROP TABLE IF EXISTS parts")
    cursor.execute(
        "CREATE TEMP TABLE parts (n int PRIMARY KEY, ar text, latin text, key text, latin_key text,"
        " sound text, latin_sound text)"
    )
    for n, (arabic, latin) in enumerate(known):
        keys = [name_key(arabic), name_key(latin), sound_key(arabic), sound_key(latin)]
        cursor.execute("INSERT INTO parts VALUES (%s, %s, %s, %s, %s, %s, %s)", [n, arabic, latin, *keys])


# Three parts of each name: the square draws the first ones of the list far more often than the last.
DRAWN = f"(floor(power(random(), 3) * {_common() + RARE}))::int"
PEOPLE = f"""
    INSERT INTO members_user (password, is_superuser, public_id, email, name_ar, name_latin, name_key,
        name_sound, position_ar, position_en, language, digits, is_staff, is_active, date_joined)
    SELECT '!', false, 'm' || lpad(drawn.n::text, 11, '0'), 'member' || drawn.n || '@province.example',
        concat_ws(' ', a.ar, b.ar, c.ar), concat_ws(' ', a.latin, b.latin, c.latin),
        concat_ws(' ', a.key, b.key, c.key, a.latin_key, b.latin_key, c.latin_key),
        concat(' ', concat_ws(' ', a.sound, b.sound, c.sound, a.latin_sound, b.latin_sound, c.latin_sound),
            ' '),
        'مدير قسم', 'Head of a department', 'ar', '', false, true, now()
    FROM (SELECT n, {DRAWN} i, {DRAWN} j, {DRAWN} k FROM generate_series(1, %s) n OFFSET 0) drawn
    JOIN parts a ON a.n = i JOIN parts b ON b.n = j JOIN parts c ON c.n = k
"""
BENCHED = "email LIKE 'member%%@province.example'"
SERVICES = f"""
    INSERT INTO members_service (person_id, team_id, role, from_on, until_on, confirmed_at, refusal)
    SELECT u.id, teams[1 + floor(random() * cardinality(teams))],
        roles[1 + floor(random() * cardinality(roles))], '2012-02-01',
        CASE WHEN random() < .2 THEN '2025-06-30'::date END, now(), ''
    FROM members_user u, (SELECT %s::bigint[] teams, %s::text[] roles) f WHERE {BENCHED}
"""
CRITERIA = """
    INSERT INTO members_service_criteria (service_id, criterion_id)
    SELECT id, criteria[1 + floor(random() * cardinality(criteria))]
    FROM members_service, (SELECT %s::bigint[] criteria) f
"""
PROFILES = f"""
    INSERT INTO members_profile (person_id, skills, skill_keys, ask_about, photo, is_listed)
    SELECT id, s, s, 'x', '', true FROM (
        SELECT id, ARRAY['مهاره ' || x, 'مهاره ' || (x + 7) % {SKILLS}] s
        FROM (SELECT id, (floor(random() * {SKILLS}))::int x FROM members_user WHERE {BENCHED} OFFSET 0) drawn
    ) skilled WHERE id % 10 < 7
"""
APPLICATIONS = f"""
    INSERT INTO members_application (person_id, province_id, state, created_at, note, submitted_at, policy_id,
        decided_by_id, decided_at, reason, member_since)
    SELECT u.id, t.province_id, 'approved', now(), '', now(), %s, %s, now(), '', '2013-06-01'
    FROM members_user u JOIN members_service s ON s.person_id = u.id JOIN members_team t ON t.id = s.team_id
    WHERE {BENCHED}
"""
