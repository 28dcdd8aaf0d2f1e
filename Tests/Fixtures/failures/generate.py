#!/usr/bin/env python3
"""Trains small networks that fail in known ways and logs them as PyTorch users do.

`python generate.py [DIR]` (default: beside this file) writes the committed logdirs; `--held-out DIR` writes others.
Either comes with its `expected.json`. Same bytes each time on one machine.
"""

import json
import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
os.environ |= {"PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": "python", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
               "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "CUDA_VISIBLE_DEVICES": ""}
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))

import torch  # noqa: E402

from styles import write  # noqa: E402
from truth import expectation  # noqa: E402


def generate(out, cases):
    torch.set_num_threads(1)
    truths = {}
    for failure, function in cases.items():
        shutil.rmtree(out / failure, ignore_errors=True)
        truth, steps, styles, model, example = function()
        for key, style in styles.items():
            written = write(out / failure / key, steps, style, model, example)
            found = truths[f"{failure}/{key}"] = expectation(failure, key, style.kind, truth, written)
            size = sum(p.stat().st_size for p in (out / failure / key).iterdir())
            print(f"{failure + '/' + key:40}{size:7} bytes", found.get("firstBadStep", "-"),
                  found.get("direction", "-"), *found.get("origins", [])[:3])
    lines = [f"  {json.dumps(run)}: {{\n" + ",\n".join(
        f"   {json.dumps(k)}: {json.dumps(v)}" for k, v in entry.items()) + "}" for run, entry in truths.items()]
    (out / "expected.json").write_text('{\n "version": 1,\n "runs": {\n' + ",\n".join(lines) + "}}\n")
    print(len(truths), "runs")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--held-out"]:
        from held_out import CASES
        generate(Path(sys.argv[2]).resolve(), CASES)
    else:
        from known import CASES
        generate(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE, CASES)
