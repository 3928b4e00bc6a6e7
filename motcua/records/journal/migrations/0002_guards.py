"""From here on the database itself refuses to change or delete what the journal holds."""

from django.db import migrations

from motcua.records.journal.guards import lift_guards, set_guards


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: set_guards(editor.connection),
            lambda apps, editor: lift_guards(editor.connection),
        )
    ]
