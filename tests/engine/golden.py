"""The golden files: problems whose results another program worked out."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in FOLDER.glob("case_*.json"))
DOUBTS = sorted(path.name for path in FOLDER.glob("doubt_*.json"))
ALL = sorted(path.name for path in FOLDER.glob("*.json"))


def load(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads((FOLDER / name).read_text("utf-8"))
    return case
