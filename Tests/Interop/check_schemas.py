"""Checks JSON output against the published schemas with a validator that is not ours.

    python check_schemas.py SCHEMAS DIRECTORY

SCHEMAS is the directory of the `*.schema.json`; in DIRECTORY, `*.json` are reports, `*.jsonl` their
lines, and `*.explain.json` explanations. The schemas themselves are checked as well.
"""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator
from referencing import Registry, Resource


def documents(path):
    """The name of the schema for each document of a file, and the document."""
    text = path.read_text(encoding="utf-8")
    if path.name.endswith(".explain.json"):
        yield "explanation.schema.json", json.loads(text)
    elif path.suffix == ".jsonl":
        for line in text.splitlines():
            yield "scan-line.schema.json", json.loads(line)
    else:
        yield "scan-report.schema.json", json.loads(text)


def main(schemas, directory):
    schemas = {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in pathlib.Path(schemas).glob("*.schema.json")
    }
    registry = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    validators = {
        name: Draft202012Validator(schema, registry=registry) for name, schema in schemas.items()
    }
    count = errors = 0
    for path in sorted(pathlib.Path(directory).glob("*.json*")):
        for name, document in documents(path):
            count += 1
            for error in validators[name].iter_errors(document):
                errors += 1
                print(f"{path.name}: {error.json_path}: {error.message}")
    print(f"{count} documents, {errors} errors")
    sys.exit(errors > 0 or count == 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
