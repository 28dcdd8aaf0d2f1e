"""What a perfect analysis of a logdir says, worked out from what was planted and from what a style wrote of it."""

from dataclasses import dataclass, field
from fnmatch import fnmatch

DIRECTIONS = {"input": "data", "activation": "forward", "loss": "loss", "grad_input": "backward",
              "gradient": "backward", "weight": "update", "scalar": "unknown"}


@dataclass
class Truth:
    """`origin` holds (role, name pattern) of what really broke first; `knowable` the styles (by their key in the
    failure's table) of which the data can prove the cause; `layers` the names that may be called the place."""
    cause: str
    direction: str
    origin: list
    layers: list
    about: str
    knowable: set = field(default_factory=set)
    accept: dict = field(default_factory=dict)  # style key -> other directions that are right there
    harmless: bool = False  # bad values that are meant to be (masks, skipped steps): nothing failed
    benign: tuple = ()  # names of quantities whose infinities are meant to be
    alsoCauses: tuple = ()  # other names of the same cause
    weights: str = "after"  # whether parameters were logged before or after the update


def expectation(failure, key, kind, truth, written):
    bad = {tag: t for tag, t in written.tags.items() if t.firstBad is not None and not any(fnmatch(t.name, pattern) for pattern in truth.benign)}
    common = {"failure": failure, "style": kind, "about": " ".join(truth.about.split())}
    if not bad:
        return common | {"healthy": True, "hidden": truth.cause != "none"}  # hidden: it failed, nothing logged shows it
    first = min(t.firstBad for t in bad.values())
    here = {tag: t for tag, t in bad.items() if t.firstBad == first}
    origins = [tag for tag, t in here.items()
               if any(t.role == role and fnmatch(t.name, pattern) for role, pattern in truth.origin)]
    layers, direction = list(truth.layers), truth.direction
    planted = bool(origins)
    if not planted:  # what broke first was not logged: the earliest in order of computation that was
        origins = earliest(here, truth.weights)
        direction = DIRECTIONS[here[origins[0]].role]
        layers = sorted({layer(here[tag]) for tag in origins} - {""})
    before = [step for step in written.steps if step < first]
    knowable = key in truth.knowable
    return common | {
        "healthy": False, "harmless": truth.harmless, "firstBadStep": first,
        "lastFiniteStep": before[-1] if before else None, "origins": origins, "originLogged": planted,
        "direction": direction, "acceptDirections": sorted({direction, *truth.accept.get(key, [])}),
        "layers": layers, "cause": truth.cause, "causeKnowable": knowable,
        "acceptCauses": sorted({truth.cause, *truth.alsoCauses} | (set() if knowable else {"unknown"})),
        "allFirstBad": sorted(here)}


def earliest(here, weights):
    rank = {"weight": 1 if weights == "before" else 6, "input": 2, "activation": 2, "loss": 3, "grad_input": 4,
            "gradient": 4, "scalar": 5}
    lowest = min(rank[t.role] for t in here.values())
    same = [(tag, t) for tag, t in here.items() if rank[t.role] == lowest]
    named = [(tag, t) for tag, t in same if t.name] or same
    named.sort(key=lambda pair: pair[1].order, reverse=lowest == 4)
    return [tag for tag, t in named if layer(t) == layer(named[0][1])]


def layer(t):
    return t.name.rsplit(".", 1)[0] if t.role in ("gradient", "weight") and "." in t.name else t.name
