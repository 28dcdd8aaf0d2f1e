"""Scans a logdir with Spark: `RDD.pipe` feeds lists of files to many `tfevents scan` at once.

    python spark_scan.py LOGDIR REPORT [--tfevents PATH] [--parts N] [--master MASTER]

REPORT gets the partial reports of all parts, for `tfevents merge-reports REPORT`. LOGDIR and the
tool must be at the same path on every worker, as on a file system that they share.
"""

import argparse
import os
import shlex

from pyspark.sql import SparkSession

# A scan that finds something ends with 1, and with 2 where something is damaged: Spark is to fail
# a part for what is above only.
SCAN = '"$0" scan --jobs 1 --format jsonl --files-from - --relative-to "$1" || test $? -le 2'


def runs_by_directory(logdir):
    """The files of each directory, and how many bytes they are."""
    runs = {}
    for directory, _, names in os.walk(logdir):
        files = [os.path.join(directory, name) for name in names]
        files = [file for file in files if os.path.isfile(file) and not os.path.islink(file)]
        if any("\n" in file for file in files):
            raise SystemExit(f"{directory}: names with newlines need scan --shard")
        if files:
            runs[directory] = (sum(map(os.path.getsize, files)), files)
    return runs


def parts_of_equal_size(runs, count):
    """Deals out whole runs, the largest first, each to the part that has least."""
    count = max(1, min(count, len(runs)))
    loads, parts = [0] * count, [[] for _ in range(count)]
    for _, (size, files) in sorted(runs.items(), key=lambda run: (-run[1][0], run[0])):
        part = loads.index(min(loads))
        loads[part] += size + 16384 * len(files)
        parts[part] += files
    return parts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("logdir")
    parser.add_argument("report")
    parser.add_argument("--tfevents", default="tfevents")
    parser.add_argument("--parts", type=int, default=64)
    parser.add_argument("--master", default=None, help="such as local[4]; Spark's own by default")
    arguments = parser.parse_args()

    builder = SparkSession.builder.appName("tfevents scan")
    if arguments.master:
        builder = builder.master(arguments.master)
    spark = builder.getOrCreate()

    parts = parts_of_equal_size(runs_by_directory(arguments.logdir), arguments.parts)
    # Each part is one partition, and so one process; its elements are the lines that it reads.
    context = spark.sparkContext
    lists = context.parallelize(parts, numSlices=len(parts)).flatMap(lambda files: files)
    command = shlex.join(["sh", "-c", SCAN, arguments.tfevents, arguments.logdir])
    lines = lists.pipe(command, checkCode=True).collect()
    with open(arguments.report, "w", encoding="utf-8") as report:
        report.writelines(line + "\n" for line in lines)
    print(f"{len(parts)} parts, {context.defaultParallelism} at a time")
    spark.stop()


if __name__ == "__main__":
    main()
