"""The ways in which PyTorch users log: whole tensors, histograms, scalars, or nothing but the loss.

Each style writes recorded steps through `SummaryWriter` and returns, per tag, what it stood for and the step at which
the written value was first bad. `names` maps a role to its tag, `{}` being the module's or parameter's name, `{/}` the same with
slashes for its dots.
"""

import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch.utils.tensorboard import SummaryWriter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from generators.common import Clock, neutral_names, wall  # noqa: E402

clock = Clock()
warnings.simplefilter("ignore")

TENSORS = {"input": "inputs/{}", "activation": "activations/{}", "gradient": "gradients/{}", "weight": "weights/{}",
           "grad_input": "grad_input/{}", "loss": "loss/train", "scalar": "{}"}
HISTOGRAMS = {"activation": "activations/{}", "gradient": "{}.grad", "weight": "{}", "loss": "loss/train",
              "scalar": "{}", "count": "nan_count/{}"}
SCALARS = {"activation": "activations/{}/{how}", "gradient": "grad_2.0_norm/{}", "total": "grad_2.0_norm_total",
           "weight": None, "loss": "train_loss", "lr": "lr-SGD", "scalar": "{}"}
LOSS = {"loss": "loss/train"}


@dataclass
class Style:
    """`window`: steps before the first bad one that are logged; `every`: the usual thinning (first bad one or not)."""
    kind: str
    names: dict
    window: int = 6
    every: int = 1
    only: tuple = ()  # substrings of the names that are logged; all when empty
    bins: object = "auto"
    guard: str = "filter"  # histograms: "filter" finite values and count the rest, or "catch" the writer's error
    reduce: tuple = ("max",)  # scalars of activations and inputs; `{how}` in a tag is its name
    graph: bool = False


@dataclass
class Tag:
    role: str
    name: str
    firstBad: int | None = None
    lastGood: int | None = None
    order: int = 0


@dataclass
class Written:
    tags: dict = field(default_factory=dict)
    steps: list = field(default_factory=list)

    def note(self, tag, role, name, step, bad):
        entry = self.tags.setdefault(tag, Tag(role, name, order=len(self.tags)))
        if bad and entry.firstBad is None:
            entry.firstBad = step
        if not bad and entry.firstBad is None:
            entry.lastGood = step


def write(directory, steps, style, model=None, example=None):
    bad = next((s.number for s in steps if s.bad), steps[-1].number - 1)
    kept = [s for s in steps if s.number >= bad - style.window and s.number % style.every == 0]
    done = Written(steps=[s.number for s in kept])
    with SummaryWriter(directory) as w:
        if style.graph:
            w.add_graph(model, example)
        for step in kept:
            clock.now = wall(step.number)
            {"tensors": tensors, "histograms": histograms, "scalars": scalars, "loss": scalars}[style.kind](
                w, step, style, done)
    clock.now = wall(0)
    neutral_names(Path(directory))
    return done


def selected(step, style):
    for q in step.quantities:
        if style.names.get(q.role) and (not style.only or q.role in ("loss", "scalar")
                                        or any(part in q.name for part in style.only)):
            yield q, style.names[q.role].replace("{}", q.name).replace("{/}", q.name.replace(".", "/"))


def tensors(w, step, style, done):
    for q, tag in selected(step, style):
        if q.role in ("loss", "scalar"):
            w.add_scalar(tag, q.value.float().item(), step.number)
        else:
            w.add_tensor(tag, q.value, step.number)
        done.note(tag, q.role, q.name, step.number, q.bad)


def histograms(w, step, style, done):
    for q, tag in selected(step, style):
        if q.role in ("loss", "scalar"):
            w.add_scalar(tag, q.value.float().item(), step.number)
            done.note(tag, q.role, q.name, step.number, q.bad)
            continue
        if not q.value.is_floating_point():
            continue
        x = q.value.float()
        shown = x[torch.isfinite(x)] if style.guard == "filter" else x
        try:
            w.add_histogram(tag, shown, step.number, bins=style.bins)
            done.note(tag, q.role, q.name, step.number, style.guard != "filter" and q.bad)
        except ValueError:  # "The histogram is empty": every value is NaN or infinite; or numpy finds no bins
            pass
        if style.guard == "filter":
            counted = style.names["count"].replace("{}", tag)
            w.add_scalar(counted, int((~torch.isfinite(x)).sum()), step.number)
            done.note(counted, q.role, q.name, step.number, q.bad)


def reduced(x, how):
    x = x.float()
    return {"max": lambda: x.max(), "min": lambda: x.min(), "absmax": lambda: x.abs().max(), "mean": lambda: x.mean(),
            "norm": lambda: x.norm(), "rms": lambda: x.pow(2).mean().sqrt(), "std": lambda: x.std()}[how]()


def scalars(w, step, style, done):
    def put(tag, role, name, value):
        value = float(np.float32(value))
        w.add_scalar(tag, value, step.number)
        done.note(tag, role, name, step.number, not np.isfinite(value))

    for q, tag in selected(step, style):
        if q.role == "scalar":
            put(style.names.get(q.name) or tag, "scalar", q.name, q.value.item())
        elif q.role == "loss":
            put(tag, "loss", "", q.value.item())
        elif q.value.is_floating_point() and q.value.numel():
            for how in ("norm",) if q.role in ("gradient", "weight") else style.reduce:
                put(tag.replace("{how}", how), q.role, q.name, reduced(q.value, how).item())
    if style.names.get("total"):
        norms = torch.stack([q.value.float().norm() for q in step.quantities if q.role == "gradient"])
        put(style.names["total"], "gradient", "", norms.norm().item())
