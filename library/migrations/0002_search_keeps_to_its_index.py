"""Once a word is common the planner would read every vector row by row: seconds. These keep to the index."""

from django.db import migrations

SEARCH = """
CREATE OR REPLACE FUNCTION library_matching(asked tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET enable_seqscan = off
    AS 'SELECT id FROM library_item WHERE search @@ asked';
-- The newest of each block in turn, until there are enough. `wanted` is a SELECT of keys with the block as $1:
-- what a reader may see, and under which filters, is asked together with the words.
CREATE OR REPLACE FUNCTION library_shortlist(wanted text, blocks tsquery[], most int) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET enable_seqscan = off
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
-- Unpacking a vector costs more than reading it: those that are ranked are not compressed.
ALTER TABLE library_item SET (toast_tuple_target = 256);
ALTER TABLE library_item ALTER COLUMN search SET STORAGE EXTERNAL;
"""
NO_SEARCH = "DROP FUNCTION library_shortlist(text, tsquery[], int); DROP FUNCTION library_matching(tsquery)"


class Migration(migrations.Migration):
    dependencies = [("library", "0001_squashed")]
    operations = [migrations.RunSQL(SEARCH, NO_SEARCH)]
