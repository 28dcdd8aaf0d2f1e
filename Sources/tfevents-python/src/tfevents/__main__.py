"""``python -m tfevents`` is the tool."""

import os
import sys

from tfevents import Error, find_tool

if __name__ == "__main__":
    try:
        tool = find_tool()
        os.execv(tool, [tool, *sys.argv[1:]])
    except (Error, OSError) as error:
        sys.exit(f"tfevents: {error}")
