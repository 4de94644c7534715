"""A term that is over is a fact: neither its quarter nor its province nor its state changes, by whatever hand."""

from django.db import migrations

GUARD = """
CREATE FUNCTION chairs_the_past_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A completed term stays as it was.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'term_the_past_stays';
END $$;
CREATE TRIGGER term_the_past_stays BEFORE UPDATE ON chairs_term FOR EACH ROW
    WHEN (OLD.state = 'completed' AND (OLD.quarter, OLD.province_id, OLD.state)
        IS DISTINCT FROM (NEW.quarter, NEW.province_id, NEW.state))
    EXECUTE FUNCTION chairs_the_past_stays();
CREATE TRIGGER term_the_past_is_kept BEFORE DELETE ON chairs_term FOR EACH ROW
    WHEN (OLD.state = 'completed') EXECUTE FUNCTION chairs_the_past_stays();
"""
UNGUARD = """
DROP TRIGGER term_the_past_stays ON chairs_term;
DROP TRIGGER term_the_past_is_kept ON chairs_term;
DROP FUNCTION chairs_the_past_stays();
"""


class Migration(migrations.Migration):
    replaces = [("chairs", "0003_the_past_stays")]
    dependencies = [("chairs", "0001_squashed")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
