"""The dossier and the facts of its life. Its status is changed in one place: services/dossiers/_write.py."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.calendars.models import CalendarVersion, RulebookVersion
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure, ProcedureVersion
from motcua.records.processes.models import ProcessVersion


class Dossier(models.Model):
    """One filing. `version` rises by one with every change and numbers its journal stream."""

    tracking_code = models.CharField(max_length=16, unique=True)
    code = models.CharField(max_length=40, null=True, unique=True)
    secret_hash = models.CharField(max_length=64)

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT)
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT)
    process_version = models.ForeignKey(ProcessVersion, null=True, on_delete=models.PROTECT)
    rulebook_version = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT)
    calendar_version = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT)
    receiving_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="received_dossiers")
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="led_dossiers")
    channel = models.CharField(max_length=10)  # online, counter, post

    submitter = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="dossiers")
    applicant_name = models.CharField(max_length=200)
    applicant_folded = models.CharField(max_length=200, db_index=True)
    identity_index = models.CharField(max_length=64, default="", blank=True, db_index=True)
    phone_index = models.CharField(max_length=64, default="", blank=True, db_index=True)
    # {"applicant": {...}, "form": {...}, "secret": "..."}: AES-GCM; the digest is keyed, over the plain text
    sealed = models.BinaryField()
    sealed_digest = models.CharField(max_length=64)

    status = models.CharField(max_length=20, db_index=True)
    came_from = models.CharField(max_length=20, default="", blank=True)  # what awaiting_payment returns to
    outcome = models.CharField(max_length=10, default="", blank=True)  # granted, refused
    version = models.PositiveIntegerField(default=1)
    journal_head = models.CharField(max_length=64)

    limit_text = models.CharField(max_length=40)
    resume_rule = models.CharField(max_length=10)  # restart, continue
    submitted_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()  # the desk's own clock
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    clock_started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    appointed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # declined, withdrawn, stopped
    timeliness = models.CharField(max_length=8, default="", blank=True)
    contact_count = models.PositiveSmallIntegerField(default=0)  # supplement requests so far

    marking = models.JSONField(default=dict)  # rules.process_moves.Marking
    next_alarm_at = models.DateTimeField(null=True)
    tallied_version = models.PositiveIntegerField(default=0)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["receiving_agency", "-submitted_at", "-id"], name="dossier_register"),
            models.Index(fields=["lead_agency", "procedure", "received_at"], name="dossier_lead"),
            # read from end to end for part of a name: thirty bytes a dossier instead of two thousand
            models.Index(fields=["receiving_agency", "applicant_folded", "id"], name="dossier_names"),
            models.Index(fields=["submitter", "-submitted_at"], name="dossier_mine"),
            models.Index(
                fields=["next_alarm_at"],
                name="dossier_alarm",
                condition=models.Q(next_alarm_at__isnull=False),
            ),
            models.Index(
                fields=["id"],
                name="dossier_untallied",
                condition=models.Q(tallied_version__lt=models.F("version")),
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.tracking_code


class Pause(models.Model):
    """A time in which the clock stands still: a return, a wait the procedure allows, payment."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="pauses")
    kind = models.CharField(max_length=12)  # return, pause, payment
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    cause = models.TextField()


class SupplementRequest(models.Model):
    """Mẫu 02: everything that is missing or wrong, asked for once."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="supplement_requests")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    is_before_receipt = models.BooleanField()
    is_override = models.BooleanField(default=False)
    is_late = models.BooleanField(default=False)
    note = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    # {"form": {...}}, as the applicant is correcting it: AES-GCM; empty again once it is sent
    sealed_form = models.BinaryField(default=bytes)
    form_saved_at = models.DateTimeField(null=True)
    # {"form": {...}}, as it stood until the applicant corrected it: AES-GCM; empty where nothing was changed
    sealed_former = models.BinaryField(default=bytes)


class SupplementItem(models.Model):
    """One requirement (or one page of the form), its defect and the reason."""

    request = models.ForeignKey(SupplementRequest, on_delete=models.CASCADE, related_name="items")
    requirement = models.CharField(max_length=60)  # requirement key, or "form"
    defect = models.CharField(max_length=20)  # missing, unreadable, wrong, expired, other
    reason = models.TextField()
    met_at = models.DateTimeField(null=True)


class Decision(models.Model):
    """A decision on the dossier: receive, decline, approve, refuse, withdraw; who, when and why."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(default="", blank=True)


class Reappointment(models.Model):
    """An apology and a new date (Mẫu 04), at most once."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="reappointment")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    reason = models.TextField()
    is_late = models.BooleanField()


class Serial(models.Model):
    """The last serial a receiving agency has given out on a day."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE)
    on = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "on"], name="serial_once")]


class Draft(models.Model):
    """What a citizen has typed and not yet filed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT)
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT)
    # {"applicant": {...}, "form": {...}}: AES-GCM
    sealed = models.BinaryField(default=bytes)
    # one dossier however often the button is pressed
    filing_key = models.CharField(max_length=64, unique=True)
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class Idempotency(models.Model):
    """A call with an Idempotency-Key: the same key and body get the same answer."""

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)  # null while it runs
    sealed_answer = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="idempotency_once")]
