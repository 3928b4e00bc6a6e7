"""Published versions never change: each still has the hash it was published with."""

from __future__ import annotations

import hashlib

from motcua.records.procedures.models import ProcedureVersion
from motcua.records.processes.models import ProcessVersion
from motcua.records.sealing import canonical
from motcua.services.verification.findings import Findings

NAME = "published versions"


def check_frozen_versions(findings: Findings) -> None:
    check = findings.check(NAME)
    for version in ProcedureVersion.objects.select_related("procedure").order_by("pk"):
        check.saw()
        said = hashlib.sha256(canonical([version.content, version.eform])).hexdigest()
        if said != version.content_hash:
            check.problem(f"procedure {version.procedure.code} version {version.number} was changed")
    for process in ProcessVersion.objects.select_related("procedure").order_by("pk"):
        check.saw()
        if hashlib.sha256(process.xml.encode("utf-8")).hexdigest() != process.xml_hash:
            check.problem(f"process of {process.procedure.code} version {process.number} was changed")
