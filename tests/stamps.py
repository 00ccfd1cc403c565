"""Owns the memory of what has passed: a stamp named by the hash of all that the verdict depends on."""

import hashlib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def digest_of(*paths):
    """Of names and contents of files, and of everything in folders."""
    whole = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                whole.update(str(file.relative_to(PROJECT)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


class Stamp:
    """That NAME has passed with inputs of this digest. Lies in the cache where a verdict holds for every clone, in the
    build folder where what else the test left there is needed too."""

    def __init__(self, folder: Path, name, digest):
        self.path = folder / f"{name}-{digest[:32]}"

    def is_there(self):
        return self.path.exists()

    def leave(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()
