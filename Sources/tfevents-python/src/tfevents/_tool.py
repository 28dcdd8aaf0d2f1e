"""Finds the tool, starts it, and turns what it says into dictionaries and exceptions."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import warnings
from typing import Any, Dict, Iterable, List, Optional, Tuple, Union

Path = Union[str, "os.PathLike[str]"]
Paths = Union[Path, Iterable[Path]]
"""One path, or several: logdirs, runs, event files or datasets."""


class Error(Exception):
    """What the tool could not do, in its own words.

    ``status`` is its exit status (negative: the signal that ended it; ``None``: it did not start).
    ``report`` is what it reported nevertheless: one bad path does not keep it from the others.
    """

    def __init__(
        self,
        message: str,
        status: Optional[int] = None,
        report: Optional[Dict[str, Any]] = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.report = report


class UsageError(Error):
    """An argument has a form that the tool does not know (exit status 64)."""


class NotEventFileError(Error):
    """A path leads to a file that is something else (exit status 65)."""


class InputError(Error):
    """There is no such input, or nothing there to read, or nothing is selected (exit status 66)."""


class ToolNotFoundError(Error):
    """The tool is not where pip puts it, and not on PATH."""


ERRORS = {64: UsageError, 65: NotEventFileError, 66: InputError}


def scan(
    paths: Paths,
    *,
    tags: Iterable[str] = (),
    exclude_tags: Iterable[str] = (),
    runs: Iterable[str] = (),
    exclude_files: Iterable[str] = (),
    steps: Optional[Tuple[Optional[int], Optional[int]]] = None,
    allow: Iterable[str] = (),
    allow_empty: bool = False,
    check_range: bool = False,
    rules: Optional[Path] = None,
    jobs: Optional[int] = None,
) -> Dict[str, Any]:
    """Read every byte and return where numbers are not finite: ``tfevents scan --format json``.

    ``tags``, ``exclude_tags``, ``runs`` and ``exclude_files`` are globs, in which ``*`` matches
    slashes, too. ``steps`` is the first and the last step to read; either may be ``None``. ``allow``
    has entries like ``"sqrt/*=+inf"``. ``check_range`` also checks the features of datasets. Input that cannot be read raises an :class:`Error`; damage
    and findings do not.
    """
    return _report(
        "scan",
        paths,
        [
            *_selection(tags, exclude_tags, runs, exclude_files, steps, allow, allow_empty, rules, jobs),
            *(["--check-range"] if check_range else []),
        ],
    )


def explain(
    paths: Paths,
    *,
    tags: Iterable[str] = (),
    exclude_tags: Iterable[str] = (),
    runs: Iterable[str] = (),
    exclude_files: Iterable[str] = (),
    steps: Optional[Tuple[Optional[int], Optional[int]]] = None,
    allow: Iterable[str] = (),
    allow_empty: bool = False,
    rules: Optional[Path] = None,
    jobs: Optional[int] = None,
) -> Dict[str, Any]:
    """Return what broke first, and why: ``tfevents explain --format json``.

    The arguments are those of :func:`scan`.
    """
    return _report(
        "explain",
        paths,
        _selection(tags, exclude_tags, runs, exclude_files, steps, allow, allow_empty, rules, jobs),
    )


def find_tool() -> str:
    """The path of the tool that came with this package, or else of the one on PATH."""
    name = "tfevents" + (sysconfig.get_config_var("EXE") or "")
    here = os.path.dirname(os.path.abspath(__file__))
    directories = [sysconfig.get_path("scripts")]
    # `pip install --user`, and `pip install --target DIRECTORY`.
    user = "posix_user" if os.name == "posix" else "nt_user"
    if sys.platform == "darwin" and sysconfig.get_config_var("PYTHONFRAMEWORK"):
        user = "osx_framework_user"
    directories.append(sysconfig.get_path("scripts", scheme=user))
    directories.append(os.path.join(os.path.dirname(here), "bin"))
    # `pip install --prefix DIRECTORY`: DIRECTORY/lib/pythonX.Y/site-packages/tfevents.
    directories.append(os.path.join(here, *[os.pardir] * 4, "bin"))
    for directory in directories:
        tool = os.path.normpath(os.path.join(directory, name))
        if os.path.isfile(tool) and os.access(tool, os.X_OK):
            return tool
    tool = shutil.which(name) or ""
    if not tool:
        places = ", ".join(dict.fromkeys(os.path.normpath(directory) for directory in directories))
        raise ToolNotFoundError(f"no program {name} in {places} or on PATH; install the wheel again")
    return tool


def _selection(
    tags: Iterable[str],
    exclude_tags: Iterable[str],
    runs: Iterable[str],
    exclude_files: Iterable[str],
    steps: Optional[Tuple[Optional[int], Optional[int]]],
    allow: Iterable[str],
    allow_empty: bool,
    rules: Optional[Path],
    jobs: Optional[int],
) -> List[str]:
    options = [
        *_each("--tag", tags),
        *_each("--exclude-tag", exclude_tags),
        *_each("--run", runs),
        *_each("--exclude-file", exclude_files),
        *_each("--allow", allow),
    ]
    if steps is not None:
        # A bound that is not given is left out: "10:", ":20".
        first, last = ("" if step is None else str(int(step)) for step in steps)
        options.append(f"--step={first}:{last}")
    if allow_empty:
        options.append("--allow-empty")
    if rules is not None:
        options.append(f"--rules={os.fspath(rules)}")
    if jobs is not None:
        options.append(f"--jobs={int(jobs)}")
    return options


def _each(option: str, values: Iterable[str]) -> List[str]:
    if isinstance(values, str):
        values = [values]
    return [f"{option}={value}" for value in values]


def _report(command: str, paths: Paths, options: List[str]) -> Dict[str, Any]:
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    # A minus alone would be standard input.
    names = [os.fspath(path) for path in paths]
    names = ["./-" if name == "-" else name for name in names]
    if not names:
        raise UsageError("no path is given")
    arguments = [find_tool(), command, "--format=json", "--no-progress", *options, "--", *names]
    try:
        process = subprocess.run(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except (OSError, ValueError) as error:
        raise Error(f"{arguments[0]}: {error}") from error
    message = process.stderr.decode("utf-8", "replace").strip()
    report: Optional[Dict[str, Any]] = None
    if process.stdout:
        try:
            report = json.loads(process.stdout)
        except ValueError as error:
            message = f"{message}\n{arguments[0]}: its report is no JSON: {error}".strip()
    if report is None or process.returncode not in (0, 1, 2):
        if process.returncode < 0:
            message = f"{message}\n{arguments[0]}: ended by signal {-process.returncode}".strip()
        kind = ERRORS.get(process.returncode, Error)
        raise kind(
            message or f"{arguments[0]}: exit status {process.returncode}",
            process.returncode,
            report,
        )
    if message:
        warnings.warn(message, stacklevel=3)
    return report
