"""kit.merkle against RFC 6962's own recursive definition and its published test vectors."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.merkle import inclusion_path, merkle_root, root_from_path

# RFC 6962's reference implementation checks its trees with these eight leaves.
_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def _by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word: split at the largest power of two below n."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + _by_definition(leaves[:split]) + _by_definition(leaves[split:])).digest()


@pytest.mark.parametrize("size", sorted(_ROOTS))
def test_the_published_trees_have_their_published_roots(size: int) -> None:
    assert merkle_root(_LEAVES[:size]).hex() == _ROOTS[size]


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_the_one_of_the_recursive_definition(leaves: list[bytes]) -> None:
    assert merkle_root(leaves) == _by_definition(leaves)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70), st.data())
def test_every_leaf_proves_itself_under_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_path(leaves, position)
    assert root_from_path(leaves[position], position, len(leaves), path) == merkle_root(leaves)


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40, unique=True), st.data())
def test_another_leaf_a_longer_or_a_shorter_path_proves_nothing(
    leaves: list[bytes], data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(leaves) - 1))
    path, root = inclusion_path(leaves, position), merkle_root(leaves)
    assert root_from_path(b"another leaf", position, len(leaves), path) != root
    assert root_from_path(leaves[position], position, len(leaves), path[:-1]) is None
    assert root_from_path(leaves[position], position, len(leaves), [*path, root]) is None


def test_a_place_outside_the_tree_is_no_place() -> None:
    assert root_from_path(b"", 3, 3, []) is None
    with pytest.raises(IndexError):
        inclusion_path([b"a"], 1)
