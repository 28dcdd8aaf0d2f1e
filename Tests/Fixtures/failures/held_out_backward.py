"""Failures of the same families in other networks: backward and update."""

import torch
from torch import nn

from held_out import ce, case, chain, data, run, styles
from known import MLP, NormalizedSGD
from parts import Op, Sqrt, batches
from recording import train
from styles import SCALARS, TENSORS, Style
from truth import Truth


@case("pow-half")
def _():
    """x ** 0.5 of a count that is 0 in one example: the slope is infinite."""
    x, y = data(201, count=96, spread=0.8)
    x[70] = 0
    model = chain(fc=nn.Linear(6, 6, bias=False), abs=Op(torch.abs), pow=Op(lambda x: x ** 0.5), head=nn.Linear(6, 3))
    steps = run(201, model, batches(x, y, 6), ce, 2e-2)
    truth = Truth("sqrt-zero", "backward", [("gradient", "fc.*")], ["pow", "fc"], "The slope of x**0.5 at 0.",
                  {"tensors", "keras", "histograms"})
    return truth, steps, styles("tensors", "keras", "histograms", "ignite"), model, None


@case("penalty-distance")
def _():
    """A penalty on the distance from a snapshot of the weights, which is 0 when the snapshot is taken."""
    x, y = data(202)
    model = MLP(6, 8, 3)
    anchor = [model.fc2.weight.detach() + 0.1]

    def snapshot(step):
        if step == 19:
            anchor[0] = model.fc2.weight.detach().clone()

    def loss(out, y):
        return ce(out, y) + 1e-2 * ((model.fc2.weight - anchor[0]) ** 2).sum().sqrt()

    steps = run(202, model, batches(x, y, 8), loss, 1e-2, 40, hook=snapshot, weights="before")
    truth = Truth("sqrt-zero", "backward", [("gradient", "fc2.weight")], ["fc2"], "The slope of sqrt at 0, in a penalty "
                  "that is not logged.", set(), weights="before")
    return truth, steps, styles("tensors", "wandb", "histograms", "scalars"), model, None


@case("clip-spreads")
def _():
    """Clipping by the global norm: one NaN gradient makes all of them NaN before they are logged."""
    x, y = data(203, count=120)
    model = chain(embed=nn.Linear(6, 4), square=Op(lambda x: (x[::2] - x[1::2]).pow(2).sum(1)), sqrt=Sqrt(),
                  head=Op(lambda d: d[:, None]), out=nn.Linear(1, 1))
    x[74:76] = 0  # two empty rows

    def clip(_):
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)

    steps = run(203, model, batches(x, y, 6), lambda out, y: ((out - 1) ** 2).mean(), 1e-2, 30, after_backward=clip)
    truth = Truth("sqrt-zero", "backward", [("gradient", "*")], ["sqrt", "embed", "out"],
                  "The slope of sqrt at 0; clipping spreads the NaN.", {"tensors", "keras"})
    return truth, steps, styles("tensors", "keras", "scalars", "megatron"), model, None


@case("std-of-constant")
def _():
    """The spread of a constant row is 0 and finite; its slope is not."""
    torch.manual_seed(204)
    x = torch.randn(80, 4)
    x[49] = 1.5

    def spread(h):
        h = h.squeeze(-1)
        return (h - h.mean(1, keepdim=True)).pow(2).mean(1, keepdim=True).sqrt()

    model = chain(scale=nn.Linear(1, 1), std=Op(spread), out=nn.Linear(1, 1))
    steps = run(204, model, batches(x[..., None], x.std(1, keepdim=True), 4), nn.functional.mse_loss, 1e-2, 30)
    truth = Truth("sqrt-zero", "backward", [("gradient", "scale.*")], ["std", "scale"],
                  "The slope of a standard deviation at 0.", {"tensors"}, alsoCauses=("divide-by-zero",))
    return truth, steps, styles("tensors", "scalars"), model, None


@case("atan-of-ratio")
def _():
    """atan(y / x) of a point at the origin: 0/0, going forward."""
    torch.manual_seed(205)
    x = torch.randn(64, 2)
    x[43] = 0
    model = chain(ratio=Op(lambda v: v[:, :1] / v[:, 1:]), atan=Op(torch.atan), out=nn.Linear(1, 1))
    steps = run(205, model, batches(x, torch.atan2(x[:, :1], x[:, 1:]), 4), nn.functional.mse_loss, 1e-2, 30)
    truth = Truth("divide-by-zero", "forward", [("activation", "ratio")], ["ratio"], "0/0.", {"tensors"})
    return truth, steps, styles("tensors", "wandb"), model, None


@case("asin")
def _():
    """asin of a tanh that saturates at 1: its own slope is 0 there, and 0 times Inf is NaN."""
    x, _ = data(206, count=80, scale=30)
    model = chain(fc=nn.Linear(6, 1), tanh=nn.Tanh(), asin=Op(torch.asin))
    nn.init.normal_(model.fc.weight, 0, 0.05)
    steps = run(206, model, batches(x, torch.sign(x[:, :1]), 5), nn.functional.mse_loss, 1e-2)
    truth = Truth("arccos-one", "backward", [("gradient", "fc.*")], ["asin", "fc"], "The slope of asin at 1.",
                  {"tensors", "keras", "histograms", "minmax"})
    return truth, steps, styles("tensors", "keras", "histograms", "minmax", "loss-only"), model, None


@case("geodesic")
def _():
    """The angle between rotations: acos((trace - 1) / 2) of equal ones."""
    torch.manual_seed(207)
    a = torch.rand(60) * 2
    target = a.clone()
    model = chain(angle=nn.Linear(1, 1))
    with torch.no_grad():
        model.angle.weight.fill_(1.3), model.angle.bias.fill_(0.2)

    class Geodesic(nn.Module):
        def __init__(self):
            super().__init__()
            self.angle = model.angle
            self.cos, self.geodesic = Op(lambda d: torch.cos(d).clamp(-1, 1)), Op(torch.acos)

        def forward(self, x):
            return self.geodesic(self.cos(self.angle(x[:, :1]) - x[:, 1:]))

    net = Geodesic()
    steps = run(207, net, batches(torch.stack([a, target], 1), a, 6), lambda out, _: out.mean(), 1e-2)
    truth = Truth("arccos-one", "backward", [("gradient", "angle.*")], ["geodesic", "angle"], "The slope of acos at 1.",
                  {"tensors", "wandb", "minmax"})
    return truth, steps, styles("tensors", "wandb", "minmax", "scalars"), net, None


@case("nan-rate")
def _():
    """A schedule divides by the steps that are left: the learning rate itself is NaN."""
    x, y = data(208)
    model = MLP(6, 8, 3)
    optimizer = torch.optim.SGD(model.parameters(), 0.1)

    def schedule(step):
        left = torch.tensor(float(max(14 - step, 0)))
        optimizer.param_groups[0]["lr"] = float(0.1 * left / left) if step else 0.1

    steps = train(model, batches(x, y, 8), ce, optimizer, 30, hook=schedule)
    truth = Truth("optimizer", "update", [("scalar", "lr"), ("weight", "*")], ["fc1", "fc2"],
                  "The learning rate is NaN: finite gradients, NaN weights.", {"tensors", "scalars", "megatron"},
                  {"megatron": ["update", "unknown"]}, alsoCauses=("divergence",))
    return truth, steps, styles("tensors", "scalars", "megatron"), model, None


@case("rmsprop")
def _():
    """RMSprop with eps=0 and rows of an embedding that no batch has used: 0/0."""
    torch.manual_seed(209)
    ids = torch.randint(0, 6, (60, 3))
    model = chain(flat=Op(lambda i: i), embedding=nn.Embedding(8, 4), pool=Op(lambda e: e.mean(1)), head=nn.Linear(4, 2))
    model.embedding.weight.requires_grad_(False)
    optimizer = torch.optim.RMSprop(model.head.parameters(), 1e-2, eps=1e-8)

    def thaw(step):
        if step == 11:
            model.embedding.weight.requires_grad_(True)
            optimizer.add_param_group({"params": [model.embedding.weight], "eps": 0})

    steps = train(model, batches(ids, ids[:, 0] % 2, 6), ce, optimizer, 20, hook=thaw)
    truth = Truth("optimizer", "update", [("weight", "embedding.weight")], ["embedding"], "0/0 in RMSprop.",
                  {"tensors", "keras", "histograms"})
    return truth, steps, styles("tensors", "keras", "histograms"), model, None


@case("half-adam")
def _():
    """Weights and Adam's moments in half precision: the squares of small gradients underflow to 0, and g/0 is Inf."""
    x, y = data(210)
    model = MLP(6, 8, 3)
    moments = {}

    class HalfAdam(torch.optim.Optimizer):
        def __init__(self, parameters):
            super().__init__(parameters, {"lr": 1e-2})

        @torch.no_grad()
        def step(self):
            for group in self.param_groups:
                for p in group["params"]:
                    m, v = moments.get(p, (torch.zeros_like(p), torch.zeros_like(p)))
                    m = (0.9 * m + 0.1 * p.grad).half().float()
                    v = (0.45 * v + 0.55 * p.grad ** 2).half().float()
                    moments[p] = m, v
                    p -= group["lr"] * m / v.sqrt()

    steps = train(model, batches(x, y, 8), ce, HalfAdam(model.parameters()), 400)
    truth = Truth("optimizer", "update", [("weight", "*")], ["fc1", "fc2"], "g/0 in a half-precision Adam.",
                  {"tensors", "wandb"}, {"scalars": ["forward", "update", "unknown"]}, alsoCauses=("divide-by-zero",))
    return truth, steps, styles("tensors", "wandb", "scalars"), model, None


@case("normalized-before")
def _():
    """A step along g over its norm, with weights logged before it: they are bad one step later."""
    x, y = data(211, classes=2)
    model = MLP(6, 8, 1, activation=torch.tanh)
    sign = (2 * y - 1).float()[:, None]
    steps = train(model, batches(x, sign, 8), lambda out, s: torch.relu(1 - s * out).mean(),
                  NormalizedSGD(model.parameters(), 0.04), 200, weights="before")
    truth = Truth("optimizer", "update", [("weight", "*")], ["fc1", "fc2"], "0/0 in the update.",
                  {"tensors", "wandb"}, {"ignite": ["update"]}, weights="before")
    return truth, steps, styles("tensors", "wandb", "ignite"), model, None


@case("skipped-steps")
def _():
    """Mixed precision with two skipped steps, half gradients, DeepSpeed-like names. Nothing fails."""
    x, y = data(212)
    model = MLP(6, 8, 3)
    scale = [2.0 ** 15]

    def unscale(step):
        for p in model.parameters():
            p.grad.copy_(p.grad.half())
        finite = all(torch.isfinite(p.grad).all() for p in model.parameters())
        for p in model.parameters():
            p.grad.div_(scale[0])
        step.add("scalar", "scale", scale[0])
        scale[0] = (scale[0] * (2 if step.number % 6 == 5 else 1)) if finite else scale[0] / 2
        return finite

    def loss(output, target):
        value = ce(output, target)
        value.register_hook(lambda gradient: gradient * scale[0])
        return value

    steps = run(212, model, batches(x, y, 8), loss, 1e-2, 40, after_backward=unscale, stop_after=12)
    truth = Truth("range-overflow", "backward", [("gradient", "*")], [], "Skipped steps.", harmless=True)
    scalars = SCALARS | {"scale": "Train/Samples/loss_scale"}
    return truth, steps, {"scalars": Style("scalars", scalars, 40), "tensors": Style("tensors", TENSORS, 3)} | styles(
        "megatron"), model, None
