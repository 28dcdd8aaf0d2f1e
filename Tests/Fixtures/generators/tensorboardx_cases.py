"""Files of tensorboardX.SummaryWriter."""

import logging
import warnings

import numpy as np
from tensorboardX import SummaryWriter

from .common import INF, NAN, START, Clock, case, finding, histogram, main, scalar, tensor, wall

clock = Clock()
warnings.simplefilter("ignore")
logging.getLogger("tensorboardX").setLevel(logging.ERROR)
FILE = f"events.out.tfevents.{START}.host"  # no process, no counter


@case("tensorboardX/scalar")
def _(c):
    """add_scalar, and add_scalar with display_name (metadata before the value); add_scalars (one sub-run per key)."""
    with SummaryWriter(str(c.dir)) as w:
        for step in range(5):
            w.add_scalar("loss", NAN if step == 3 else 1.0, step, wall(step))
            w.add_scalar("named", [1.0, INF, 2.0, -INF, 3.0][step], step, wall(step), display_name="A name")
            w.add_scalars("group", {"a": 1.0, "b": NAN if step >= 3 else 1.0}, step, wall(step))
    c.expect(FILE, scalar("named", "+inf", 1), scalar("loss", "nan", 3), scalar("named", "-inf", 3))
    c.expect(f"group/a/{FILE}")
    c.expect(f"group/b/{FILE}", scalar("group", "nan", 3, 2))


@case("tensorboardX/histogram")
def _(c):
    """add_histogram, default bins, as torch's."""
    with SummaryWriter(str(c.dir)) as w:
        for tag, bad in {"nan": [NAN, NAN], "+inf": [INF, INF], "-inf": [-INF, -INF], "both": [INF, -INF],
                         "normal": []}.items():
            w.add_histogram(tag, np.array([1, 2, *bad, 3.0]), 2, walltime=wall(2))
    # clean_tag turns "+" into "_" and keeps "-".
    c.expect(FILE, histogram("nan", "nan", 2, 2, planted=2), histogram("_inf", "+inf", 2, 2, planted=2),
             histogram("-inf", "-inf", 2, 2, planted=2),
             histogram("both", "-inf", 2, 2, planted=1), histogram("both", "+inf", 2, 2, planted=1))


@case("tensorboardX/hparams")
def _(c):
    """add_hparams with NaN and both infinities."""
    with SummaryWriter(str(c.dir)) as w:
        w.add_hparams({"lr": NAN, "low": -INF, "high": INF, "bool": True, "name": "inf"}, {"accuracy": NAN})
    tag = "_hparams_/session_start_info"
    c.expect(FILE)
    c.expect(f"{float(START)}/{FILE}", finding(tag, "nan", "hparam", 0, hparams=["lr"]),
             finding(tag, "+inf", "hparam", 0, hparams=["high"]), finding(tag, "-inf", "hparam", 0, hparams=["low"]),
             scalar("accuracy", "nan", 0))


@case("tensorboardX/media")
def _(c):
    """Audio, an image and a text: encoded bytes, no finding."""
    with SummaryWriter(str(c.dir)) as w:
        w.add_audio("sound", np.sin(np.linspace(0, 6, 64)), 1, 8000, wall(1))
        w.add_image("pixels", np.full((3, 4, 4), NAN), 1, wall(1))
        w.add_text("note", "nan inf -inf", 1, wall(1))
    c.expect(FILE)


@case("tensorboardX/mesh")
def _(c):
    """add_mesh: faces and colours are DT_FLOAT here too, and the tags end in the content type."""
    vertices = np.array([[[0, 0, INF], [1, 0, 0], [0, NAN, 0]]])
    with SummaryWriter(str(c.dir)) as w:
        w.add_mesh("mesh", vertices, colors=np.full((1, 3, 3), 127), faces=np.array([[[0, 1, 2]]]),
                   global_step=4, walltime=wall(4))
    c.expect(FILE, tensor("mesh_1", "+inf", 4, 2), tensor("mesh_1", "nan", 4, 7))


if __name__ == "__main__":
    main()
