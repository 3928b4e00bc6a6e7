"""An officer's batches, and how far each has got."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from motcua.records.batches.models import Batch, BatchItem
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account

SHOWN = 30
_FAILED_SHOWN = 200


@dataclass(frozen=True, slots=True)
class BatchStanding:
    """`failed`: the first of them, with task and dossier, in their order."""

    batch: Batch
    done_count: int
    failed_count: int
    failed: Sequence[BatchItem]

    @property
    def ended_count(self) -> int:
        return self.done_count + self.failed_count


def my_batches(account: Account) -> list[Batch]:
    """The newest, each with `done_count` and `failed_count`."""
    counts = {
        "done_count": Count("items", filter=Q(items__state=BatchItem.DONE)),
        "failed_count": Count("items", filter=Q(items__state=BatchItem.FAILED)),
    }
    newest = Batch.objects.filter(by=account).order_by("-pk")[:SHOWN]
    return list(Batch.objects.filter(pk__in=[one.pk for one in newest]).annotate(**counts).order_by("-pk"))


def batch_papers(batch: Batch) -> list[Paper]:
    """The forms that the batch issued, in the order of its items."""
    items = BatchItem.objects.filter(batch=batch, state=BatchItem.DONE)
    order = {dossier: position for position, dossier in items.values_list("position", "task__dossier_id")}
    issued = Paper.objects.filter(dossier__in=list(order), issued_at=batch.started_at, issued_by=batch.by)
    found = issued.select_related("dossier__receiving_agency", "dossier__lead_agency")
    return sorted(found, key=lambda paper: (order[paper.dossier_id], paper.pk))


def batch_standing(number: int) -> BatchStanding | None:
    """None where there is no batch of that number."""
    batch = Batch.objects.filter(pk=number).select_related("to").first()
    if batch is None:
        return None
    counts = _counts(batch)
    failed = BatchItem.objects.filter(batch=batch, state=BatchItem.FAILED).select_related(
        "task__dossier__procedure"
    )
    return BatchStanding(
        batch=batch,
        done_count=counts.get(BatchItem.DONE, 0),
        failed_count=counts.get(BatchItem.FAILED, 0),
        failed=list(failed.defer("task__dossier__sealed").order_by("position")[:_FAILED_SHOWN]),
    )


def _counts(batch: Batch) -> Mapping[str, int]:
    rows = BatchItem.objects.filter(batch=batch).values_list("state").annotate(Count("id"))
    return dict(rows)
