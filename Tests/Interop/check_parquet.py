"""Reads Parquet files with pyarrow, DuckDB, Polars and pandas, and compares them bit by bit.

    python check_parquet.py DIRECTORY

`expected.json` in DIRECTORY lists the tables: the name of the file without `.parquet`, the number of
rows, and the columns with their values. Numbers are given as their bits, as signed integers.
pyarrow also shows the statistics of each row group, which are compared with those of the rows.
"""

import json
import math
import pathlib
import sys

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

# The type that pyarrow shows, and the one that numpy has for its bits.
TYPES = {
    "string": (pa.string(), None),
    "int64": (pa.int64(), np.int64),
    "int32": (pa.int32(), np.int32),
    "double": (pa.float64(), np.float64),
    "float": (pa.float32(), np.float32),
    "boolean": (pa.bool_(), None),
}
BITS = {"double": np.int64, "float": np.int32, "int64": np.int64, "int32": np.int32}
# Longer bounds are not stated.
LONGEST_BOUND = 256

faults = []


def fault(table, message):
    faults.append(message)
    print(f"{table}: {message}")


def expected_arrays(column):
    """Which rows have a value, and the values, 0 or an empty text where there is none."""
    values = column["values"]
    present = np.array([value is not None for value in values], dtype=bool)
    if column["kind"] == "string":
        return present, np.array([value or "" for value in values], dtype=object)
    filled = np.array([value or 0 for value in values], dtype=np.int64)
    if column["kind"] == "float":
        return present, filled.astype(np.uint32).view(np.int32)
    if column["kind"] == "boolean":
        return present, filled.astype(bool)
    return present, filled.astype(BITS[column["kind"]])


def found_arrays(array, kind):
    """The same of a column that a reader gave as an Arrow array."""
    array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    present = np.asarray(array.is_valid())
    if kind == "string":
        texts = array.cast(pa.large_string()).to_pylist()
        return present, np.array([text or "" for text in texts], dtype=object)
    if kind == "boolean":
        return present, np.array([bool(value) for value in array.to_pylist()], dtype=bool)
    if array.type != TYPES[kind][0]:
        raise TypeError(f"{array.type} instead of {kind}")
    buffer = array.buffers()[1]
    if buffer is None or len(array) == 0:
        return present, np.zeros(len(array), BITS[kind])
    width = np.dtype(BITS[kind]).itemsize
    bits = np.frombuffer(buffer, BITS[kind], len(array), array.offset * width)
    return present, np.where(present, bits, 0)


def compare(table, reader, found):
    """Compares the table that a reader gave."""
    columns = table["columns"]
    if found.num_columns != len(columns) or found.num_rows != table["rows"]:
        fault(table["name"], f"{reader}: {found.num_rows} rows, {found.num_columns} columns")
        return
    for index, column in enumerate(columns):
        where = f"{reader}: {column['name']!r}"
        if found.schema.names[index] != column["name"]:
            fault(table["name"], f"{where}: its name is {found.schema.names[index]!r}")
        present, values = found_arrays(found.column(index), column["kind"])
        expected_present, expected = expected_arrays(column)
        if not np.array_equal(present, expected_present):
            fault(table["name"], f"{where}: other rows have no value")
        elif not np.array_equal(values, expected):
            row = int(np.argmax(values != expected))
            fault(table["name"], f"{where}: row {row}: {values[row]!r}, not {expected[row]!r}")


def number_bounds(values):
    """The bounds of numbers by the format's rules, None where there are none."""
    numbers = values[~np.isnan(values)]
    if not len(numbers):
        return None
    low, high = float(numbers.min()), float(numbers.max())
    return (-0.0 if low == 0 else low), (0.0 if high == 0 else high)


def bounds(column, rows):
    """The statistics that a row group should state: the smallest value and the largest."""
    present, values = expected_arrays(column)
    values = values[rows][present[rows]]
    if not len(values):
        return None
    if column["kind"] == "string":
        encoded = sorted(value.encode() for value in values)
        if max(len(encoded[0]), len(encoded[-1])) > LONGEST_BOUND:
            return None
        return encoded[0].decode(), encoded[-1].decode()
    if column["kind"] in ("double", "float"):
        return number_bounds(values.view(TYPES[column["kind"]][1]))
    return values.min().item(), values.max().item()


def same(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return one == other


def check_statistics(table, path):
    metadata = pq.ParquetFile(path).metadata
    start = 0
    for group_index in range(metadata.num_row_groups):
        group = metadata.row_group(group_index)
        rows = slice(start, start + group.num_rows)
        start += group.num_rows
        for index, column in enumerate(table["columns"]):
            where = f"statistics of {column['name']!r} in row group {group_index}"
            statistics = group.column(index).statistics
            nulls = sum(value is None for value in column["values"][rows])
            if statistics.null_count != nulls:
                fault(table["name"], f"{where}: {statistics.null_count} nulls, not {nulls}")
            expected = bounds(column, rows)
            found = (statistics.min, statistics.max) if statistics.has_min_max else None
            if (found is None) != (expected is None) or expected and not all(
                same(one, other) for one, other in zip(found, expected)
            ):
                fault(table["name"], f"{where}: {found}, not {expected}")
    if start != table["rows"]:
        fault(table["name"], f"{start} rows in row groups")


def check_filters(table, path):
    """Readers skip row groups by statistics; whatever they skip must hold no such row."""
    numbers = [column for column in table["columns"] if column["kind"] in ("int64", "double")]
    # A wide table has many columns of the same kind.
    for column in numbers[:4]:
        present, values = expected_arrays(column)
        values = values[present].view(TYPES[column["kind"]][1])
        name = column["name"]
        quoted = '"' + name.replace('"', '""') + '"'
        for limit in [0, 1, -1, 100]:
            count = int((values == limit).sum())
            query = f'select count(*) from read_parquet(?) where {quoted} = {limit}'
            found = {
                "duckdb": duckdb.sql(query, params=[str(path)]).fetchall()[0][0],
                "polars": pl.scan_parquet(path).filter(pl.col(name) == limit).collect().height,
                "pyarrow": pq.read_table(path, filters=[(name, "=", limit)]).num_rows,
            }
            for reader, number in found.items():
                if number != count:
                    fault(table["name"], f"{reader}: {number} rows of {name!r} = {limit}, not {count}")
        if column["kind"] == "double":
            # The bounds of a row group do not tell whether it has NaN.
            count = int(np.isnan(values).sum())
            query = f"select count(*) from read_parquet(?) where isnan({quoted})"
            for reader, number in {
                "duckdb": duckdb.sql(query, params=[str(path)]).fetchall()[0][0],
                "polars": pl.scan_parquet(path).filter(pl.col(name).is_nan()).collect().height,
            }.items():
                if number != count:
                    fault(table["name"], f"{reader}: {number} NaN of {name!r}, not {count}")


def check_pandas_numbers(table, path):
    """pandas' own columns, where all rows have a value; it has NaN for those that lack one."""
    frame = pd.read_parquet(path)
    for index, column in enumerate(table["columns"]):
        present, expected = expected_arrays(column)
        if not present.all() or column["kind"] not in BITS:
            continue
        bits = frame.iloc[:, index].to_numpy().view(BITS[column["kind"]])
        if not np.array_equal(bits, expected):
            fault(table["name"], f"pandas: {column['name']!r} has other bits")


def readers(path):
    """Each reader with what it makes of a file, as an Arrow table."""
    yield "pyarrow", lambda: pq.read_table(path)
    yield "pyarrow with dictionaries", lambda: pq.read_table(path, read_dictionary=["string", "tag"])
    yield "duckdb", lambda: duckdb.sql(
        "select * from read_parquet(?)", params=[str(path)]
    ).to_arrow_table()
    yield "polars", lambda: pl.read_parquet(path).to_arrow()
    yield "polars, lazily", lambda: pl.scan_parquet(path).collect().to_arrow()
    yield "pandas", lambda: pa.Table.from_pandas(
        pd.read_parquet(path, dtype_backend="pyarrow"), preserve_index=False
    )


def main(directory):
    directory = pathlib.Path(directory)
    tables = json.loads((directory / "expected.json").read_text(encoding="utf-8"))
    for table in tables:
        path = directory / f"{table['name']}.parquet"
        for reader, read in readers(path):
            try:
                compare(table, reader, read())
            except Exception as error:  # Whatever a reader dislikes is a fault of the file.
                fault(table["name"], f"{reader}: {type(error).__name__}: {error}")
        check_statistics(table, path)
        check_pandas_numbers(table, path)
        check_filters(table, path)
    print(f"{len(tables)} tables, {len(faults)} faults")
    sys.exit(bool(faults) or not tables)


if __name__ == "__main__":
    main(*sys.argv[1:])
