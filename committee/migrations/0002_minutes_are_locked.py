"""Approved minutes, their versions and the attendance of their meeting: no change, whoever asks the database."""

from django.db import migrations

LOCK = """
CREATE FUNCTION committee_minutes_are_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
    is_locked boolean;
BEGIN
    IF TG_ARGV[0] = 'minutes' THEN
        is_locked := TG_OP <> 'INSERT' AND old_row ->> 'approved_at' IS NOT NULL;
    ELSE
        SELECT EXISTS (
            SELECT FROM committee_minutes m WHERE m.approved_at IS NOT NULL
            AND CASE TG_ARGV[0]
                WHEN 'revision' THEN
                    m.id IN ((old_row ->> 'minutes_id')::bigint, (new_row ->> 'minutes_id')::bigint)
                ELSE m.meeting_id IN ((old_row ->> 'meeting_id')::bigint, (new_row ->> 'meeting_id')::bigint)
                END
        ) INTO is_locked;
    END IF;
    IF is_locked THEN
        RAISE EXCEPTION 'The minutes are approved and locked.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'minutes_locked';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER minutes_locked BEFORE UPDATE OR DELETE ON committee_minutes
    FOR EACH ROW EXECUTE FUNCTION committee_minutes_are_locked('minutes');
CREATE TRIGGER minutes_locked BEFORE INSERT OR UPDATE OR DELETE ON committee_minutesrevision
    FOR EACH ROW EXECUTE FUNCTION committee_minutes_are_locked('revision');
CREATE TRIGGER minutes_locked BEFORE INSERT OR UPDATE OR DELETE ON committee_attendance
    FOR EACH ROW EXECUTE FUNCTION committee_minutes_are_locked('attendance');
"""
UNLOCK = """
DROP TRIGGER minutes_locked ON committee_minutes;
DROP TRIGGER minutes_locked ON committee_minutesrevision;
DROP TRIGGER minutes_locked ON committee_attendance;
DROP FUNCTION committee_minutes_are_locked();
"""


class Migration(migrations.Migration):
    replaces = [("committee", "0004_minutes_lock")]
    dependencies = [("committee", "0001_squashed")]
    operations = [migrations.RunSQL(LOCK, UNLOCK)]
