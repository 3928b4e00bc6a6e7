"""Objects for the rights matrix: one of each kind, standing in any relation to an officer of any role.

A new kind of object in an address (`<int:paper>`, say) needs a line in `places`; a new word for `on`
one in `record`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.records.absences.models import Absence
from motcua.records.agencies.models import Agency
from motcua.records.batches.models import Batch
from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier, Draft
from motcua.records.exports.models import Export
from motcua.records.files.models import Document
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure
from motcua.records.queueing.models import Counter
from motcua.records.tasks.models import Task
from motcua.rules.permissions import Relation
from motcua.services.batches.start_batch import start_batch
from motcua.services.dossiers.facts.consultations import QUESTION, sealed_text
from motcua.services.drafts.start_draft import start_draft
from tests.cast import MONDAY, Cast, filed, hold, new_officer, stored_file


@dataclass(slots=True)
class World:
    """A dossier of lan's at Phong Thủy with one open step, and officers made as they are asked for."""

    cast: Cast
    dossier: Dossier
    task: Task
    paper: Paper
    below: Agency
    draft: Draft
    batch: Batch
    export: Export
    counter: Counter
    consultation: Consultation
    absence: Absence
    officers: dict[tuple[str, str], Account] = field(default_factory=dict)

    def places(self, on: str = "") -> dict[str, object]:
        """What stands for each name in an address; a document is the draft's where the route is on one."""
        documents = (self.draft if on == "draft" else self.dossier).documents
        return {
            "ref": self.dossier.tracking_code,
            "task": self.task.pk,
            "code": self.cast.agency["phong_thuy"].code,
            "token": "no-such-token",
            "procedure": self.dossier.procedure.code,
            "index": "1",
            "document": documents.order_by("pk").values_list("pk", flat=True)[0],
            "paper": self.paper.pk,
            "ticket": "no-such-ticket",
            "draft": self.draft.pk,
            "page": 0,
            "counter": self.counter.pk,
            "absence": self.absence.pk,
            "consultation": self.consultation.pk,
            "number": (self.export if on == "export" else self.batch).pk,
        }

    def record(self, on: str) -> object:
        """What a route's view must ask with, fresh from the database."""
        if on == "task":
            return Task.objects.select_related("agency", "dossier").get(pk=self.task.pk)
        if on == "draft":
            return Draft.objects.get(pk=self.draft.pk)
        if on == "batch":
            return Batch.objects.get(pk=self.batch.pk)
        if on == "export":
            return Export.objects.get(pk=self.export.pk)
        if on == "counter":
            return Counter.objects.select_related("agency").get(pk=self.counter.pk)
        if on == "absence":
            return Absence.objects.select_related("agency").get(pk=self.absence.pk)
        if on == "consultation":
            return Consultation.objects.select_related("agency").get(pk=self.consultation.pk)
        if on == "agency":
            return self.cast.agency["phong_thuy"]
        return Dossier.objects.select_related("receiving_agency", "lead_agency").get(pk=self.dossier.pk)

    def officer(self, role: str, relation: Relation) -> Account:
        """An officer with that role to whom the object stands so; the step waits for their role."""
        account = self._officer_at(role, relation)
        assignee = {Relation.OWN: account, Relation.SAME_AGENCY: self.cast.dung}.get(relation)
        Task.objects.filter(pk=self.task.pk).update(role=role, assignee=assignee)
        owner = account if relation is Relation.OWN else self.cast.dung
        Batch.objects.filter(pk=self.batch.pk).update(by=owner)
        Export.objects.filter(pk=self.export.pk).update(by=owner)
        Absence.objects.filter(pk=self.absence.pk).update(absent=owner)
        return account

    def citizen(self, relation: Relation) -> Account:
        return self.cast.lan if relation is Relation.CITIZEN_OWN else self.cast.binh

    def _officer_at(self, role: str, relation: Relation) -> Account:
        agency = {
            Relation.AGENCY_BELOW: self.cast.agency["le_thuy"],
            Relation.AGENCY_ABOVE: self.below,
            Relation.AGENCY_BESIDE: self.cast.agency["vo_ninh"],
        }.get(relation, self.cast.agency["phong_thuy"])
        key = (role, agency.code)
        if key not in self.officers:
            login = f"{role}.{agency.code}".replace("_", "-").lower()
            self.officers[key] = new_officer(login, "Nguyễn Văn Nam")
            hold(self.officers[key], role, agency)
        return self.officers[key]


def make_world(cast: Cast) -> World:
    dossier = filed(cast)
    return World(
        cast,
        dossier,
        dossier.tasks.get(),
        _paper(dossier),
        _agency_below(cast.agency["phong_thuy"]),
        _draft(cast),
        _batch(cast, dossier.tasks.get()),
        _export(cast),
        Counter.objects.create(agency=cast.agency["phong_thuy"], number=1),
        _consultation(cast, dossier),
        _absence(cast),
    )


def _draft(cast: Cast) -> Draft:
    """Something lan has begun to fill in."""
    draft = start_draft(procedure=Procedure.objects.get(code="1.004873"), by=cast.lan, at=MONDAY)
    Document.objects.create(
        draft=draft, name="to-khai.pdf", file=stored_file("to-khai"), given_at=MONDAY, given_by=cast.lan
    )
    return draft


def _batch(cast: Cast, task: Task) -> Batch:
    return start_batch(act="receive", tasks=[task], by=cast.dung, at=MONDAY, key="world")


def _export(cast: Cast) -> Export:
    """A register that is written and not yet expired."""
    return Export.objects.create(
        by=cast.dung, kind="xlsx", asked_at=MONDAY, agencies=[], file=stored_file("so"), ended_at=MONDAY
    )


def _absence(cast: Cast) -> Absence:
    """Long over: whose it is matters, not who stands in."""
    return Absence.objects.create(
        absent=cast.dung,
        substitute=cast.hoa,
        agency=cast.agency["phong_thuy"],
        from_on="2020-09-01",
        until_on="2020-09-02",
        at=MONDAY,
        by=cast.dung,
    )


def _consultation(cast: Cast, dossier: Dossier) -> Consultation:
    """Asked of the agency where everything stands, with one document of the dossier's to read."""
    made = Consultation.objects.create(
        dossier=dossier,
        asking_agency=cast.agency["phong_thuy"],
        agency=cast.agency["phong_thuy"],
        asked_at=MONDAY,
        asked_by=cast.son,
        sealed_question=sealed_text("Có tranh chấp không?", QUESTION),
        limit_text="8 working_hour",
        due_at=MONDAY,
    )
    made.documents.set(dossier.documents.all())
    return made


def _paper(dossier: Dossier) -> Paper:
    """A paper that is printed already, so that nobody has to wait for it."""
    return Paper.objects.create(
        dossier=dossier,
        form="01",
        number="1",
        agency=dossier.receiving_agency,
        issued_at=MONDAY,
        sealed=b"",
        file_id=stored_file("mau-01").pk,
    )


def _agency_below(agency: Agency) -> Agency:
    """No agency stands below a commune, so one is made: the object must lie above somebody."""
    below = Agency.objects.create(
        code="000.01.25.30.H46",
        abbr="THON",
        name="Thôn Thượng Phong",
        folded_name="thon thuong phong",
        tier="commune",
        kind="village",
        area=agency.area,
        parent=agency,
    )
    below.path = [*agency.path, below.pk]
    below.save(update_fields=["path"])
    return below
