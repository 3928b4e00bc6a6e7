"""A draft as a citizen leaves it: everything filled in, or part of it."""

from __future__ import annotations

import random
import struct
import zlib
from datetime import datetime

from motcua.records.dossiers.models import Draft
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services.drafts.attach_to_draft import attach_to_draft
from motcua.services.drafts.save_draft import save_draft
from motcua.services.drafts.start_draft import start_draft
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import AGENCIES, MONDAY, Cast, applicant

PROCEDURE = "1.004873"


def _png() -> bytes:
    """The smallest picture there is: one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


PNG = _png()


def begun(cast: Cast, *, by: str = "lan", at: datetime = MONDAY, procedure: str = PROCEDURE) -> Draft:
    return start_draft(procedure=Procedure.objects.get(code=procedure), by=cast.accounts[by], at=at)


def ready(cast: Cast, *, by: str = "lan", procedure: str = PROCEDURE) -> Draft:
    """Lacks nothing but the press of the button; a picture is attached wherever one can be."""
    account = cast.accounts[by]
    draft = begun(cast, by=by, procedure=procedure)
    frozen = frozen_procedure(draft.procedure_version_id)
    facts = SampleFacts(today=MONDAY.date(), areas=("19267",))
    saved = save_draft(
        draft=draft,
        by=account,
        at=MONDAY,
        agency=AGENCIES["phong_thuy"],
        applicant=applicant(account),
        form=sample_payload(frozen.form, random.Random(7), facts),
    )
    for asked in frozen.requirements:
        if asked.is_handed_over:
            attach_to_draft(
                draft=saved, requirement=asked.key, content=PNG, name="anh.png", by=account, at=MONDAY
            )
    return saved
