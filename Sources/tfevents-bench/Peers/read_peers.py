"""Reads a logdir with one of the programs that people use, and prints the seconds it took.

    read_peers.py installed                 names those that can be run, and with - those that cannot
    read_peers.py PEER LOGDIR TIMEOUT       prints seconds, nothing when it takes too long,
                                            'cannot' where it does not read such files,
                                            'memory' where it would need more than there is,
                                            'failed' and the exception's name

Imports come before the clock starts. The data server's time is that of its own log.
"""

import importlib.util
import os
import re
import signal
import subprocess
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""


def files(logdir):
    for directory, _, names in sorted(os.walk(logdir)):
        for name in sorted(names):
            yield os.path.join(directory, name)


def compression(path):
    with open(path, "rb") as file:
        return "GZIP" if file.read(2) == b"\x1f\x8b" else ""


def data_server(logdir, *flags):
    import tensorboard_data_server

    command = [tensorboard_data_server.server_binary(), "--logdir", logdir, "--port", "0"]
    command += ["--reload", "once", "-v", "--die-after-stdin", *flags]
    # It ends with this script, and holds no pipe that another process reads to its end.
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    begin()
    server = subprocess.Popen(command, text=True, **pipes)
    try:
        for line in server.stderr:
            found = re.search(r"Finished load cycle \(([\d.]+)(ns|µs|ms|s)\)", line)
            if found:
                unit = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1}[found[2]]
                return float(found[1]) * unit
    finally:
        server.kill()


def begin():
    """Ends this script when its time is up; imports are not part of it."""
    signal.alarm(int(sys.argv[3]))


def timed(body):
    begin()
    start = time.perf_counter()
    body()
    return time.perf_counter() - start


def tf_record_iterator(logdir):
    from tensorflow.compat.v1 import io

    gzip = io.TFRecordOptions(io.TFRecordCompressionType.GZIP)

    def body():
        for path in files(logdir):
            for _ in io.tf_record_iterator(path, gzip if compression(path) else None):
                pass

    return timed(body)


def summary_iterator(logdir):
    from tensorflow.compat.v1.train import summary_iterator

    def body():
        for path in files(logdir):
            if not compression(path):
                for _ in summary_iterator(path):
                    pass

    return timed(body)


def event_accumulator(logdir):
    from tensorboard.backend.event_processing import event_accumulator

    kept = {kind: 0 for kind in event_accumulator.DEFAULT_SIZE_GUIDANCE}

    def body():
        for path in files(logdir):
            if not compression(path):
                event_accumulator.EventAccumulator(path, size_guidance=kept).Reload()

    return timed(body)


def tbparse(logdir):
    from tbparse import SummaryReader

    return timed(lambda: SummaryReader(logdir, extra_columns={"dir_name"}).scalars)


PEERS = {
    "data-server --checksum": (lambda logdir: data_server(logdir, "--checksum"), "tensorboard_data_server"),
    "data-server": (data_server, "tensorboard_data_server"),
    "tf_record_iterator": (tf_record_iterator, "tensorflow"),
    "summary_iterator": (summary_iterator, "tensorflow"),
    "EventAccumulator": (event_accumulator, "tensorboard"),
    "tbparse": (tbparse, "tbparse"),
}


def main():
    if sys.argv[1] == "installed":
        for name, (_, module) in PEERS.items():
            print(name if importlib.util.find_spec(module) else "-" + name)
        return
    peer, logdir = sys.argv[1:3]
    if peer != "tf_record_iterator" and all(compression(path) for path in files(logdir)):
        print("cannot")
        return
    # These keep everything that they read.
    size = sum(os.path.getsize(path) for path in files(logdir))
    if peer in ("EventAccumulator", "tbparse") and size > 4 << 30:
        print("memory")
        return
    try:
        seconds = PEERS[peer][0](logdir)
    except Exception as error:
        print("failed", type(error).__name__)
        return
    if seconds is not None:
        print(seconds)


main()
