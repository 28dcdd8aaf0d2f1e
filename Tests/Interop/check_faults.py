"""Checks the checks: for any value of `expected.json` that is changed, they must complain.

    python check_faults.py LOGDIR

LOGDIR is one that the checks find nothing wrong with, as `write_sample.py` writes it.
"""

import copy
import random
import sys

import check_api
import expectation
import tensorboard_server

# How many values of a section are changed, one at a time.
SAMPLES = 12


def is_served(section, path):
    """Leaves out what TensorBoard does not serve.

    That is the size that an image is stored with, which check_readback.py looks at, and of curves
    the last threshold, at which the sample predicts nothing positive.
    """
    return not (
        section == "images" and path[-1] in ("width", "height")
        or section == "pr_curves" and path[-1] == 10
    )


def leaves(value, path=()):
    """The places of all values within nested lists and dictionaries."""
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        yield path
        return
    for key, part in items:
        yield from leaves(part, (*path, key))


def changed(value):
    if isinstance(value, bool):
        return not value
    if value is None:
        return None
    if isinstance(value, str):
        return 12.5 if value in expectation.NON_FINITE else "?" + value
    return value + 1 if abs(value) < 2**40 else value - 2**40


def main(logdir):
    expected = expectation.load(logdir)
    chooser = random.Random(1)
    missed = []
    with tensorboard_server.running(logdir, load_fast=True) as server:
        clean = check_api.check_until_loaded(server, expected)
        if clean.errors:
            sys.exit(f"nothing should be wrong with {logdir}: {clean.errors}")
        for section in sorted(expected):
            paths = [path for path in leaves(expected[section]) if is_served(section, path)]
            for path in chooser.sample(paths, min(SAMPLES, len(paths))):
                wrong = {section: copy.deepcopy(expected[section])}
                place = wrong[section]
                for key in path[:-1]:
                    place = place[key]
                if changed(place[path[-1]]) is None:
                    continue
                place[path[-1]] = changed(place[path[-1]])
                if not check_api.check(server, wrong).errors:
                    missed.append((section, path))
    for section, path in missed:
        print(f"nobody noticed a change of {section} {path}")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main(sys.argv[1])
