from datetime import timedelta

from django.db import migrations
from django.db.models import F


def wake(apps, schema_editor):
    """Results that lay at a desk before reminders were known are reminded of too."""
    tasks = apps.get_model("tasks", "Task")
    lying = tasks.objects.filter(status="open", step="release", next_alarm_at=None)
    lying.update(next_alarm_at=F("opened_at") + timedelta(days=16))


class Migration(migrations.Migration):
    dependencies = [("releases", "0002_notices"), ("tasks", "0001_initial")]
    operations = [migrations.RunPython(wake, migrations.RunPython.noop)]
