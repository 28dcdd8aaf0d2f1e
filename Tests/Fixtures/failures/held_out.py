"""Failures of the same families in other networks, with other names, optimizers and habits: forward and data."""

from collections import OrderedDict

import torch
from torch import nn

from known import MLP
from parts import Log, Op, Softmax, batches, clusters, nll
from recording import train
from styles import HISTOGRAMS, SCALARS, TENSORS, Style
from truth import Truth

KERAS = {"input": "{/}/input", "activation": "{/}/output_0", "gradient": "{/}/gradient", "weight": "{/}_0",
         "grad_input": "{/}/grad_in", "loss": "batch_loss", "scalar": "{}", "count": "{}/invalid"}
WANDB = {"input": "in.{}", "activation": "out.{}", "gradient": "gradients/{}", "weight": "parameters/{}",
         "grad_input": "d_in.{}", "loss": "train/loss", "scalar": "train/{}", "count": "{}_nonfinite"}
IGNITE = {"activation": "output/{/}/{how}", "gradient": "grads_norm/{/}", "weight": "weights_norm/{/}",
          "loss": "training/loss", "scalar": "training/{}", "total": None}
MEGATRON = {"loss": "lm loss", "total": "grad-norm", "scalar": "{}", "lr": "learning-rate", "scale": "loss-scale"}
SPARSE = {"loss": "loss", "gradient": "grad/{}", "activation": "act/{}"}

ALL = {"tensors", "histograms", "scalars"}
CASES = {}


def case(name):
    def add(function):
        CASES[name] = function
        return function
    return add


def styles(*kinds, tensors=TENSORS, scalars=SCALARS, window=5, **more):
    every = {"tensors": Style("tensors", tensors, window),
             "histograms": Style("histograms", HISTOGRAMS, 3),
             "keras": Style("tensors", KERAS, window), "wandb": Style("tensors", WANDB, window),
             "keras-histograms": Style("histograms", KERAS, 3), "sparse": Style("tensors", SPARSE, window),
             "thinned": Style("tensors", tensors, 40, every=3),
             "scalars": Style("scalars", scalars, 40), "ignite": Style("scalars", IGNITE, 40, reduce=("absmax", "mean")),
             "minmax": Style("scalars", SCALARS | {"input": "inputs/{}/{how}"}, 40, reduce=("min", "max")),
             "megatron": Style("scalars", MEGATRON, 50), "loss-only": Style("loss", {"loss": "loss"}, 40)}
    return {kind: every[kind] for kind in kinds} | more


def chain(**modules):
    return nn.Sequential(OrderedDict(modules))


def data(seed, count=48, features=6, classes=3, **more):
    torch.manual_seed(seed)
    return clusters(count, features, classes, **more)


def run(seed, model, batch, loss, rate, steps=300, optimizer=torch.optim.Adam, **more):
    return train(model, batch, loss, optimizer(model.parameters(), rate), steps, **more)


ce = nn.functional.cross_entropy


@case("vae-exp")
def _():
    """The log variance of a VAE runs away on unscaled data; its exponential overflows."""
    x, _ = data(101, scale=40)
    model = chain(enc=nn.Linear(6, 8), act=nn.ReLU(), log_var=nn.Linear(8, 2), exp=Op(torch.exp), dec=nn.Linear(2, 6))
    nn.init.normal_(model.log_var.weight, 0, 0.25)
    steps = run(101, model, batches(x, x, 8), lambda out, y: ((out.clamp(-1e3, 1e3) - 1e3) ** 2).mean(), 2e-2)
    truth = Truth("exp-overflow", "forward", [("activation", "exp")], ["exp"], "exp(log_var) overflows.", ALL)
    return truth, steps, styles("tensors", "keras", "scalars", "thinned"), model, None


@case("gan-log")
def _():
    """The discriminator is too sure: sigmoid gives exactly 1, and log(1 - 1) is -Inf."""
    x, y = data(102, classes=2, spread=0.3, scale=9)
    model = chain(disc=nn.Linear(6, 8), act=nn.LeakyReLU(0.2), score=nn.Linear(8, 1), sigmoid=nn.Sigmoid(),
                  one_minus=Op(lambda p: 1 - p), log=Log())
    steps = run(102, model, batches(x, y, 8),
                lambda out, y: (out.squeeze(1) * torch.where(y == 1, 1.0, -0.02)).mean(), 3e-3)
    truth = Truth("log-zero", "forward", [("activation", "log")], ["log"], "log(1 - D(x)) where D(x) is 1.",
                  {"tensors", "wandb", "minmax"})
    return truth, steps, styles("tensors", "wandb", "minmax", "loss-only"), model, None


@case("entropy")
def _():
    """An entropy bonus p * log p of probabilities that underflow: 0 times -Inf."""
    x, y = data(103, scale=70)
    model = chain(body=nn.Linear(6, 3), probs=nn.Softmax(-1), entropy=Op(lambda p: (p * p.log()).sum(-1)))
    steps = run(103, model, batches(x, y, 6), lambda out, y: out.mean() ** 2, 1e-3)
    truth = Truth("log-zero", "forward", [("activation", "entropy")], ["entropy"], "p log p at p = 0.",
                  {"tensors", "keras-histograms"})
    return truth, steps, styles("tensors", "keras-histograms", "ignite"), model, None


@case("log1p")
def _():
    """log1p of -1: returns of -100 % that nobody clamped."""
    torch.manual_seed(104)
    x = torch.randn(90, 4) * 0.35
    x[61, 2] = -1.0
    x = x.clamp(min=-1)
    x[:48] = x[:48].clamp(min=-0.9)
    model = chain(log1p=Op(torch.log1p), fc=nn.Linear(4, 6), act=nn.Tanh(), out=nn.Linear(6, 1))
    steps = run(104, model, batches(x, x[:, :1], 6), nn.functional.mse_loss, 1e-2, 20)
    truth = Truth("log-zero", "forward", [("activation", "log1p")], ["log1p"], "log1p(-1) is -Inf.",
                  {"tensors", "wandb"})
    return truth, steps, styles("tensors", "wandb", "histograms"), model, None


@case("attention-masked-row")
def _():
    """One sequence is padding from end to end: a softmax over nothing but -Inf."""
    torch.manual_seed(105)

    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.q, self.k, self.v = nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4)
            self.mask, self.softmax = Op(lambda s, m: s.masked_fill(m[:, None] == 0, -torch.inf)), nn.Softmax(-1)
            self.out = nn.Linear(4, 2)

        def forward(self, x, m):
            weights = self.softmax(self.mask(self.q(x) @ self.k(x).transpose(1, 2), m))
            return self.out((weights @ self.v(x)).mean(1))

    lengths = torch.randint(1, 6, (60,))
    lengths[44] = 0
    x, y = torch.randn(60, 5, 4), torch.arange(60) % 2
    m = (torch.arange(5) < lengths[:, None]).float()

    def batch(step):
        at = [(step * 4 + i) % 60 for i in range(4)]
        return (x[at], m[at]), y[at]

    model = Attention()
    steps = run(105, model, batch, ce, 1e-2, 30, benign=("mask", "softmax"))
    truth = Truth("unknown", "forward", [("activation", "softmax")], ["softmax"],
                  "A row of the mask hides every key: softmax of -Inf only. -Inf in the mask is meant to be.",
                  benign=("mask",), alsoCauses=("exp-overflow", "divide-by-zero"))
    only = {k: Style("tensors", n | {"input": None}, 4) for k, n in (("tensors", TENSORS), ("keras", KERAS))}
    return truth, steps, only, model, None


@case("healthy-attention")
def _():
    """-Inf in a causal mask, by design."""
    torch.manual_seed(106)

    class Causal(nn.Module):
        def __init__(self):
            super().__init__()
            self.qk, self.mask = nn.Linear(4, 4), Op(lambda s: s.masked_fill(torch.ones(5, 5).triu(1) == 1, -torch.inf))
            self.softmax, self.out = nn.Softmax(-1), nn.Linear(4, 2)

        def forward(self, x):
            return self.out((self.softmax(self.mask(self.qk(x) @ x.transpose(1, 2))) @ x).mean(1))

    model = Causal()
    x = torch.randn(40, 5, 4)
    steps = run(106, model, batches(x, (x.sum((1, 2)) > 0).long(), 5), ce, 1e-2, 14, stop_after=9)
    truth = Truth("unknown", "forward", [("activation", "mask")], ["mask"], "-Inf of a causal mask.", harmless=True)
    return truth, steps, styles("tensors"), model, None


@case("layer-norm")
def _():
    """A layer norm without epsilon: an empty row has no spread."""
    x, y = data(107, count=90, spread=0.9)
    x[67] = 0

    class Norm(nn.Module):
        def __init__(self):
            super().__init__()
            self.std = Op(lambda x: (x - x.mean(-1, keepdim=True)).pow(2).mean(-1, keepdim=True).sqrt())

        def forward(self, x):
            return (x - x.mean(-1, keepdim=True)) / self.std(x)

    model = chain(fc=nn.Linear(6, 5, bias=False), relu=nn.ReLU(), layer_norm=Norm(), head=nn.Linear(5, 3))
    steps = run(107, model, batches(x, y, 6), ce, 2e-2, modules=["fc", "relu", "layer_norm", "layer_norm.std", "head"])
    truth = Truth("divide-by-zero", "forward", [("activation", "layer_norm")], ["layer_norm"], "0/0: no spread.",
                  {"tensors", "wandb", "histograms"})
    return truth, steps, styles("tensors", "wandb", "histograms", "scalars"), model, None


@case("last-batch-of-one")
def _():
    """The data set's last batch holds one example, whose unbiased spread is 0/0."""
    x, y = data(108, count=73)

    def batch(step):
        at = list(range((step % 10) * 8, min((step % 10) * 8 + 8, 73)))
        return x[at], y[at]

    model = chain(fc=nn.Linear(6, 8), batch_norm=Op(lambda x: (x - x.mean(0)) / (x.std(0) + 1e-5)),
                  act=nn.ReLU(), head=nn.Linear(8, 3))
    steps = run(108, model, batch, ce, 1e-2, 30)
    truth = Truth("divide-by-zero", "forward", [("activation", "batch_norm")], ["batch_norm"],
                  "The spread over one example divides by n - 1 = 0.", alsoCauses=("unknown",))
    return truth, steps, styles("tensors", "keras", "ignite"), model, None


@case("unit-vector")
def _():
    """x / norm(x) of an example that is all zeros (padding)."""
    x, y = data(109, count=120)
    x[83] = 0
    model = chain(unit=Op(lambda x: x / x.norm(dim=-1, keepdim=True)), fc=nn.Linear(6, 8), act=nn.ReLU(),
                  head=nn.Linear(8, 3))
    steps = run(109, model, batches(x, y, 6), ce, 1e-2, 30)
    truth = Truth("divide-by-zero", "forward", [("activation", "unit")], ["unit"], "0/0: the norm of zeros.",
                  {"tensors", "wandb"})
    return truth, steps, styles("tensors", "wandb", "sparse"), model, None


@case("reciprocal")
def _():
    """1/x of a count that is 0 in one example."""
    torch.manual_seed(110)
    counts = torch.randint(1, 9, (80, 3)).float()
    counts[52, 1] = 0
    model = chain(reciprocal=Op(torch.reciprocal), fc=nn.Linear(3, 6), act=nn.ReLU(), out=nn.Linear(6, 1))
    steps = run(110, model, batches(counts, counts[:, :1], 5), nn.functional.mse_loss, 1e-2, 30)
    truth = Truth("divide-by-zero", "forward", [("activation", "reciprocal")], ["reciprocal"], "1/0 is Inf.",
                  {"tensors", "keras", "minmax"})
    return truth, steps, styles("tensors", "keras", "minmax", "histograms"), model, None


@case("masked-mean")
def _():
    """The mean over valid pixels of an image without any: 0/0, in the loss."""
    torch.manual_seed(111)
    x = torch.randn(60, 8)
    valid = (torch.rand(60, 8) < 0.6).float()
    valid[57] = 0

    class Head(nn.Module):
        def __init__(self):
            super().__init__()
            self.depth, self.count = nn.Linear(8, 8), Op(lambda m: m.sum(1))
            self.masked_mean = Op(lambda e, n: e / n)

        def forward(self, x, m):
            return self.masked_mean((m * (self.depth(x) - 1).abs()).sum(1), self.count(m))

    def batch(step):
        at = [(step * 4 + i) % 60 for i in range(4)]
        return (x[at], valid[at]), None

    model = Head()
    steps = run(111, model, batch, lambda out, _: out.mean(), 1e-2, 30)
    truth = Truth("divide-by-zero", "forward", [("activation", "masked_mean")], ["masked_mean"], "0/0: count is 0.",
                  {"tensors", "keras", "minmax"})
    return truth, steps, styles("tensors", "keras", "minmax", "loss-only"), model, None


@case("softplus")
def _():
    """log(1 + exp(x)) by hand."""
    x, y = data(112, scale=30)
    model = chain(fc=nn.Linear(6, 4), softplus=Op(lambda x: torch.log(1 + torch.exp(x))))
    steps = run(112, model, batches(x, y, 6), lambda out, y: (out - 400).abs().mean(), 3e-2)
    truth = Truth("exp-overflow", "forward", [("activation", "softplus")], ["softplus"], "exp overflows.",
                  {"tensors", "histograms", "scalars"})
    return truth, steps, styles("tensors", "histograms", "scalars"), model, None


@case("attention-softmax")
def _():
    """A softmax by hand over attention scores that grow."""
    torch.manual_seed(113)

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.query, self.key, self.probs, self.out = nn.Linear(4, 6), nn.Linear(4, 6), Softmax(), nn.Linear(4, 1)

        def forward(self, x):
            return self.out(self.probs(self.query(x) @ self.key(x).transpose(1, 2)) @ x)[:, 0]

    x = 3 * torch.randn(40, 4, 4)
    model = Block()
    steps = run(113, model, batches(x, x.amax((1, 2))[:, None], 5), nn.functional.mse_loss, 3e-2)
    truth = Truth("exp-overflow", "forward", [("activation", "probs")], ["probs"], "exp of a score beyond 88.7.", set())
    return truth, steps, styles("tensors", "wandb", "ignite"), model, None


@case("half-scores")
def _():
    """q.k in half precision passes 65,504."""
    torch.manual_seed(114)

    class Scores(nn.Module):
        def __init__(self):
            super().__init__()
            self.q, self.k = nn.Linear(4, 6), nn.Linear(4, 6)
            self.scores = Op(lambda q, k: (q.half().float() @ k.half().float().transpose(1, 2)).half())
            self.squash = Op(lambda s: torch.tanh(s.float() / 6e4))

        def forward(self, x):
            return self.squash(self.scores(self.q(x), self.k(x))).mean((1, 2))

    x = 12 * torch.randn(40, 3, 4)
    model = Scores()
    steps = run(114, model, batches(x, x[:, 0, 0], 5), lambda out, y: (out.abs() - 1).pow(2).mean(), 5e-2)
    truth = Truth("range-overflow", "forward", [("activation", "scores")], ["scores"], "A half passes 65,504.",
                  {"tensors", "keras", "scalars"})
    return truth, steps, styles("tensors", "keras", "ignite"), model, None


@case("half-sum")
def _():
    """A sum of squares in half precision."""
    x, y = data(115, scale=20)
    model = chain(proj=nn.Linear(6, 16), sum_sq=Op(lambda h: h.half().pow(2).sum(1)), scale=Op(lambda s: s.float() / 6e4))
    steps = run(115, model, batches(x, y, 6), lambda out, y: (out - 1.2).pow(2).mean(), 1e-1)
    truth = Truth("range-overflow", "forward", [("activation", "sum_sq")], ["sum_sq"], "A half passes 65,504.",
                  {"tensors", "wandb", "histograms"})
    return truth, steps, styles("tensors", "wandb", "histograms"), model, None


@case("data-inf")
def _():
    """A ratio computed in preprocessing divides by zero: Inf in one row of the data."""
    x, y = data(116, count=140)
    x[101, 0] = torch.inf
    model = chain(dense=nn.Linear(6, 8), act=nn.Sigmoid(), dense_1=nn.Linear(8, 3))
    steps = run(116, model, batches(x, y, 7), ce, 1e-2, 30)
    truth = Truth("bad-data", "data", [("input", "dense")], ["dense"], "One cell of the data is Inf.",
                  {"tensors", "keras", "minmax"})
    return truth, steps, styles("tensors", "keras", "minmax", "scalars", "sparse"), model, None


@case("target-nan")
def _():
    """A label of a regression is missing; inputs and outputs are fine."""
    x, _ = data(117, count=140)
    target = x.sum(1, keepdim=True)
    target[75] = torch.nan
    model = MLP(6, 8, 1)
    steps = run(117, model, batches(x, target, 7), nn.functional.mse_loss, 1e-2, 30)
    truth = Truth("bad-data", "loss", [("loss", "")], ["loss"], "A target is NaN, which is not logged: only the loss "
                  "and what follows from it are bad.", accept={"tensors": ["data", "forward"], "scalars": ["data"]})
    return truth, steps, styles("tensors", "scalars", "loss-only"), model, None


@case("rnn-explodes")
def _():
    """A recurrent network without a squashing function: the state grows with each update of its weights."""
    torch.manual_seed(118)

    class RNN(nn.Module):
        def __init__(self):
            super().__init__()
            self.cell_in, self.cell_rec, self.readout = nn.Linear(3, 4), nn.Linear(4, 4), nn.Linear(4, 1)

        def forward(self, x):
            h = torch.zeros(len(x), 4)
            for t in range(x.shape[1]):
                h = self.cell_in(x[:, t]) + self.cell_rec(h)
            return self.readout(h)

    x = torch.randn(20, 6, 3)
    model = RNN()
    steps = run(118, model, batches(x, x.sum((1, 2))[:, None], 10), nn.functional.mse_loss, 0.06, 200, torch.optim.SGD,
                modules=["readout"])
    # The recurrence overflows before the readout, which is given its last state: of what is logged its input is first.
    truth = Truth("divergence", "forward", [("input", "readout")], ["readout"], "Divergence.", set(),
                  {k: ["loss", "forward", "backward", "update"] for k in ("tensors", "scalars", "megatron")},
                  alsoCauses=("range-overflow",))
    return truth, steps, styles("tensors", "scalars", "megatron", window=10), model, None


@case("momentum-diverges")
def _():
    """Least squares with momentum and a rate too high: growth that swings."""
    x, _ = data(119)
    model = chain(dense=nn.Linear(6, 1))
    steps = train(model, lambda _: (x, x.sum(1, keepdim=True)), nn.functional.mse_loss,
                  torch.optim.SGD(model.parameters(), 0.8, momentum=0.6), 300)
    truth = Truth("divergence", "loss", [("loss", "")], ["dense"], "Divergence.",
                  {"tensors", "ignite", "megatron", "loss-only"},
                  {k: ["loss", "forward", "backward"] for k in ("tensors", "ignite", "megatron", "loss-only")},
                  alsoCauses=("range-overflow",))
    return truth, steps, styles("tensors", "ignite", "megatron", "loss-only", window=12), model, None


@case("healthy-rnn")
def _():
    torch.manual_seed(120)
    x = torch.randn(24, 5, 3)
    model = nn.Sequential(OrderedDict(fc=nn.Linear(15, 8), act=nn.Tanh(), out=nn.Linear(8, 2)))
    steps = run(120, model, batches(x.flatten(1), (x.sum((1, 2)) > 0).long(), 8), ce, 1e-2, 20)
    return Truth("none", "unknown", [], [], "Healthy."), steps, styles("keras", "ignite", "megatron"), model, None


@case("healthy-huge")
def _():
    """Large but finite values, exact zeros and ones everywhere: nothing failed."""
    x, _ = data(121)
    x = (x > 0).float()
    model = chain(fc=nn.Linear(6, 6), relu=nn.ReLU(), sqrt_safe=Op(lambda x: (x + 1e-6).sqrt()), out=nn.Linear(6, 1))
    steps = run(121, model, batches(x, 1e15 * x.sum(1, keepdim=True), 8), nn.functional.mse_loss, 1e-2, 20)
    return Truth("none", "unknown", [], [], "Healthy."), steps, styles("tensors", "wandb", "scalars"), model, None


@case("perplexity")
def _():
    """exp(loss) overflows in the first steps, the loss itself is fine."""
    x, y = data(122, scale=300)
    model = MLP(6, 3)
    shown = {}

    def loss(out, y):
        shown["ppl"] = (value := ce(out, y)).detach().exp()
        return value

    steps = run(122, model, batches(x, y, 8), loss, 2e-1, 40, more=lambda _: {"perplexity": shown["ppl"]}, stop_after=30)
    truth = Truth("exp-overflow", "unknown", [("scalar", "perplexity")], [], "A derived metric.", harmless=True)
    return truth, steps, styles("scalars", "megatron"), model, None


import held_out_backward  # noqa: E402, F401  (adds its cases)
