"""What a reader may see, and under which filters, is asked together with the words.

The shortlist of two arguments stays for web processes that still run the code before this.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations

SHORTLIST = """
-- The newest of each block in turn, until there are enough; `wanted` is a SELECT of keys with the block as $1.
-- Bitmaps alone: by any other index the planner would unpack the vector of every row.
CREATE OR REPLACE FUNCTION library_shortlist(wanted text, blocks tsquery[], most int) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET enable_seqscan = off SET enable_indexscan = off
    AS $$
    DECLARE
        block tsquery;
        taken int := 0;
        added int;
    BEGIN
        FOREACH block IN ARRAY blocks LOOP
            -- an order that no index has, or the planner reads the library from its newest item on
            RETURN QUERY EXECUTE format('SELECT id FROM (%s) found (id) ORDER BY id + 0 DESC LIMIT $2', wanted)
                USING block, most - taken;
            GET DIAGNOSTICS added = ROW_COUNT;
            taken := taken + added;
            EXIT WHEN taken >= most;
        END LOOP;
    END $$;
"""
NO_SHORTLIST = "DROP FUNCTION library_shortlist(text, tsquery[], int)"

# What waits to be put in is read by every search: 90 ms instead of 2 after ten thousand items were indexed anew.
AT_ONCE = """
ALTER INDEX {name} SET (fastupdate = off);
SELECT gin_clean_pending_list('{name}');
"""
LATER = "ALTER INDEX {name} RESET (fastupdate)"


def put_in_at_once(name, expression):
    """The index as it is, but for that: nothing is built anew."""
    index = GinIndex(expression, fastupdate=False, name=name)
    return migrations.SeparateDatabaseAndState(
        [migrations.RunSQL(AT_ONCE.format(name=name), LATER.format(name=name))],
        [migrations.RemoveIndex("item", name), migrations.AddIndex("item", index)],
    )


class Migration(migrations.Migration):
    dependencies = [("library", "0010_constraints_say_why")]
    operations = [
        migrations.RunSQL(SHORTLIST, NO_SHORTLIST),
        put_in_at_once("item_search", "search"),
        put_in_at_once("item_title_words", OpClass("title_words", "gin_trgm_ops")),
    ]
