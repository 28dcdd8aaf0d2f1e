"""Find every NaN and infinity in TensorBoard event files, and the cause.

The tool does the work; these functions start it and return its JSON report, whose version is 1, as a
dictionary. Findings and damage are what a report says, not errors: look at its ``exitCode``, which
is 0 if every number was read and is finite, 1 if some number is not, and 2 if none was found but part
of the input could not be read.
"""

from tfevents._tool import (
    Error,
    InputError,
    NotEventFileError,
    Paths,
    ToolNotFoundError,
    UsageError,
    explain,
    find_tool,
    scan,
)

__all__ = [
    "Error",
    "InputError",
    "NotEventFileError",
    "Paths",
    "ToolNotFoundError",
    "UsageError",
    "explain",
    "find_tool",
    "scan",
]
