"""Times what Python's writers take for the workloads of `tfevents-bench write`.

    write_peers.py DIRECTORY WORKLOAD

DIRECTORY holds `floats.raw` and `image.raw`, what is logged again and again. Prints a line
`peer count seconds bytes` for each installed peer; a peer that is not installed is left out.
"""

import os
import shutil
import sys
import time

import numpy

COUNTS = {"scalars": 20_000, "histograms": 20, "tensors": 100, "images": 40}


def written(directory):
    return sum(os.path.getsize(os.path.join(base, name)) for base, _, names in os.walk(directory) for name in names)


def measure(peer, workload, directory, make):
    """Times the logging of one workload up to the end of close()."""
    target = os.path.join(directory, peer)
    shutil.rmtree(target, ignore_errors=True)
    log, close = make(target, workload)
    count = COUNTS[workload]
    start = time.perf_counter()
    for step in range(count):
        log(step)
    close()
    seconds = time.perf_counter() - start
    print(peer, count, seconds, written(target), flush=True)
    shutil.rmtree(target, ignore_errors=True)


def summary_writer(module):
    """PyTorch and tensorboardX have the same interface."""

    def make(target, workload):
        writer = module.SummaryWriter(target)
        tags = [f"train/loss_{index}" for index in range(20)]
        log = {
            "scalars": lambda step: writer.add_scalar(tags[step % 20], float(step), step // 20),
            "histograms": lambda step: writer.add_histogram("weights", FLOATS, step),
            "images": lambda step: writer.add_image("image", IMAGE, step, dataformats="HWC"),
        }
        if hasattr(writer, "add_tensor"):
            import torch

            tensor = torch.from_numpy(FLOATS.reshape(512, 512))
            log["tensors"] = lambda step: writer.add_tensor("activations", tensor, step)
        return log[workload], writer.close

    return make


def tensorflow_writer(target, workload):
    import tensorflow as tf

    writer = tf.summary.create_file_writer(target)
    writer.set_as_default()
    tags = [f"train/loss_{index}" for index in range(20)]
    tensor = tf.constant(FLOATS.reshape(512, 512))
    image = tf.constant(IMAGE[None])
    metadata = tf.compat.v1.SummaryMetadata(plugin_data={"plugin_name": "tensor"})
    log = {
        "scalars": lambda step: tf.summary.scalar(tags[step % 20], float(step), step=step // 20),
        "histograms": lambda step: tf.summary.histogram("weights", tensor, step=step),
        "tensors": lambda step: tf.summary.write("activations", tensor, step=step, metadata=metadata),
        "images": lambda step: tf.summary.image("image", image, step=step),
    }
    return log[workload], writer.close


def main():
    global FLOATS, IMAGE
    directory, workload = sys.argv[1:]
    FLOATS = numpy.fromfile(os.path.join(directory, "floats.raw"), dtype=numpy.float32)
    IMAGE = numpy.fromfile(os.path.join(directory, "image.raw"), dtype=numpy.uint8).reshape(256, 256, 3)
    peers = []
    try:
        import torch.utils.tensorboard

        peers.append(("torch", summary_writer(torch.utils.tensorboard)))
    except ImportError:
        pass
    try:
        import tensorboardX

        peers.append(("tensorboardX", summary_writer(tensorboardX)))
    except ImportError:
        pass
    try:
        import tensorflow

        peers.append(("tf.summary", tensorflow_writer))
    except ImportError:
        pass
    for name, make in peers:
        try:
            measure(name, workload, directory, make)
        except KeyError:
            continue  # tensorboardX logs no tensors


if __name__ == "__main__":
    main()
