"""Process tables by version id: a version in force never changes."""

from __future__ import annotations

from functools import lru_cache

from motcua.records.processes.models import ProcessVersion
from motcua.rules.process_table import ProcessTable


@lru_cache(maxsize=1024)
def process_table(version_id: int) -> ProcessTable:
    return ProcessTable.from_json(ProcessVersion.objects.values_list("table", flat=True).get(pk=version_id))
