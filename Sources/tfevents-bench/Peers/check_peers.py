"""Times what Python's libraries take to find out whether a tensor is finite.

    check_peers.py

Reads lines `dtype bytes repetitions` (dtype: float, double, half, bfloat16) and prints for each a
line `peer seconds` for each installed peer, the median of the repetitions, and then an empty line.
Each peer has one thread. The tensors hold random numbers between -1 and 1.
"""

import os
import statistics
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["OMP_NUM_THREADS"] = "1"

import numpy


def numbers(dtype, byte_count):
    size = {"float": 4, "double": 8}.get(dtype, 2)
    numbers = numpy.random.default_rng(1).uniform(-1, 1, byte_count // size)
    return numbers.astype({"float": "f4", "double": "f8", "half": "f2"}.get(dtype, "f4"))


def numpy_check(dtype, byte_count):
    if dtype == "bfloat16":
        return None
    array = numbers(dtype, byte_count)
    return lambda: numpy.isfinite(array).all()


def torch_check(dtype, byte_count):
    import torch

    torch.set_num_threads(1)
    tensor = torch.from_numpy(numbers(dtype, byte_count))
    if dtype == "bfloat16":
        tensor = tensor.to(torch.bfloat16)
    return lambda: torch.isfinite(tensor).all()


def tensorflow_check(dtype, byte_count):
    import tensorflow

    tensor = tensorflow.constant(numbers(dtype, byte_count))
    if dtype == "bfloat16":
        tensor = tensorflow.cast(tensor, tensorflow.bfloat16)
    return lambda: tensorflow.debugging.check_numerics(tensor, "check")


def load():
    peers = [("numpy", numpy_check)]
    try:
        import torch

        peers.append(("torch", torch_check))
    except ImportError:
        pass
    try:
        import tensorflow

        tensorflow.config.threading.set_intra_op_parallelism_threads(1)
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)
        peers.append(("tf", tensorflow_check))
    except ImportError:
        pass
    return peers


def main():
    peers = load()
    for line in sys.stdin:
        dtype, byte_count, repetitions = line.split()
        for name, make in peers:
            check = make(dtype, int(byte_count))
            if check is None:
                continue
            check()
            seconds = []
            for _ in range(int(repetitions)):
                start = time.perf_counter()
                check()
                seconds.append(time.perf_counter() - start)
            print(name, statistics.median(seconds))
        print(flush=True)


if __name__ == "__main__":
    main()
