"""No step of a transfer without the one ahead of it, and no transfer at a step that nobody took."""

from django.db import migrations

IN_ORDER = """
ALTER TABLE library_transferstep ADD CONSTRAINT transfer_step_after_another
    FOREIGN KEY (transfer_id, before) REFERENCES library_transferstep (transfer_id, number);
ALTER TABLE library_transfer ADD CONSTRAINT transfer_step_taken
    FOREIGN KEY (id, step) REFERENCES library_transferstep (transfer_id, number)
    DEFERRABLE INITIALLY DEFERRED;
"""
IN_NO_ORDER = """
ALTER TABLE library_transfer DROP CONSTRAINT transfer_step_taken;
ALTER TABLE library_transferstep DROP CONSTRAINT transfer_step_after_another;
"""


class Migration(migrations.Migration):
    replaces = [("library", "0006_transfer_steps_in_order")]
    dependencies = [("library", "0002_search_keeps_to_its_index")]
    operations = [migrations.RunSQL(IN_ORDER, IN_NO_ORDER)]
