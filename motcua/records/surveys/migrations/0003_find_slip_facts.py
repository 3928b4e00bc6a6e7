"""Slips given before there were parts and closings: each counts where it was counted, with its parts found anew.

A migration of its own: PostgreSQL alters no table while rows of it wait for their foreign keys' checks.
"""

from collections import defaultdict

from django.db import migrations
from django.db.models import F, Q

POINTS = {"early": 2, "on_time": 1, "late": 0}


def _counted_elsewhere_too(Task):
    """Dossiers in which others had a part, and filings declined: of no other does a count change."""
    steps = Task.objects.exclude(limit_text="").exclude(agency=F("dossier__lead_agency"))
    return Q(pk__in=steps.values("dossier")) | Q(received_at__isnull=True, ticket__slip__isnull=False)


def find_facts(apps, schema_editor):
    Dossier, Task = apps.get_model("dossiers", "Dossier"), apps.get_model("tasks", "Task")
    Slip, SlipPart = apps.get_model("surveys", "Slip"), apps.get_model("surveys", "SlipPart")
    Slip.objects.update(counted_on=F("month_on"), tallied_revision=0)
    Dossier.objects.filter(_counted_elsewhere_too(Task)).update(tallied_version=0)
    worst = defaultdict(dict)
    done = Task.objects.filter(dossier__ticket__slip__isnull=False, status="done").exclude(timeliness="")
    for dossier, agency, timeliness in done.values_list("dossier_id", "agency_id", "timeliness"):
        worst[dossier][agency] = min(POINTS[timeliness], worst[dossier].get(agency, 2))
    for slip in Slip.objects.select_related("ticket__dossier").iterator(chunk_size=500):
        dossier = slip.ticket.dossier
        if dossier.received_at is None:
            slip.is_before_receipt, slip.agency_id = True, dossier.receiving_agency_id
        parts = worst.get(dossier.pk, {})
        if dossier.lead_agency_id in parts:
            slip.answers = {**slip.answers, "2": parts.pop(dossier.lead_agency_id)}
        slip.save(update_fields=["is_before_receipt", "agency", "answers"])
        SlipPart.objects.bulk_create(
            SlipPart(slip=slip, agency_id=agency, points=points) for agency, points in parts.items()
        )


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0002_late_slips_and_parts"),
        ("dossiers", "0001_initial"),
        ("tasks", "0001_initial"),
    ]

    operations = [migrations.RunPython(find_facts, migrations.RunPython.noop)]
