"""Sample answers are always right, and the same seed gives the same ones."""

from __future__ import annotations

import random

from motcua.rules.eform_sample import SampleFacts, sample_name, sample_payload
from tests.rules.eform_forms import TODAY, checked, form_of, group, random_form, text


def test_samples_of_random_forms_are_right() -> None:
    rng = random.Random(2020)
    for _ in range(1000):
        form = random_form(rng)
        payload = sample_payload(form, rng, SampleFacts(TODAY))
        result = checked(form, payload, strict=True)
        assert not result.errors, (payload, result.errors)
        assert result.clean == payload


def test_the_same_seed_gives_the_same_sample() -> None:
    form = random_form(random.Random(4))
    one, other = (sample_payload(form, random.Random(7), SampleFacts(TODAY)) for _ in range(2))
    assert one == other


def test_what_is_known_of_the_applicant_is_used() -> None:
    form = form_of({"a": text(**{"x-autofill": "applicant.name"})}, ("a",))
    facts = SampleFacts(TODAY, applicant={"applicant.name": "Võ Thị Lan"})
    assert sample_payload(form, random.Random(1), facts) == {"a": "Võ Thị Lan"}


def test_dates_lie_within_their_limits() -> None:
    limits = {"x-not-after": "today", "x-not-before": {"field": "a"}}
    form = form_of(
        {"a": text(format="date", **{"x-not-after": "today"}), "b": text(format="date", **limits)}, ("a", "b")
    )
    for seed in range(200):
        payload = sample_payload(form, random.Random(seed), SampleFacts(TODAY))
        assert checked(form, payload).is_valid


def test_a_mother_has_a_womans_name() -> None:
    mother = group({"name": text(**{"x-sample": "name"})}, ("name",), **{"x-sample": "female-name"})
    form = form_of({"mother": mother}, ("mother",))
    women = {sample_name(random.Random(seed), is_female=True) for seed in range(3000)}
    for seed in range(50):
        payload = sample_payload(form, random.Random(seed), SampleFacts(TODAY))
        assert payload["mother"]["name"] in women  # type: ignore[index]
