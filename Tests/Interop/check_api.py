"""Asks TensorBoard's HTTP API for all that `expected.json` lists, through both of its loaders.

    python check_api.py LOGDIR [true | false]

The second argument chooses one of the loaders, `--load_fast=true` or `--load_fast=false`.
"""

import sys
import time

import api_blobs
import api_graphs
import api_hparams
import api_projector
import api_tensors
import expectation
import tensorboard_server

SECTIONS = [
    *api_tensors.SECTIONS, *api_blobs.SECTIONS, *api_hparams.SECTIONS, *api_graphs.SECTIONS,
    *api_projector.SECTIONS,
]


def check(server, expected):
    findings = expectation.Findings()
    for name, function in SECTIONS:
        if name not in expected:
            continue
        try:
            function(server, expected[name], findings)
        except Exception as error:  # An answer of another form is a finding like any other.
            findings.errors.append(f"{name}: {type(error).__name__}: {error}")
    return findings


def check_until_loaded(server, expected, timeout=tensorboard_server.PATIENCE):
    """TensorBoard answers while it is still loading: errors count when they stay."""
    deadline = time.monotonic() + timeout
    while True:
        findings = check(server, expected)
        if not findings.errors or time.monotonic() > deadline:
            return findings
        time.sleep(1)


def main(logdir, loaders=("true", "false")):
    expected = expectation.load(logdir)
    unknown = set(expected) - {name for name, _ in SECTIONS}
    if unknown:
        sys.exit(f"expected.json has sections that nobody checks: {sorted(unknown)}")
    failed = False
    for loader in loaders:
        with tensorboard_server.running(logdir, loader == "true") as server:
            findings = check_until_loaded(server, expected)
            for error in findings.errors:
                print(f"--load_fast={loader}: {error}")
            if findings.errors:
                print("TensorBoard said:", tensorboard_server.text_of(server.log)[-4000:])
            print(f"--load_fast={loader}: {findings.count} checks, {len(findings.errors)} errors")
            failed = failed or bool(findings.errors) or findings.count == 0
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or ("true", "false"))
