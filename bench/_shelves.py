"""A library of any size, written by PostgreSQL itself from a few hundred made-up texts."""

import itertools
import random

from django.db import connection, transaction

from library.actions import TEXTS
from library.indexing import VERSION, vector_of
from library.models import Item, Kind
from members.models import Criterion, Province, User
from themes.models import Theme

ARABIC = (
    "مناقصة مشتريات عقد موازنة مدرسة مستشفى طريق ماء كهرباء نفايات مواطن شكوى خدمة معاملة أرشيف تدريب موظف"
)
ENGLISH = "tender budget contract school hospital road water power waste citizen complaint service staff"
ROOTS = [*ARABIC.split(), *ENGLISH.split()]
POOL = 2_000  # texts to draw from
VOCABULARY = 60_000
PROVINCES, CRITERIA, THEMES = 19, 9, 8


def fill(count):
    """Exactly `count` published items, each with a version, a file and their words. Returns the author."""
    author, _made = User.objects.get_or_create(email="bench@province.example", defaults={"name_ar": "كاتب"})
    facts = [_ids(_provinces()), _ids(_criteria()), _ids(Theme.objects.all()) or [None], list(Kind.values)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE library_item, library_revision, library_attachment, library_phrase CASCADE")
        _pool(cursor)
        cursor.execute("SELECT setseed(0.5)")
        for name, _rest in INDEXES:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(ITEMS, [*facts, author.pk, count])
        cursor.execute(REVISIONS)
        cursor.execute(ATTACHMENTS)
        cursor.execute(HELD)
        for statement in PHRASES:
            cursor.execute(statement)
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, rest in INDEXES:
            cursor.execute(f"CREATE INDEX {name} ON library_item USING gin ({rest}) WITH (fastupdate = off)")
    with connection.cursor() as cursor:
        cursor.execute(VACUUM)
    return author


def public(count):
    """Keys of items that everyone may read."""
    return list(Item.objects.filter(is_public=True).order_by("pk").values_list("pk", flat=True)[:count])


def searched():
    """Words to ask for: ten that few items have, ten that many have."""
    with connection.cursor() as cursor:
        few = "SELECT word FROM ts_stat('SELECT d FROM pool') WHERE ndoc BETWEEN 3 AND 20"
        cursor.execute(f"{few} ORDER BY word LIMIT 10")
        rare = [word for (word,) in cursor.fetchall()]
    return rare, ROOTS[:5] + ROOTS[-5:]


def _ids(rows):
    return [row.pk for row in rows]


def _provinces():
    for n in range(PROVINCES):
        code = f"IQ-{n:02d}"
        yield Province.objects.get_or_create(
            code=code, defaults={"name_ar": f"محافظة {n}", "name_en": f"Province {n}", "hex_x": 1, "hex_y": 1}
        )[0]


def _criteria():
    for n in range(CRITERIA):
        yield Criterion.objects.get_or_create(
            number=n + 1, defaults={"name_ar": f"معيار {n}", "name_en": f"Criterion {n}"}
        )[0]


def _words(rng):
    """Words as texts have them: a few very common, most rare."""
    known = (
        ROOTS + [f"{root}{letters}" for letters in _endings() for root in ROOTS][: VOCABULARY - len(ROOTS)]
    )
    total = list(itertools.accumulate(1 / (rank + 30) for rank in range(len(known))))
    return lambda count: " ".join(rng.choices(known, cum_weights=total, k=count))


def _endings():
    for size in (1, 2, 3):
        yield from ("".join(pair) for pair in itertools.product("بتجحدرسشصطعفقكمن", repeat=size))


def _pool(cursor):
    """Titles, summaries, bodies and file texts as vectors; made once for all sizes."""
    cursor.execute("SELECT to_regclass('pool')")
    if cursor.fetchone()[0]:
        return
    rng = random.Random(2026)
    text = _words(rng)
    cursor.execute(
        "CREATE TEMP TABLE pool"
        " (n int PRIMARY KEY, title text, body text, t tsvector, b tsvector, d tsvector)"
    )
    for n in range(POOL):
        title, summary, body, attached = text(5), text(25), text(200), text(400)
        vectors = [
            vector_of([("A", [title])]),
            vector_of([("B", [summary]), ("C", [body])]),
            vector_of([("D", [attached])]),
        ]
        cursor.execute("INSERT INTO pool VALUES (%s, %s, %s, %s, %s, %s)", [n, title, summary, *vectors])


INDEXES = [("item_search", "search"), ("item_title_words", "title_words gin_trgm_ops")]
PICK = f"(floor(random() * {POOL}))::int"
ITEMS = """
    INSERT INTO library_item (id, kind, province_id, criterion_id, theme_id, year, is_public,
        is_demonstration,
        created_by_id, created_at, published_at, published_revision_id, form_key, search, title_words,
        indexed_as, is_in_arabic, is_in_english)
    SELECT s.n, kinds[1 + floor(random() * cardinality(kinds))],
        provinces[1 + floor(random() * cardinality(provinces))],
        criteria[1 + floor(random() * cardinality(criteria))],
        themes[1 + floor(random() * cardinality(themes))],
        2011 + floor(random() * 16), random() < .9, true, author, now(),
        now() - s.n * interval '1 minute', s.n,
        gen_random_uuid(), t.t || b.b || d.d, t.title, INDEXED_AS, random() < .9, random() < .6
    FROM (SELECT %s::bigint[] provinces, %s::bigint[] criteria, %s::bigint[] themes, %s::text[] kinds,
        %s author) f,
        LATERAL (SELECT n, PICK pt, PICK pb, PICK pd FROM generate_series(1, %s) n) s
        JOIN pool t ON t.n = pt JOIN pool b ON b.n = pb JOIN pool d ON d.n = pd
""".replace("PICK", PICK).replace("INDEXED_AS", str(VERSION))
EMPTY = [name for name in TEXTS if name not in ("title_ar", "summary_ar")]
REVISIONS = f"""
    INSERT INTO library_revision (id, item_id, number, title_ar, summary_ar, created_by_id, created_at, saves,
        {", ".join(EMPTY)})
    SELECT i.id, i.id, 1, i.title_words, p.body, i.created_by_id, now(), 1, {", ".join(["''"] * len(EMPTY))}
    FROM library_item i JOIN pool p ON p.n = i.id % {POOL}
"""
ATTACHMENTS = """
    INSERT INTO library_attachment (id, uuid, item_id, path, name, content_type, size, sha256, text, read_at,
        readings, uploaded_by_id, uploaded_at, licence, failure, preview,
        downloads)
    SELECT id, gen_random_uuid(), id, 'aa/' || md5(id::text), 'guide.pdf', 'application/pdf', 84000,
        md5(id::text) || md5(id::text), title_words, now(), 1, created_by_id, now(), '', '', '', 0
    FROM library_item
"""
HELD = "INSERT INTO library_revision_attachments (revision_id, attachment_id) SELECT id, id FROM library_item"
# As library.phrases writes them: each title by itself, each word of title and summary once.
PHRASES = [
    """INSERT INTO library_phrase (kind, key, shown, uses)
    SELECT 'title', title_words || ' ' || id, title_words || ' ' || id, 1 FROM library_item""",
    """INSERT INTO library_phrase_items (phrase_id, item_id)
    SELECT p.id, i.id FROM library_item i
    JOIN library_phrase p ON p.kind = 'title' AND p.key = i.title_words || ' ' || i.id""",
    """INSERT INTO library_phrase (kind, key, shown, uses)
    SELECT 'word', word, word, count(DISTINCT item_id) FROM library_revision,
        regexp_split_to_table(title_ar || ' ' || summary_ar, ' ') word GROUP BY word""",
    """INSERT INTO library_phrase_items (phrase_id, item_id)
    SELECT DISTINCT p.id, r.item_id FROM library_revision r,
        regexp_split_to_table(r.title_ar || ' ' || r.summary_ar, ' ') word
    JOIN library_phrase p ON p.kind = 'word' AND p.key = word""",
]
WRITTEN = ["item", "revision", "attachment", "phrase", "phrase_items"]
VACUUM = f"VACUUM ANALYZE {', '.join(f'library_{name}' for name in WRITTEN)}"
