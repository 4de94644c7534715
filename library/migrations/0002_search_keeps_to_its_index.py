"""Once a word is common the planner would read every vector row by row: seconds. These keep to the index."""

from django.db import migrations

SEARCH = """
CREATE OR REPLACE FUNCTION library_matching(asked tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET enable_seqscan = off
    AS 'SELECT id FROM library_item WHERE search @@ asked';
-- The newest of each block in turn, until there are enough; of a block at most 5,000 are looked at.
CREATE OR REPLACE FUNCTION library_shortlist(blocks tsquery[], most int) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET enable_seqscan = off
    AS $$
    DECLARE
        block tsquery;
        taken int := 0;
        added int;
    BEGIN
        FOREACH block IN ARRAY blocks LOOP
            RETURN QUERY SELECT found.id FROM (
                SELECT i.id FROM library_item i WHERE i.search @@ block LIMIT 5000
            ) found ORDER BY found.id DESC LIMIT most - taken;
            GET DIAGNOSTICS added = ROW_COUNT;
            taken := taken + added;
            EXIT WHEN taken >= most;
        END LOOP;
    END $$;
-- Unpacking a vector costs more than reading it: those that are ranked are not compressed.
ALTER TABLE library_item SET (toast_tuple_target = 256);
ALTER TABLE library_item ALTER COLUMN search SET STORAGE EXTERNAL;
"""
NO_SEARCH = "DROP FUNCTION library_shortlist(tsquery[], int); DROP FUNCTION library_matching(tsquery)"


class Migration(migrations.Migration):
    dependencies = [("library", "0001_squashed")]
    operations = [migrations.RunSQL(SEARCH, NO_SEARCH)]
