"""Merkle trees as in RFC 6962 §2.1: one root for many leaves, and short proofs that a leaf is under it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(content: bytes) -> bytes:
    """SHA-256(0x00 ‖ content): the prefix keeps a leaf from ever passing for a node."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def merkle_root(contents: Sequence[bytes]) -> bytes:
    """The root over `contents` in order; of nothing, the hash of nothing."""
    level = [leaf_hash(content) for content in contents]
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        level = _next_level(level)
    return level[0]


def inclusion_path(contents: Sequence[bytes], position: int) -> list[bytes]:
    """The hashes beside the way from leaf `position` up to the root, lowest first."""
    if not 0 <= position < len(contents):
        raise IndexError(position)
    level = [leaf_hash(content) for content in contents]
    path: list[bytes] = []
    while len(level) > 1:
        beside = position ^ 1
        if beside < len(level):
            path.append(level[beside])
        level, position = _next_level(level), position // 2
    return path


def root_from_path(content: bytes, position: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that leaf `position` of `size` has by `path`; None where the path cannot be one of it."""
    if not 0 <= position < size:
        return None
    found, last, used = leaf_hash(content), size - 1, 0
    while last > 0:
        is_right = position % 2 == 1
        if is_right or position < last:
            if used == len(path):
                return None
            found = node_hash(path[used], found) if is_right else node_hash(found, path[used])
            used += 1
        position, last = position // 2, last // 2
    return found if used == len(path) else None


def _next_level(level: Sequence[bytes]) -> list[bytes]:
    # An odd one out goes up as it is: the same tree as RFC 6962's split at the largest power of two.
    above = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return [*above, level[-1]] if len(level) % 2 else above
