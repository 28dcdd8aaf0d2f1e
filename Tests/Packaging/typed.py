"""What type checkers see of the module. It is checked, never run."""

import pathlib
from typing import Any, Dict, Optional

import tfevents

report: Dict[str, Any] = tfevents.scan(pathlib.Path("runs"), tags=["loss/*"], steps=(None, 10))
story: Dict[str, Any] = tfevents.explain(["a", pathlib.Path("b")], allow=("*=inf",), jobs=2)
try:
    tfevents.scan("runs", check_range=True)
except tfevents.Error as error:
    status: Optional[int] = error.status
