"""A version of the policy that has taken effect explains decisions: no hand changes it or takes it away."""

from django.db import migrations

GUARD = """
CREATE FUNCTION members_policies_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A policy in effect stays as it is.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_in_effect_stays';
END $$;
CREATE TRIGGER policy_in_effect_stays BEFORE UPDATE OR DELETE ON members_membershippolicy FOR EACH ROW
    WHEN (OLD.effective_from <= (now() AT TIME ZONE 'Asia/Baghdad')::date)
    EXECUTE FUNCTION members_policies_stay();
"""
UNGUARD = """
DROP TRIGGER policy_in_effect_stays ON members_membershippolicy;
DROP FUNCTION members_policies_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0004_what_constraints_say")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
