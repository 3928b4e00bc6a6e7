"""A story told again under other names: the same rows with other ids, codes, people, ciphers and hashes.

Telling a story decides; telling it again only writes. Whatever is a story's own leaves a blank in its
rows and in the texts that were hashed and sealed. A copy fills the blanks, hashes and seals anew with
the functions that the verbs use, and is no Django instance at any time.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.jobs.demo.bulk import Model, Rows
from motcua.jobs.demo.played import FirstIds, Played
from motcua.jobs.demo.replay import Replay
from motcua.records.dossiers.state import STATE, dossier_state
from motcua.records.journal.chain import entry_text, text_hash
from motcua.records.journal.models import Entry
from motcua.records.outbox.models import Message
from motcua.records.papers.models import Paper
from motcua.records.sealing import blind_index, canonical, digest_bytes, open_bytes, seal, seal_bytes
from motcua.records.surveys.models import Slip
from motcua.services.dossiers.facts.content import open_content, secret_hash
from motcua.services.surveys.find_ticket import ticket_index

CONTENT, TICKET, MESSAGE, PAPER = "dossier.sealed", "ticket.sealed_code", "message.sealed", "paper.sealed"
# Ids that occur nowhere else, so that they are found again in every row and text.
MARKED_IDS = FirstIds(
    dossier=71 * 10**14, task=72 * 10**14, request=73 * 10**14, ticket=74 * 10**14, slip=75 * 10**14
)

Names = dict[str, Any]


class Telling(Replay):
    """A stage for one story, which also keeps what each version's digest was drawn from."""

    def __init__(self, world: Any) -> None:
        super().__init__(world, MARKED_IDS)
        self.states: list[str] = []

    def _write(self, life: Played, event: str, **more: Any) -> None:
        super()._write(life, event, **more)
        self.states.append(canonical(dossier_state(life.dossier)).decode())


@dataclass(frozen=True, slots=True)
class RowPattern:
    """A row as the database takes it: `own` are places that a name fills, `texts` those with blanks."""

    values: list[Any]
    own: Sequence[tuple[int, str]]
    texts: Sequence[tuple[int, str]]

    def filled(self, names: Names) -> list[Any]:
        row = self.values.copy()
        for place, name in self.own:
            row[place] = names[name]
        for place, text in self.texts:
            row[place] = text % names
        return row


class Blanks:
    """Which values are a story's own, and the name of the blank that each leaves."""

    def __init__(self, own: Mapping[Any, str]) -> None:
        self.own = own
        texts = {str(value): name for value, name in own.items() if not isinstance(value, bytes)}
        # The longest first: one name may be the beginning of another.
        self._in_texts = sorted(texts.items(), key=lambda one: len(one[0]), reverse=True)

    def text(self, plain: str) -> str:
        """For the % operator, with names."""
        text = plain.replace("%", "%%")
        for value, name in self._in_texts:
            text = text.replace(value, f"%({name})s")
        return text

    def row(self, values: Sequence[Any]) -> RowPattern:
        own, texts = [], []
        for place, value in enumerate(values):
            if value in self.own:
                own.append((place, self.own[value]))
            elif isinstance(value, str) and "%(" in (text := self.text(value)):
                texts.append((place, text))
        return RowPattern(list(values), own, texts)


@dataclass(slots=True)
class Story:
    """A told story with its blanks.

    `versions` are the state and the journal entry of each version; `messages` and `papers` what is sealed.
    """

    dossier: Any
    content: str
    versions: list[tuple[str, str]]
    messages: list[str]
    papers: list[bytes]
    task_count: int
    request_count: int
    rows: list[tuple[Model, bool, list[RowPattern]]]

    def tell(self, names: Names, into: Retold) -> None:
        """Completes `names` with what is sealed and hashed of them, and adds the rows."""
        self._seal_content(names)
        names["hash0"] = ""
        for number, (state, entry) in enumerate(self.versions, start=1):
            names[f"state{number}"] = digest_bytes((state % names).encode(), STATE)
            names[f"hash{number}"] = text_hash(entry % names)
        for number, payload in enumerate(self.messages):
            plain = (payload % names).encode()
            names[f"message{number}"] = seal_bytes(plain, MESSAGE)
            names[f"payload{number}"] = hashlib.sha256(plain).hexdigest()
        for number, paper in enumerate(self.papers):
            names[f"paper{number}"] = seal_bytes(paper, PAPER)
        for model, has_ids, patterns in self.rows:
            into.rows[model, has_ids].extend([pattern.filled(names) for pattern in patterns])

    def _seal_content(self, names: Names) -> None:
        content = (self.content % names).encode()
        names["sealed"] = seal_bytes(content, CONTENT)
        names["sealed_digest"] = digest_bytes(content, CONTENT)
        names["secret_hash"] = secret_hash(names["secret"])
        names["identity_index"] = blind_index(names["identity"], "identity")
        names["phone_index"] = blind_index(names["phone"], "phone")
        names["ticket_index"] = ticket_index(names["ticket_code"])
        names["ticket_sealed"] = seal(names["ticket_code"], TICKET)


@dataclass(slots=True)
class Retold:
    """The rows of many copies, table by table."""

    rows: dict[tuple[Model, bool], list[list[Any]]] = field(default_factory=lambda: defaultdict(list))

    def as_rows(self) -> Rows:
        return [(model, has_ids, rows) for (model, has_ids), rows in self.rows.items()]  # type: ignore[misc]


def story_of(life: Played, telling: Telling) -> Story:
    """Its blanks found; everything that was told on `telling` is this one dossier's."""
    dossier, told = life.dossier, telling.batch.instances
    entries, messages, papers = told[Entry], told[Message], told[Paper]
    blanks = Blanks(_own(life, telling))
    return Story(
        dossier=dossier,
        content=blanks.text(open_bytes(dossier.sealed, CONTENT).decode()),
        versions=[
            (blanks.text(state), blanks.text(_text(entry)))
            for state, entry in zip(telling.states, entries, strict=True)
        ],
        messages=[blanks.text(open_bytes(one.sealed, MESSAGE).decode()) for one in messages],
        papers=[open_bytes(one.sealed, PAPER) for one in papers],
        task_count=len(life.tasks),
        request_count=len(life.requests),
        rows=[
            (model, has_ids, [blanks.row(row) for row in rows])
            for model, has_ids, rows in telling.batch.rows()
        ],
    )


def _own(life: Played, telling: Telling) -> dict[Any, str]:
    dossier, told, content = life.dossier, telling.batch.instances, open_content(life.dossier)
    own: dict[Any, str] = {
        dossier.pk: "dossier",
        dossier.tracking_code: "tracking_code",
        dossier.code: "code",
        dossier.applicant_name: "name",
        dossier.applicant_folded: "folded",
        content.applicant.get("identity"): "identity",
        content.applicant.get("phone"): "phone",
        content.secret: "secret",
        dossier.secret_hash: "secret_hash",
        dossier.identity_index: "identity_index",
        dossier.phone_index: "phone_index",
        dossier.sealed: "sealed",
        dossier.sealed_digest: "sealed_digest",
    }
    if life.ticket is not None:
        own[life.ticket.pk] = "ticket"
        own |= {life.ticket.code_index: "ticket_index", life.ticket.sealed_code: "ticket_sealed"}
    own |= {slip.pk: "slip" for slip in told[Slip]}
    own |= {task.pk: f"task{number}" for number, task in enumerate(life.tasks)}
    own |= {request.pk: f"request{number}" for number, request in enumerate(life.requests)}
    for number, entry in enumerate(told[Entry], start=1):
        # A version may leave the state as it was: the first that has it gives the name.
        own.setdefault(entry.data["state"], f"state{number}")
        own[entry.hash] = f"hash{number}"
    for number, message in enumerate(told[Message]):
        own |= {message.sealed: f"message{number}", message.payload_hash: f"payload{number}"}
    own |= {paper.sealed: f"paper{number}" for number, paper in enumerate(told[Paper])}
    return {value: name for value, name in own.items() if value}


def _text(entry: Any) -> str:
    return entry_text(
        stream=entry.stream,
        number=entry.number,
        kind=entry.kind,
        at=entry.at,
        recorded_at=entry.recorded_at,
        actor=entry.actor,
        data=entry.data,
        previous_hash=entry.previous_hash,
    )
