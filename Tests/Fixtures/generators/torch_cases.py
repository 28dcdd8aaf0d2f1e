"""Files of torch.utils.tensorboard.SummaryWriter."""

import warnings

import numpy as np
import torch
from torch.utils.tensorboard import SummaryWriter

from .common import EVENTS, INF, NAN, START, Clock, case, finding, histogram, main, scalar, tensor, wall

clock = Clock()
warnings.simplefilter("ignore")


@case("torch/scalar")
def _(c):
    """add_scalar: NaN, both infinities, and a finite double that overflows simple_value's float32."""
    with SummaryWriter(c.dir) as w:
        for step in range(6):
            w.add_scalar("loss", NAN if step in (3, 4) else 1 / (step + 1), step, wall(step))
            w.add_scalar("ratio", INF if step == 2 else 0.5, step, wall(step))
            w.add_scalar("log_prob", -INF if step == 5 else -0.5, step, wall(step))
            w.add_scalar("double", 1e39 if step == 1 else 1e37, step, wall(step))
            w.add_scalar("lr", 0.1, step, wall(step))
    c.expect(EVENTS, scalar("double", "+inf", 1), scalar("ratio", "+inf", 2), scalar("loss", "nan", 3, 2),
             scalar("log_prob", "-inf", 5))


@case("torch/scalar-new-style")
def _(c):
    """add_scalar(new_style=True): a tensor without a shape, float32 or (double_precision) float64."""
    with SummaryWriter(c.dir) as w:
        for step, x in enumerate([0.5, NAN, INF, -INF, 0.25]):
            w.add_scalar("single", x, step, wall(step), new_style=True)
            w.add_scalar("double", x, step, wall(step), new_style=True, double_precision=True)
        w.add_scalar("big", 1e39, 5, wall(5), new_style=True, double_precision=True)
    c.expect(EVENTS, *[tensor(tag, kind, step, 0) for step, kind in [(1, "nan"), (2, "+inf"), (3, "-inf")]
                       for tag in ("single", "double")])


@case("torch/scalars")
def _(c):
    """add_scalars: one sub-run per key."""
    with SummaryWriter(c.dir) as w:
        for step in range(3):
            w.add_scalars("loss", {"train": NAN if step == 2 else 1.0, "val": 2.0}, step, wall(step))
    # The main file holds its version record only.
    names = [f"events.out.tfevents.{START}.host.1.0"]
    c.expect(names[0])
    c.expect("loss_train/" + names[0], scalar("loss", "nan", 2))
    c.expect("loss_val/" + names[0])


def must_fail(text, call):
    try:
        call()
    except ValueError as error:
        assert text in str(error), error
    else:
        raise AssertionError("expected the writer to refuse")


@case("torch/histogram")
def _(c):
    """add_histogram, default bins. The bins leave bad elements out, so num - sum(bucket) bounds their count."""
    base = np.array([1, 1.5, 2, 2.5, 3], np.float64)

    def with_(*bad):
        return np.concatenate([base[:2], bad, base[2:]])

    with SummaryWriter(c.dir) as w:
        planted = {"nan": with_(NAN, NAN, NAN), "+inf": with_(INF, INF), "-inf": with_(-INF, -INF),
                   "both": with_(-INF, INF, INF), "nan+inf": with_(NAN, INF, NAN),
                   "huge": with_(1e200), "normal": base, "integers": np.arange(1, 6)}
        for tag, values in planted.items():
            w.add_histogram(tag, base, 0, walltime=wall(0))
            w.add_histogram(tag, values, 1, walltime=wall(1))
        must_fail("histogram is empty", lambda: w.add_histogram("all-nan", np.array([NAN, NAN]), 1))
        must_fail("not finite", lambda: w.add_histogram("auto", with_(NAN), 1, bins="auto"))
    c.expect(EVENTS,
             histogram("nan", "nan", 1, 3, planted=3),
             histogram("+inf", "+inf", 1, 2, planted=2),
             histogram("-inf", "-inf", 1, 2, planted=2),
             # min = -Inf, max = +Inf, sum = NaN although no element is NaN
             histogram("both", "-inf", 1, 3, planted=1), histogram("both", "+inf", 1, 3, planted=2),
             # the infinity hides behind the NaNs: min = max = NaN
             histogram("nan+inf", "nan", 1, 3, planted=2),
             lowSeverity=[{"tag": "huge", "what": "accumulator-overflow", "kind": "+inf", "place": "histogram",
                           "firstStep": 1, "why": "sum_squares = 1e400; every element is finite"}])


@case("torch/histogram-raw")
def _(c):
    """add_histogram_raw stores the caller's numbers: a last limit of +Inf is a habit, not a finding."""
    with SummaryWriter(c.dir) as w:
        w.add_histogram_raw("open-ended", 0.0, 9.0, 4, 12.0, 90.0, [1.0, 2.0, INF], [1, 1, 2], 0, wall(0))
        w.add_histogram_raw("nan-bounds", NAN, NAN, 4, NAN, NAN, [1.0, 2.0], [1, 1], 1, wall(1))
    c.expect(EVENTS, histogram("nan-bounds", "nan", 1, 2))


def kinds(tag, step, nan, pos, neg):
    """NaN, +Inf and -Inf once each, at these row-major positions."""
    return [tensor(tag, "nan", step, nan), tensor(tag, "+inf", step, pos), tensor(tag, "-inf", step, neg)]


@case("torch/tensor")
def _(c):
    """add_tensor in the dtypes that go to their proper fields."""
    grid = [[0.5, NAN, -1.0], [INF, 2.0, -INF]]
    with SummaryWriter(c.dir) as w:
        for dtype in (torch.float32, torch.float64):
            name = str(dtype).removeprefix("torch.")
            w.add_tensor(name, torch.ones(2, 3, dtype=dtype), 0, wall(0))
            w.add_tensor(name, torch.tensor(grid, dtype=dtype), 1, wall(1))
        for dtype in (torch.complex64, torch.complex128):
            name = str(dtype).removeprefix("torch.")
            parts = [complex(1, 0), complex(NAN, 1), complex(1, INF), complex(NAN, -INF), complex(2, 2)]
            w.add_tensor(name, torch.tensor(parts, dtype=dtype), 1, wall(1))
        for dtype in (torch.uint8, torch.int32, torch.int64, torch.bool):
            w.add_tensor(str(dtype).removeprefix("torch."), torch.tensor([0, 1, 127], dtype=dtype), 1, wall(1))
        w.add_tensor("rank0", torch.tensor(NAN), 2, wall(2))
        w.add_tensor("empty", torch.zeros(0, 4), 2, wall(2))
    c.expect(EVENTS, *kinds("float32", 1, 1, 3, 5), *kinds("float64", 1, 1, 3, 5),
             *[f for tag in ("complex64", "complex128") for f in
               (tensor(tag, "nan", 1, 1, 2), tensor(tag, "+inf", 1, 2), tensor(tag, "-inf", 1, 3))],
             tensor("rank0", "nan", 2, 0))


@case("torch/tensor-half")
def _(c):
    """add_tensor of float16 and bfloat16: half_val holds float32 bits (pytorch#108351), not 16 bits."""
    grid = [[0.5, NAN, -1.0], [INF, 2.0, -INF]]
    with SummaryWriter(c.dir) as w:
        for dtype in (torch.float16, torch.bfloat16):
            name = str(dtype).removeprefix("torch.")
            w.add_tensor(name, torch.tensor([[0.0, -0.0, 1.0], [65504.0, -2.0, 6e-8]]).to(dtype), 0, wall(0))
            w.add_tensor(name, torch.tensor(grid).to(dtype), 1, wall(1))
            w.add_tensor(name + "/all-nan", torch.full((4,), NAN).to(dtype), 2, wall(2))
    c.expect(EVENTS, *kinds("float16", 1, 1, 3, 5), *kinds("bfloat16", 1, 1, 3, 5),
             tensor("float16/all-nan", "nan", 2, 0, 4), tensor("bfloat16/all-nan", "nan", 2, 0, 4))


@case("torch/hparams")
def _(c):
    """add_hparams with a NaN and an Inf among the hyperparameters and -Inf as a metric (its own sub-run)."""
    with SummaryWriter(c.dir) as w:
        w.add_hparams({"lr": NAN, "clip": INF, "decay": 0.1, "batch": 32, "optimizer": "nan"},
                      {"hparam/loss": -INF, "hparam/accuracy": 0.5})
    c.expect(EVENTS)
    c.expect(f"{float(START)}/{EVENTS}",
             finding("_hparams_/session_start_info", "nan", "hparam", 0, hparams=["lr"]),
             finding("_hparams_/session_start_info", "+inf", "hparam", 0, hparams=["clip"]),
             scalar("hparam/loss", "-inf", 0))


@case("torch/pr-curve")
def _(c):
    """add_pr_curve_raw keeps what it is given: [6, 4] rows TP FP TN FN precision recall."""
    with SummaryWriter(c.dir) as w:
        w.add_pr_curve_raw("pr", [4, 3, 2, 0], [4, 2, 1, 0], [0, 2, 3, 4], [0, 1, 2, 4],
                           [0.5, 0.6, 0.67, NAN], [1, 0.75, 0.5, 0], 3, num_thresholds=4, walltime=wall(3))
    c.expect(EVENTS, tensor("pr", "nan", 3, 4 * 4 + 3))


@case("torch/mesh")
def _(c):
    """add_mesh with NaN in one vertex."""
    vertices = torch.tensor([[[0, 0, 0], [1, 0, 0], [0, NAN, NAN], [0, 0, 1.0]]])
    with SummaryWriter(c.dir) as w:
        w.add_mesh("mesh", vertices, colors=torch.full((1, 4, 3), 127, dtype=torch.uint8),
                   faces=torch.tensor([[[0, 1, 2]]], dtype=torch.int32), global_step=2, walltime=wall(2))
    c.expect(EVENTS, tensor("mesh_VERTEX", "nan", 2, 7, 2))


@case("torch/media")
def _(c):
    """Text with the word nan, an image and a sound of which some input was NaN: bytes on disk, no finding."""
    pixels = torch.linspace(0, 1, 48).reshape(3, 4, 4)
    pixels[0, 0, 0] = NAN
    with SummaryWriter(c.dir) as w:
        w.add_text("note", "loss went to nan, then inf", 1, wall(1))
        w.add_image("pixels", pixels, 1, wall(1))
        w.add_audio("sound", torch.sin(torch.linspace(0, 6, 64))[None], 1, 8000, wall(1))
    c.expect(EVENTS)


@case("torch/restart")
def _(c):
    """purge_step: the first file's NaNs at steps 6-9 are superseded by the second file, which has its own at 8."""
    clock.now = START
    with SummaryWriter(c.dir) as w:
        for step in range(10):
            w.add_scalar("loss", NAN if step >= 6 else 1.0, step, wall(step))
    clock.now = START + 100
    with SummaryWriter(c.dir, purge_step=6) as w:
        for step in range(6, 12):
            w.add_scalar("loss", INF if step == 8 else 0.5, step, 100 + wall(step))
    clock.now = START
    c.expect(EVENTS, scalar("loss", "nan", 6, 4, superseded=True))
    c.expect(f"events.out.tfevents.{START + 100}.host.1.1", scalar("loss", "+inf", 8))


@case("torch/wall-time")
def _(c):
    """add_scalar(walltime=NaN) writes it."""
    with SummaryWriter(c.dir) as w:
        for step, time in enumerate([wall(0), NAN, INF, -INF, NAN, wall(5)]):
            w.add_scalar("loss", 1.0, step, time)
    c.expect(EVENTS, finding("", "nan", "wall_time", 1, 2, 2), finding("", "+inf", "wall_time", 2),
             finding("", "-inf", "wall_time", 3))


if __name__ == "__main__":
    main()
