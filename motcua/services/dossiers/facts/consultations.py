"""Questions to other agencies and their answers: sealed, opened, and still waiting."""

from __future__ import annotations

from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier
from motcua.records.sealing import digest, open_sealed, seal

QUESTION, ANSWER = "consultation.sealed_question", "consultation.sealed_answer"


def sealed_text(text: str, purpose: str) -> bytes:
    return seal({"text": text}, purpose)


def text_digest(text: str, purpose: str) -> str:
    return digest({"text": text}, purpose)


def open_question(consultation: Consultation) -> str:
    return _opened(consultation.sealed_question, QUESTION)


def open_answer(consultation: Consultation) -> str:
    """Empty while nobody has answered."""
    return _opened(consultation.sealed_answer, ANSWER) if consultation.sealed_answer else ""


def consultations_of(dossier: Dossier) -> list[Consultation]:
    """All of a dossier, oldest first."""
    related = ("agency", "asking_agency", "asked_by", "answered_by", "withdrawn_by")
    return list(Consultation.objects.filter(dossier=dossier).select_related(*related).order_by("pk"))


def _opened(sealed: bytes | memoryview, purpose: str) -> str:
    text: str = open_sealed(sealed, purpose)["text"]
    return text
