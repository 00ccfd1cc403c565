"""Owns how long tests took: kept in build/times.json, shown at the end of a run beside the run before."""

import json
from pathlib import Path

SLOWEST = 20


class Times:
    """Seconds by name, of stages, files and cases. What a run leaves out keeps the seconds it took last."""

    KINDS = ("stages", "files", "cases")

    def __init__(self, path: Path):
        self.path = path
        try:
            self.before = json.loads(path.read_text())
        except (OSError, ValueError):
            self.before = {}
        self.now = {kind: {} for kind in self.KINDS}

    def add(self, kind, name, seconds):
        """Of a name that comes twice (a file run in parts) the sum counts."""
        self.now[kind][name] = round(self.now[kind].get(name, 0) + seconds, 2)

    def add_case(self, file, case, seconds):
        self.add("cases", f"{file}: {case}", seconds)

    def keep(self):
        kept = {kind: {**self.before.get(kind, {}), **self.now[kind]} for kind in self.KINDS}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(kept, ensure_ascii=False, indent=1))

    def table(self):
        """Every stage in order, then the slowest files and cases of this run."""
        lines = []
        for kind in self.KINDS:
            rows = list(self.now[kind].items())
            if kind != "stages":
                rows = sorted(rows, key=lambda row: -row[1])[:SLOWEST]
            if rows:
                lines.append(f"{kind:<10} seconds  before")
                lines += [self.line(kind, name, seconds) for name, seconds in rows]
        return "\n".join(lines)

    def line(self, kind, name, seconds):
        before = self.before.get(kind, {}).get(name)
        return f"{'':<9}{seconds:9.1f}{'       -' if before is None else f'{before:8.1f}'}  {name}"
