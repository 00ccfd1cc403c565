"""Runs the browser tests: two files at once, those that count or kill alone, each only when what it depends on changed.

    python3 tests/browser_stage.py [--all] [--deep] [FILE...]      inside the toolchain, the site built
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TESTS = PROJECT / "tests/browser"
RESULTS = PROJECT / "build/browser"
STAMPS = Path(os.environ["TSUNAGI_CACHE"]) / "browser-tests"
AT_ONCE = 2
CASE_TIMEOUT_MS = 600_000
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"';]*["'](\.[^"']+)["']|\bimport\(\s*["'](\.[^"']+)["']""", re.M)
RUNS_ALONE = re.compile(r"^runs_alone\(", re.M)
# The browsers, node and its packages.
TOOLS = [PROJECT / "web/toolchain.lock", PROJECT / "tests/package-lock.json"]


def imported_modules(file, seen):
    """The file and every module of ours that it imports, directly or not."""
    seen.add(file)
    for names in IMPORT.findall(file.read_text()):
        module = (file.parent / (names[0] or names[1])).resolve()
        if module not in seen:
            imported_modules(module, seen)
    return seen


def digest_of(path):
    """Of a file's content, of a folder with everything in it, or that there is none."""
    if path.is_dir():
        whole = hashlib.sha256()
        for file in sorted(path.rglob("*")):
            if file.is_file():
                whole.update(f"{file.relative_to(path)} {digest_of(file)}\n".encode())
        return whole.hexdigest()
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "none"


def changed_since(path, moment_ns):
    files = [path, *path.rglob("*")] if path.is_dir() else [path]
    return any(file.exists() and file.stat().st_mtime_ns >= moment_ns for file in files)


class Stamp:
    """When a file passed last, and with what. Named by the test's own text: another text has never passed."""

    def __init__(self, file, settings):
        whole = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
        for path in [*TOOLS, *sorted(imported_modules(file, set()))]:
            whole.update(f"{path.relative_to(PROJECT)} {digest_of(path)}\n".encode())
        self.path = STAMPS / f"{file.name.removesuffix('.test.mjs')}-{whole.hexdigest()[:24]}.json"

    def read(self):
        try:
            return json.loads(self.path.read_text())
        except (OSError, ValueError):
            return None

    def is_good(self):
        known = self.read()
        return bool(known) and all(digest_of(PROJECT / name) == digest for name, digest in known["inputs"].items())

    def write(self, names, started_ns, seconds):
        # What changed while the test ran is not what it ran with.
        if any(changed_since(PROJECT / name, started_ns) for name in names):
            return
        STAMPS.mkdir(parents=True, exist_ok=True)
        content = {"inputs": {name: digest_of(PROJECT / name) for name in names}, "seconds": seconds}
        temporary = self.path.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(content, indent=1))
        temporary.replace(self.path)


def last_seconds(file):
    """How long it took in any of its versions; a new one may be long."""
    stamps = STAMPS.glob(f"{file.name.removesuffix('.test.mjs')}-*.json")
    newest = max(stamps, key=lambda path: path.stat().st_mtime, default=None)
    return json.loads(newest.read_text())["seconds"] if newest else float("inf")


def read_report(report, name):
    """(passed, failed, timings) of one file by node's junit report; one that ended without a report has failed."""
    try:
        root = ElementTree.parse(report).getroot()
    except (OSError, ElementTree.ParseError):
        return 0, 1, []
    passed = failed = 0
    timings = []

    def walk(node, titles):
        nonlocal passed, failed
        for part in node:
            if part.tag == "testsuite":
                walk(part, [*titles, part.get("name")])
            elif part.tag == "testcase":
                good = part.find("failure") is None and part.find("skipped") is None
                passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
                timings.append({"file": name, "case": " > ".join([*titles, part.get("name")]),
                                "seconds": round(float(part.get("time")), 2)})

    walk(root, [])
    return passed, failed, timings


def run_file(file, environment):
    """Runs one test file by node's own runner. Gives (passed, failed, timings, the names of its inputs or None)."""
    name = str(file.relative_to(PROJECT))
    report = RESULTS / f"{file.name}.xml"
    inputs = RESULTS / f"{file.name}.inputs.json"
    for old in (report, inputs):
        old.unlink(missing_ok=True)
    alone = {"TSUNAGI_TEST_ALONE": "1"} if RUNS_ALONE.search(file.read_text()) else {}
    started = time.monotonic()
    done = subprocess.run(["node", "--test", f"--test-timeout={CASE_TIMEOUT_MS}",
                           "--test-reporter=spec", "--test-reporter-destination=stdout",
                           "--test-reporter=junit", f"--test-reporter-destination={report}", name],
                          cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**environment, **alone, "TSUNAGI_TEST_INPUTS": str(inputs)})
    seconds = round(time.monotonic() - started, 2)
    passed, failed, timings = read_report(report, name)
    if done.returncode and not failed:
        failed = 1
    # The counts at its end are for one file of many.
    told = re.sub(r"^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) .*\n", "", done.stdout, flags=re.M)
    print(f"-- {name}: {passed} passed, {failed} failed, {seconds:.1f} s\n{told.strip()}\n", flush=True)
    timings.append({"file": name, "case": "", "seconds": seconds})
    names = json.loads(inputs.read_text()) if inputs.exists() else None
    return passed, failed, timings, names


def browser_tests(run_all=False, deep=False, wanted=()):
    """(passed, failed, timings). timings: {"file", "case", "seconds"} of every case, and of every file with the case "".

    run_all: also what has passed already with everything as it is now. wanted: these files and no other."""
    files = [Path(name).resolve() for name in wanted] or sorted(TESTS.glob("*.test.mjs"))
    environment = dict(os.environ)
    if deep:
        environment.setdefault("TSUNAGI_DEEP", "1")
    settings = {key: value for key, value in environment.items() if key in ("TSUNAGI_DEEP", "TSUNAGI_SEED", "TSUNAGI_SIZE")}
    # Nothing says which browsers a host has that brings its own.
    run_all = run_all or environment.get("TSUNAGI_TOOLCHAIN") == "host"
    stamps = {file: Stamp(file, settings) for file in files}
    due = [file for file in files if run_all or not stamps[file].is_good()]
    left = [file.name for file in files if file not in due]
    if left:
        print(f"   not run again, nothing they depend on has changed: {', '.join(left)}", flush=True)
    if not due:
        return 0, 0, []
    due.sort(key=last_seconds, reverse=True)
    alone = [file for file in due if RUNS_ALONE.search(file.read_text())]
    together = [file for file in due if file not in alone]
    RESULTS.mkdir(parents=True, exist_ok=True)

    total_passed = total_failed = 0
    all_timings = []
    with tempfile.TemporaryDirectory(prefix="tsunagi-seeds-") as seeds:
        server = subprocess.Popen(["node", "web/serve.mjs", "--port", "0"], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        environment.update(TSUNAGI_URL=server.stdout.readline().strip(), TSUNAGI_SEEDS=seeds)

        def run_and_stamp(file):
            started_ns = time.time_ns()
            passed, failed, timings, names = run_file(file, environment)
            if passed and not failed and names is not None:
                stamps[file].write(names, started_ns, timings[-1]["seconds"])
            return passed, failed, timings

        try:
            for group, at_once in ((together, AT_ONCE), (alone, 1)):
                with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
                    for passed, failed, timings in pool.map(run_and_stamp, group):
                        total_passed += passed
                        total_failed += failed
                        all_timings += timings
        finally:
            server.terminate()
            server.wait()
    return total_passed, total_failed, all_timings


def main():
    parser = argparse.ArgumentParser(prog="browser_stage.py", description="Runs the browser tests.")
    parser.add_argument("--all", action="store_true", help="also files whose inputs did not change since they passed")
    parser.add_argument("--deep", action="store_true", help="every kill, size and picture")
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args()
    started = time.monotonic()
    passed, failed, _ = browser_tests(options.all or bool(options.files), options.deep, options.files)
    print(f"{passed} passed, {failed} failed, {time.monotonic() - started:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
