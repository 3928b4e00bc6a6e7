"""Processes written as text, random ones, and a deliberately naive token game to compare with.

`draw("start -> a -> x; x -approve-> b -> end; x -else-> end_refused")`: names that begin with start, end,
x (exclusive), p (parallel) and call are those nodes, every other name is a step.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from motcua.rules.process_model import (
    DONE,
    OUTCOMES,
    Call,
    End,
    Exclusive,
    Flow,
    Lane,
    Node,
    Parallel,
    Process,
    Start,
    Step,
    guard_outcome,
)

DESK = Lane("desk", "Bộ phận Một cửa", "desk_officer", "receiving")
_ARROW = re.compile(r"\s*-(?:(\w+)-)?>\s*")


def draw(text: str, *, limits: dict[str, str] | None = None, lanes: dict[str, Lane] | None = None) -> Process:
    """A process from arrows; `limits` and `lanes` by step, else one working day at the desk."""
    names: dict[str, None] = {}
    flows: list[Flow] = []
    defaults: dict[str, str] = {}
    for chain in filter(str.strip, re.split(r"[;\n]", text)):
        parts = _ARROW.split(chain.strip())
        names.update(dict.fromkeys(parts[0::2]))
        for place in range(0, len(parts) - 2, 2):
            source, outcome, target = parts[place : place + 3]
            flow_id = f"f{len(flows) + 1}"
            if outcome == "else":
                defaults[source] = flow_id
            guard = f"outcome = '{outcome}'" if outcome not in (None, "else") else None
            flows.append(Flow(flow_id, source, target, guard))
    used = lanes or {}
    nodes = tuple(_node(name, defaults, limits or {}, used) for name in names)
    return Process("p", "Quy trình thử", tuple(dict.fromkeys([DESK, *used.values()])), nodes, tuple(flows))


def _node(name: str, defaults: dict[str, str], limits: dict[str, str], lanes: dict[str, Lane]) -> Node:
    if name.startswith("start"):
        return Start(name)
    if name.startswith("end"):
        return End(name, "", "refused" if "refused" in name else "granted")
    if re.fullmatch(r"x\d*", name):
        return Exclusive(name, "", defaults.get(name))
    if re.fullmatch(r"p\d*", name):
        return Parallel(name)
    if name.startswith("call"):
        return Call(name, "", name.removeprefix("call_"))
    return Step(name, name.upper(), limits.get(name, "1 working_day"), "handle", lanes.get(name, DESK).id)


# -- random processes that are sound by construction


@dataclass
class _Pen:
    """Draws blocks one after the other; every block has one way in and one way out."""

    nodes: list[Node] = field(default_factory=lambda: [Start("start")])
    flows: list[Flow] = field(default_factory=list)

    def add(self, kind: str) -> str:
        node_id = f"{kind}{len(self.nodes)}"
        made: dict[str, Node] = {
            "s": Step(node_id, node_id, "1 working_day", "handle", "desk"),
            "x": Exclusive(node_id),
            "p": Parallel(node_id),
            "end": End(node_id, "", "granted"),
        }
        self.nodes.append(made[kind])
        return node_id

    def link(self, source: str, target: str, guard: str | None = None) -> None:
        written = None if guard is None else f"outcome = '{guard}'"
        self.flows.append(Flow(f"f{len(self.flows)}", source, target, written))


Block = tuple  # ("step",) · ("seq", a, b) · ("choice", a, b) · ("fork", a, b) · ("loop", a)
blocks = st.recursive(
    st.just(("step",)),
    lambda inner: st.one_of(
        st.tuples(st.just("seq"), inner, inner),
        st.tuples(st.just("choice"), inner, inner),
        st.tuples(st.just("fork"), inner, inner),
        st.tuples(st.just("loop"), inner),
    ),
    max_leaves=7,
)


def _draw_block(pen: _Pen, block: Block, source: str, guard: str | None) -> tuple[str, str | None]:
    """Draws a block after `source`; what comes next is linked from the node given back."""
    match block:
        case ("step",):
            step = pen.add("s")
            pen.link(source, step, guard)
            return step, None
        case ("seq", first, second):
            middle, onward = _draw_block(pen, first, source, guard)
            return _draw_block(pen, second, middle, onward)
        case ("choice", first, second):
            return _draw_choice(pen, first, second, source, guard)
        case ("fork", first, second):
            fork, join = pen.add("p"), pen.add("p")
            pen.link(source, fork, guard)
            for branch in (first, second):
                pen.link(*_after(pen, branch, fork, None, join))
            return join, None
    _, body = block
    merge, decider, choice = pen.add("x"), pen.add("s"), pen.add("x")
    pen.link(source, merge, guard)
    pen.link(merge, decider)
    pen.link(decider, choice)
    pen.link(*_after(pen, body, choice, "needs_more", merge))
    pen.link(choice, onward_step := pen.add("s"), "approve")
    return onward_step, None


def _draw_choice(pen: _Pen, first: Block, second: Block, source: str, guard: str | None) -> tuple[str, None]:
    decider, choice, merge = pen.add("s"), pen.add("x"), pen.add("x")
    pen.link(source, decider, guard)
    pen.link(decider, choice)
    for outcome, branch in (("approve", first), ("refuse", second)):
        pen.link(*_after(pen, branch, choice, outcome, merge))
    return merge, None


def _after(
    pen: _Pen, block: Block, source: str, guard: str | None, target: str
) -> tuple[str, str, str | None]:
    last, onward = _draw_block(pen, block, source, guard)
    return last, target, onward


def _drawn(block: Block) -> Process:
    pen = _Pen()
    last, guard = _draw_block(pen, block, "start", None)
    pen.link(last, pen.add("end"), guard)
    return Process("random", "Ngẫu nhiên", (DESK,), tuple(pen.nodes), tuple(pen.flows))


sound_processes = blocks.map(_drawn)


@st.composite
def bent_processes(draw_from: st.DrawFn) -> Process:
    """A sound process in which flows were crossed once or twice, and perhaps one led astray."""
    process = draw_from(sound_processes)
    flows = list(process.flows)
    places = st.integers(0, len(flows) - 1)
    for one, other in draw_from(st.lists(st.tuples(places, places), min_size=1, max_size=2)):
        crossed = flows[one].target, flows[other].target
        flows[other], flows[one] = (
            replace(flows[n], target=t) for n, t in zip((other, one), crossed, strict=True)
        )
    if draw_from(st.integers(0, 3)) == 0:
        target = draw_from(st.sampled_from([node.id for node in process.nodes]))
        place = draw_from(places)
        flows[place] = replace(flows[place], target=target)
    return replace(process, flows=tuple(flows))


# -- the naive token game


class NoWayOn(Exception):
    """A gateway has no flow for this outcome: the step before it can't end so."""


class Astray(Exception):
    """A token goes where none may go, or goes on for ever."""


@dataclass
class NaiveGame:
    """Tokens lie on flows; nodes fire one at a time. It knows the drawing only, no table."""

    process: Process
    tokens: Counter[str] = field(default_factory=Counter)
    active: Counter[str] = field(default_factory=Counter)
    ended: list[str] = field(default_factory=list)

    def copy(self) -> NaiveGame:
        return NaiveGame(self.process, self.tokens.copy(), self.active.copy(), list(self.ended))

    def start(self) -> None:
        (start,) = [node for node in self.process.nodes if isinstance(node, Start)]
        self._emit(start.id)
        self._settle(DONE)

    def complete(self, step_id: str, outcome: str) -> None:
        self.active -= Counter({step_id: 1})
        self._emit(step_id)
        self._settle(outcome)

    def is_over(self) -> bool:
        return bool(self.ended) and not self.active and not +self.tokens

    def _out(self, node_id: str) -> list[Flow]:
        return [flow for flow in self.process.flows if flow.source == node_id]

    def _emit(self, node_id: str) -> None:
        if not self._out(node_id):
            raise Astray(node_id)
        self.tokens.update(flow.id for flow in self._out(node_id))

    def _settle(self, outcome: str) -> None:
        for _ in range(200):
            if not self._fire_one(outcome):
                return
        raise Astray("for ever")

    def _fire_one(self, outcome: str) -> bool:
        loaded_targets = {flow.target for flow in self.process.flows if self.tokens[flow.id]}
        for node in (node for node in self.process.nodes if node.id in loaded_targets):
            incoming = [flow.id for flow in self.process.flows if flow.target == node.id]
            loaded = [flow for flow in incoming if self.tokens[flow]]
            if isinstance(node, Parallel) and len(incoming) > 1:
                if len(loaded) == len(incoming):
                    self.tokens -= Counter(incoming)
                    self._emit(node.id)
                    return True
            elif loaded:
                self.tokens -= Counter([loaded[0]])
                self._enter(node, outcome)
                return True
        return False

    def _enter(self, node: Node, outcome: str) -> None:
        match node:
            case Step():
                self.active[node.id] += 1
            case End():
                self.ended.append(node.id)
            case Exclusive():
                self.tokens[self._choose(node, outcome)] += 1
            case Start():
                raise Astray(node.id)
            case _:
                self._emit(node.id)

    def _choose(self, gateway: Exclusive, outcome: str) -> str:
        flows = self._out(gateway.id)
        for flow in flows:
            if flow.guard is not None and guard_outcome(flow.guard) == outcome:
                return flow.id
        plain = [flow.id for flow in flows if flow.guard is None]
        if len(plain) != 1:
            raise NoWayOn(gateway.id)
        return plain[0]


def naive_outcomes(game: NaiveGame, step_id: str) -> list[str]:
    """The outcomes a step can end with and go on: asked for at a choice, else simply done."""
    after = {outcome: _try(game, step_id, outcome) for outcome in (DONE, *OUTCOMES)}
    passing = [outcome for outcome in OUTCOMES if after[outcome] is not None]
    states = {_state(one) for one in after.values() if one is not None}
    return [DONE] if len(passing) == len(OUTCOMES) and after[DONE] and len(states) == 1 else passing


def _try(game: NaiveGame, step_id: str, outcome: str) -> NaiveGame | None:
    after = game.copy()
    try:
        after.complete(step_id, outcome)
    except NoWayOn:
        return None
    return after


def _state(game: NaiveGame) -> tuple[object, ...]:
    tokens = tuple(sorted((+game.tokens).items()))
    return tokens, tuple(sorted((+game.active).items())), len(game.ended)


def naive_is_sound(process: Process) -> bool:
    """Every state can reach the end with nothing left over, nothing is doubled, every step and end is met."""
    game = NaiveGame(process)
    try:
        game.start()
        return _all_connected(process) and _all_end_well(game)
    except (Astray, NoWayOn):
        return False


def _all_connected(process: Process) -> bool:
    reached = {node.id for node in process.nodes if isinstance(node, Start)}
    while more := {flow.target for flow in process.flows if flow.source in reached} - reached:
        reached |= more
    entered = {flow.target for flow in process.flows}
    return all(
        node.id in reached and (not isinstance(node, Start) or node.id not in entered)
        for node in process.nodes
    )


def _all_end_well(game: NaiveGame) -> bool:
    states, onward, edge, met = {_state(game): game}, {}, [game], set()
    while edge:
        here = edge.pop()
        if max([*here.active.values(), *here.tokens.values(), len(here.ended)], default=0) > 1:
            return False
        if here.ended and not here.is_over():
            return False
        met.update(here.active, here.ended)
        onward[_state(here)] = nexts = []
        for step_id in +here.active:
            for outcome in naive_outcomes(here, step_id):
                after = _try(here, step_id, outcome)
                assert after is not None
                nexts.append(_state(after))
                if _state(after) not in states:
                    states[_state(after)] = after
                    edge.append(after)
    saved = {state for state, one in states.items() if one.is_over()}
    while more := {
        state for state, nexts in onward.items() if state not in saved and saved.intersection(nexts)
    }:
        saved |= more
    wanted = {node.id for node in game.process.nodes if isinstance(node, Step | End)}
    return saved == set(states) and met == wanted
