"""The nine failures, and a healthy run, each trained once and logged in several styles."""

import torch
from torch import nn

from parts import Acos, Log, Op, Softmax, Sqrt, batches, clusters, nll
from recording import train
from styles import HISTOGRAMS, LOSS, SCALARS, TENSORS, Style
from truth import Truth

CASES = {}


def case(name):
    def add(function):
        CASES[name] = function
        return function
    return add


def usual(window=6, **graph):
    return {"tensors": Style("tensors", TENSORS, window, **graph),
            "histograms": Style("histograms", HISTOGRAMS, min(window, 4)),
            "scalars": Style("scalars", SCALARS, window=40)}


class MLP(nn.Module):
    def __init__(self, *widths, activation=torch.relu):
        super().__init__()
        for i in range(len(widths) - 1):
            self.add_module(f"fc{i + 1}", nn.Linear(widths[i], widths[i + 1]))
        self.activation, self.layers = activation, list(self.children())

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.activation(layer(x))
        return self.layers[-1](x)


@case("healthy")
def _():
    torch.manual_seed(1)
    x, y = clusters(48, 6, 3)
    model = MLP(6, 8, 8, 3)
    steps = train(model, batches(x, y, 8), nn.functional.cross_entropy, torch.optim.SGD(model.parameters(), 0.3), 30)
    truth = Truth("none", "unknown", [], [], "A classifier that learns; every number is finite.")
    return truth, steps, usual(5, graph=True), model, x[:8]


@case("log-zero")
def _():
    """Raw features of some tens: the network grows sure of itself until the softmax of the losing class underflows."""
    torch.manual_seed(2)

    class Classifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc1, self.fc2 = nn.Linear(6, 8), nn.Linear(8, 3)
            self.softmax, self.log_prob = nn.Softmax(-1), Log()

        def forward(self, x):
            return self.log_prob(self.softmax(self.fc2(torch.relu(self.fc1(x)))))

    model = Classifier()
    x, y = clusters(64, 6, 3, spread=0.9, scale=60)
    steps = train(model, batches(x, y, 8), nll, torch.optim.SGD(model.parameters(), 8e-4, momentum=0.9), 400)
    truth = Truth("log-zero", "forward", [("activation", "log_prob")], ["log_prob"],
                  "The softmax underflows to exact zeros, whose logarithm is -Inf; times the 0 of a one-hot target "
                  "it makes the loss NaN.", {"tensors", "histograms"})
    styles = usual(graph=True) | {"loss-only": Style("loss", LOSS, 30)}
    return truth, steps, styles, model, x[:8]


@case("sqrt-zero")
def _():
    """A Siamese network whose pairs are drawn at random: one day both halves of a pair are the same example."""
    torch.manual_seed(3)

    class Siamese(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 4))
            self.squares, self.sqrt = Op(lambda a, b: ((a - b) ** 2).sum(-1)), Sqrt()

        def forward(self, a, b):
            both = self.encoder(torch.cat([a, b]))
            return self.sqrt(self.squares(*both.chunk(2)))

    x, y = clusters(120, 6, 4)
    picks = torch.Generator().manual_seed(15)

    def pairs(_):
        i, j = torch.randint(0, 120, (2, 6), generator=picks)
        return (x[i], x[j]), (y[i] == y[j]).float()

    def contrastive(distance, same):
        return (same * distance ** 2 + (1 - same) * torch.relu(1 - distance) ** 2).mean() + 0.01 * distance.mean()

    model = Siamese()
    steps = train(model, pairs, contrastive, torch.optim.Adam(model.parameters(), 3e-3), 60, grad_inputs=("sqrt",))
    truth = Truth("sqrt-zero", "backward", [("grad_input", "sqrt"), ("gradient", "encoder.2.*")],
                  ["sqrt", "encoder.2"],
                  "The distance of two equal examples is 0; the square root's slope there is infinite, and infinity "
                  "times 0 is NaN. Every forward value of the step is finite.", {"tensors", "histograms"})
    return truth, steps, usual(), model, None


@case("arccos-one")
def _():
    """Directions are learnt by the angle between them; once the network is right, the clamped cosine is exactly 1."""
    torch.manual_seed(4)

    class Pointer(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc1, self.fc2 = nn.Linear(4, 10), nn.Linear(10, 3)
            self.cosine = nn.CosineSimilarity(-1)
            self.clamp, self.acos = Op(lambda x: x.clamp(-1, 1)), Acos()

        def forward(self, x, target):
            return self.acos(self.clamp(self.cosine(self.fc2(torch.tanh(self.fc1(x))), target)))

    x = torch.randn(12, 4)
    target = nn.functional.normalize(torch.randn(12, 3), dim=-1)
    model = Pointer()
    steps = train(model, lambda s: ((x[:6], target[:6]) if s % 2 else (x[6:], target[6:]), None),
                  lambda angle, _: angle.mean(), torch.optim.Adam(model.parameters(), 2e-2), 2000)
    truth = Truth("arccos-one", "backward", [("gradient", "fc2.*")], ["acos", "fc2"],
                  "The cosine reaches exactly 1: the angle is 0, the slope of the arc cosine infinite.",
                  {"tensors", "histograms"})
    return truth, steps, usual(), model, None


@case("divide-by-zero")
def _():
    """Features are standardised by their spread in the batch. One is a rare yes or no: a batch without a yes has none."""
    torch.manual_seed(5)

    class Standardize(nn.Module):
        def __init__(self):
            super().__init__()
            self.mean, self.std = Op(lambda x: x.mean(0)), Op(lambda x: (x - x.mean(0)).pow(2).mean(0).sqrt())

        def forward(self, x):
            return (x - self.mean(x)) / self.std(x)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.standardize, self.fc1, self.head = Standardize(), nn.Linear(6, 8), nn.Linear(8, 3)

        def forward(self, x):
            return self.head(torch.relu(self.fc1(self.standardize(x))))

    x, y = clusters(240, 6, 3, spread=0.7)
    x[:, 5] = (torch.rand(240) < 0.2).float().roll(156)
    model = Net()
    steps = train(model, batches(x, y, 12), nn.functional.cross_entropy, torch.optim.Adam(model.parameters(), 1e-2),
                  60, modules=["standardize", "standardize.mean", "standardize.std", "fc1", "head"])
    truth = Truth("divide-by-zero", "forward", [("activation", "standardize")], ["standardize"],
                  "The spread of one feature in the batch is 0, and so is its distance from the mean: 0/0.",
                  {"tensors", "histograms"})
    return truth, steps, usual(5), model, None


@case("learning-rate")
def _():
    """Least squares with a rate beyond 2 over the largest curvature: each step overshoots more than the last."""
    torch.manual_seed(6)
    x, y = clusters(32, 5, 3)
    target = (x @ torch.randn(5, 1)) + 0.1 * torch.randn(32, 1)
    model = nn.Sequential()
    model.add_module("linear", nn.Linear(5, 1))
    steps = train(model, lambda _: (x, target), nn.functional.mse_loss,
                  torch.optim.SGD(model.parameters(), 0.9), 300, stop_after=4)
    truth = Truth("divergence", "loss", [("loss", "")], ["linear"],
                  "The learning rate is too high: loss and weights grow by a steady factor until the squared error "
                  "overflows; the prediction is still finite then.", {"tensors", "histograms", "scalars", "loss-only"},
                  {key: ["forward", "loss"] for key in ("tensors", "histograms", "scalars", "loss-only")})
    styles = {"tensors": Style("tensors", TENSORS, 12), "histograms": Style("histograms", HISTOGRAMS, 12),
              "scalars": Style("scalars", SCALARS, 60), "loss-only": Style("loss", LOSS, 60)}
    return truth, steps, styles, model, None


@case("half-overflow")
def _():
    """House prices in dollars by a network that computes in half precision: the dear ones pass 65,504."""
    torch.manual_seed(7)

    class Half(nn.Linear):
        def forward(self, x):
            return nn.functional.linear(x.half(), self.weight.half(), self.bias.half())

    class Prices(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder, self.act, self.price = Half(5, 12), nn.ReLU(), Half(12, 1)

        def forward(self, x):
            return self.price(self.act(self.encoder(x)))

    x = torch.rand(48, 5)
    dollars = 20_000 + 55_000 * x.mean(1, keepdim=True) + 30_000 * x[:, :1]
    model = Prices()

    def loss(price, y):
        return nn.functional.l1_loss(price.float(), y)

    steps = train(model, batches(x, dollars, 8), loss, torch.optim.Adam(model.parameters(), 1.0), 400,
                  more=lambda _: {"loss_scale": 1.0})
    truth = Truth("range-overflow", "forward", [("activation", "price")], ["price"],
                  "The predicted price passes 65,504, the largest half: Inf.", {"tensors", "histograms", "scalars"})
    return truth, steps, usual(10), model, None


@case("bad-data")
def _():
    """One row of the table has an empty cell, read as NaN; the shuffled order reaches it after some batches."""
    torch.manual_seed(8)
    x, y = clusters(160, 6, 3)
    x[117, 4] = float("nan")
    model = MLP(6, 8, 3, activation=torch.tanh)
    steps = train(model, batches(x, y, 8), nn.functional.cross_entropy,
                  torch.optim.SGD(model.parameters(), 0.2), 30)
    truth = Truth("bad-data", "data", [("input", "fc1")], ["fc1"],
                  "One cell of the data is NaN.", {"tensors", "scalars-of-data"})
    styles = usual() | {"scalars-of-data": Style("scalars", SCALARS | {"input": "data/{}/{how}"}, 40,
                                                 reduce=("min", "max")),
                        "loss-only": Style("loss", LOSS, 30)}
    return truth, steps, styles, model, None


@case("softmax-overflow")
def _():
    """A softmax by hand: exp of a logit beyond 88.7 is Inf, and Inf/Inf is NaN."""
    torch.manual_seed(9)

    class Classifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.pool = nn.Conv2d(1, 3, 3), nn.MaxPool2d(2)
            self.logits, self.softmax = nn.Linear(12, 3), Softmax()

        def forward(self, x):
            return self.softmax(self.logits(self.pool(torch.relu(self.conv(x))).flatten(1)))

    x, y = clusters(48, 36, 3, spread=0.9, scale=35)
    model = Classifier()
    steps = train(model, batches(x.reshape(-1, 1, 6, 6), y, 6), lambda p, y: -(p[range(len(y)), y] + 1e-7).log().mean(),
                  torch.optim.Adam(model.parameters(), 2e-2), 400)
    truth = Truth("exp-overflow", "forward", [("activation", "softmax")], ["softmax"],
                  "A logit passes 88.7, whose exponential is beyond float32: Inf/Inf in the softmax.",
                  {"tensors", "histograms", "scalars", "histograms-caught"})
    styles = usual(4, graph=True) | {"histograms-caught": Style(
        "histograms", HISTOGRAMS | {"gradient": None, "weight": None}, 2, only=("softmax", "logits"),
        bins="tensorflow", guard="catch")}
    return truth, steps, styles, model, x.reshape(-1, 1, 6, 6)[:6]


class NormalizedSGD(torch.optim.Optimizer):
    """Steps of fixed length along the gradient: g over its norm, without a guard."""

    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            norm = torch.stack([p.grad.norm() for p in group["params"]]).norm()
            for p in group["params"]:
                p -= group["lr"] * p.grad / norm


@case("optimizer")
def _():
    """A margin loss is satisfied by a whole batch: all gradients are exactly 0, and 0/0 goes into the weights."""
    torch.manual_seed(10)
    x, y = clusters(48, 6, 2, spread=0.5)
    model = MLP(6, 8, 1)
    sign = (2 * y - 1).float()[:, None]
    steps = train(model, batches(x, sign, 8), lambda out, s: torch.relu(1 - s * out).mean(),
                  NormalizedSGD(model.parameters(), 0.05), 200)
    truth = Truth("optimizer", "update", [("weight", "*")], ["fc1", "fc2"],
                  "The update divides a gradient of exact zeros by its norm: finite gradients, NaN weights.",
                  {"tensors", "histograms"}, {"scalars": ["forward", "update", "unknown"]})
    return truth, steps, usual(), model, None


@case("optimizer-adam")
def _():
    """Adam with eps=0 and a layer that is thawed later: a dead unit's gradient is 0, and so is its second moment."""
    torch.manual_seed(11)
    x, y = clusters(48, 6, 3)
    model = MLP(6, 8, 3)
    with torch.no_grad():
        model.fc1.bias[2] = -40  # a unit that no example wakes
    model.fc1.requires_grad_(False)
    optimizer = torch.optim.Adam(model.fc2.parameters(), 1e-2, eps=0)
    with torch.no_grad():
        model.fc2.weight[:, 2] = 0
    model.fc2.weight.register_hook(lambda g: g + 1e-4 * model.fc2.weight.detach() + 1e-12)

    def thaw(step):
        if step == 17:
            model.fc1.requires_grad_(True)
            optimizer.add_param_group({"params": model.fc1.parameters()})

    steps = train(model, batches(x, y, 8), nn.functional.cross_entropy, optimizer, 40, hook=thaw, weights="before")
    truth = Truth("optimizer", "update", [("weight", "fc1.*")], ["fc1"],
                  "Adam with eps=0: the thawed layer has a dead unit, whose update is 0/0. Weights are logged before "
                  "the step that changes them, so they are bad one step after the update.",
                  {"tensors", "histograms"}, {"scalars": ["forward", "update", "unknown"]}, weights="before")
    return truth, steps, usual(), model, None


@case("amp-skip")
def _():
    """Mixed precision as it should be: the loss scale grows until scaled gradients overflow, the step is skipped."""
    torch.manual_seed(12)
    x, y = clusters(48, 6, 3)
    model = MLP(6, 8, 3)
    scale = [2.0 ** 14]

    def unscale(step):
        for p in model.parameters():
            p.grad.copy_(p.grad.half())  # gradients are computed in half precision
        finite = all(torch.isfinite(p.grad).all() for p in model.parameters())
        for p in model.parameters():
            p.grad.div_(scale[0])
        step.add("scalar", "amp/loss_scale", scale[0])
        step.add("scalar", "amp/skipped", 0 if finite else 1)
        scale[0] = scale[0] * (2 if (step.number + 1) % 3 == 0 else 1) if finite else scale[0] / 2
        return finite

    def loss(output, target):
        value = nn.functional.cross_entropy(output, target)
        value.register_hook(lambda gradient: gradient * scale[0])
        return value

    steps = train(model, batches(x, y, 8), loss, torch.optim.SGD(model.parameters(), 0.3), 36,
                  after_backward=unscale, stop_after=8)
    truth = Truth("range-overflow", "backward", [("gradient", "*")], [],
                  "The gradient scaler tries a scale that is too high, skips the step and halves the scale.",
                  {"tensors", "scalars"}, harmless=True)
    return truth, steps, {"tensors": Style("tensors", TENSORS, 3), "scalars": Style("scalars", SCALARS, 40)}, model, None
