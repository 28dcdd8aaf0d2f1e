#!/usr/bin/env python3
"""Writes the fixture event files and expected.json: `python generate.py [OUTDIR]` (default: beside this file).

Each module of `generators/` runs in its own process, because PyTorch, TensorFlow and the debugger keep global
state. README.md says which tool writes what and which versions were used.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = ["torch_cases", "tensorboardx_cases", "tensorflow_cases", "tfdbg_cases", "wire_cases", "other_cases",
           "damaged_cases", "demo_cases", "found_cases", "dataset_cases"]
FOLDERS = ["torch", "tensorboardX", "tensorflow", "tfdbg", "wire", "smdebug", "others", "benign", "walltime",
           "compressed", "damaged", "clean", "demo", "found",
           "datasets"]
# The pure Python protobuf keeps the order of map entries (hyperparameters), so that the same bytes come out each time.
ENVIRONMENT = {"PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": "python", "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1",
               "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "CUDA_VISIBLE_DEVICES": "",
               "PYTHONDONTWRITEBYTECODE": "1"}


def as_json(truth):
    """One line per finding and issue, so that a change of the truth reads well in a diff."""
    def line(x):
        return json.dumps(x, allow_nan=False)

    def block(key, x):
        if not isinstance(x, list) or not x:
            return f"   {line(key)}: {line(x)}"
        return f"   {line(key)}: [\n" + ",\n".join(f"    {line(item)}" for item in x) + "]"
    files = [f"  {line(file)}: {{\n" + ",\n".join(block(*pair) for pair in entry.items()) + "}"
             for file, entry in sorted(truth.items())]
    return '{\n "version": 1,\n "files": {\n' + ",\n".join(files) + "}}\n"


def generate(out):
    for folder in FOLDERS:
        shutil.rmtree(out / folder, ignore_errors=True)
    truth = {}
    with tempfile.TemporaryDirectory() as scratch:
        for module in MODULES:
            part = Path(scratch) / f"{module}.json"
            subprocess.run([sys.executable, "-m", f"generators.{module}", str(out), str(part)],
                           cwd=HERE, env=os.environ | ENVIRONMENT, check=True)
            truth |= json.loads(part.read_text())
    (out / "expected.json").write_text(as_json(truth))
    print(f"{len(truth)} files, {sum((out / f).stat().st_size for f in truth)} bytes")


if __name__ == "__main__":
    generate(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE)
