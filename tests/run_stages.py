"""Owns the order of the test stages and the count at the end. Started by tests/run inside the toolchain."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CHECKED = PROJECT / "build/checked"
JOBS = str(os.cpu_count() or 2)
INTERPRETERS = {".sh": "bash", ".mjs": "node", ".py": "python3"}


class Tally:
    """What has passed and failed so far; a stage adds to it and is timed by it."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.failures = []

    def add(self, passed, failed, what):
        self.passed += passed
        self.failed += failed
        if failed:
            self.failures.append(what)

    def stage(self, name, function):
        print(f"== {name}", flush=True)
        started = time.monotonic()
        passed, failed = function()
        self.add(passed, failed, name)
        verdict = "FAILED" if failed else "ok"
        print(f"== {name}: {verdict}, {passed} passed, {failed} failed, "
              f"{time.monotonic() - started:.1f} s\n", flush=True)
        return not failed


def run(*command, **options):
    return subprocess.run(command, cwd=PROJECT, stdin=subprocess.DEVNULL, **options).returncode == 0


def as_one(succeeded):
    """A stage that is a single yes or no."""
    return (1, 0) if succeeded else (0, 1)


def build(preset, *targets):
    """Building counts as a test only when it fails."""
    return (0, 0) if run("web/build", preset, *targets) else (0, 1)


def count_catch2(result):
    """(passed, failed) cases of one program; one that ended before writing its result is one failure."""
    try:
        cases = ElementTree.parse(result).getroot().find("OverallResultsCases")
        return (int(cases.get("successes")) + int(cases.get("expectedFailures")), int(cases.get("failures")))
    except (OSError, ElementTree.ParseError, AttributeError):
        return (0, 1)


def native_tests():
    results = CHECKED / "results"
    for old in results.glob("*.xml"):
        old.unlink()
    environment = dict(
        os.environ,
        ASAN_OPTIONS="detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1",
        UBSAN_OPTIONS="print_stacktrace=1")
    listing = subprocess.run(["ctest", "--test-dir", str(CHECKED), "--show-only"], capture_output=True, text=True,
                             check=True).stdout
    names = re.findall(r"Test +#\d+: (\S+)", listing)
    ended_well = run("ctest", "--test-dir", str(CHECKED), "--output-on-failure", "-j", JOBS, env=environment)
    counts = [count_catch2(results / f"{name}.xml") for name in names]
    passed, failed = sum(c[0] for c in counts), sum(c[1] for c in counts)
    if not ended_well and not failed:
        failed = 1  # all cases passed, but a program ended badly (a leak, a crash at exit)
    if passed + failed == 0:
        print("no native test ran")
        failed = 1
    return passed, failed


FUZZ_RUNS = 20_000  # of each program: a number and not a time, so that every run tries the same


def fuzz():
    """Every parser of what comes from outside, from its seeds on, with the same randomness each time."""
    passed = failed = 0
    for seeds in sorted((PROJECT / "tests/fuzz/corpus").iterdir()):
        found = PROJECT / "build/fuzz/found" / seeds.name
        shutil.rmtree(found, ignore_errors=True)
        found.mkdir(parents=True)
        good = run(f"build/fuzz/tests/fuzz/fuzz_{seeds.name}", f"-runs={FUZZ_RUNS}", "-seed=1", "-max_len=8192",
                   "-timeout=60", "-verbosity=0", f"-artifact_prefix={found}/", str(found), str(seeds))
        passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
    return passed, failed


def our_files(*patterns):
    listing = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
                             cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return sorted({name for name in listing.split("\0") if name and (PROJECT / name).exists()})


def check_format():
    files = our_files("src/*.cpp", "src/*.h", "tests/*.cpp", "tests/*.h")
    return as_one(not files or run("clang-format-19", "--dry-run", "-Werror", *files))


def check_tidy():
    return as_one(run("python3", "tests/tidy.py"))


def checks():
    passed = failed = 0
    for script in sorted((PROJECT / "tests/check").glob("*")):
        interpreter = INTERPRETERS.get(script.suffix)
        if not interpreter or script.name.startswith("_"):
            continue
        started = time.monotonic()
        good = run(interpreter, str(script))
        print(f"   {'ok    ' if good else 'FAILED'} {script.name} ({time.monotonic() - started:.1f} s)", flush=True)
        passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
    return passed, failed


def count_tap(text):
    """(passed, failed) of node's own test runner by the last lines of its TAP report."""
    numbers = {key: int(value) for key, value in re.findall(r"^# (tests|pass|fail|cancelled) (\d+)$", text, re.M)}
    return numbers.get("pass", 0), numbers.get("fail", 0) + numbers.get("cancelled", 0)


def browser_tests():
    files = sorted(str(path.relative_to(PROJECT)) for path in (PROJECT / "tests/browser").glob("*.test.mjs"))
    if not files:
        return 0, 0
    report = PROJECT / "build/browser-tests.tap"
    report.unlink(missing_ok=True)
    server = subprocess.Popen(["node", "web/serve.mjs", "--port", "0"], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip()
        # One file at a time: a browser drawing with software GL takes a whole core.
        ended_well = run("node", "--test", "--test-concurrency=1", "--test-timeout=600000",
                         "--test-reporter=spec", "--test-reporter-destination=stdout",
                         "--test-reporter=tap", f"--test-reporter-destination={report}", *files,
                         env=dict(os.environ, TSUNAGI_URL=url))
    finally:
        server.terminate()
        server.wait()
    passed, failed = count_tap(report.read_text()) if report.exists() else (0, 0)
    return passed, failed or (0 if ended_well and passed else 1)


def main():
    parser = argparse.ArgumentParser(prog="tests/run", description="Builds and runs the tests.")
    parser.add_argument("--quick", action="store_true", help="the native tests alone")
    quick = parser.parse_args().quick

    tally = Tally()
    if tally.stage("build: checked (sanitizers)", lambda: build("checked")):
        tally.stage("native tests", native_tests)
    if not quick:
        tally.stage("clang-format", check_format)
        if tally.stage("build: fuzz (parsers)", lambda: build("fuzz")):
            tally.stage("fuzzing", fuzz)
        native = tally.stage("build: native (tsunagi-file)", lambda: build("native"))
        site = tally.stage("build: web (build/site)", lambda: build("web"))
        tally.stage("clang-tidy", check_tidy)
        if native and site:
            tally.stage("checks", checks)
        if site:
            tally.stage("browser tests", browser_tests)
    for failure in tally.failures:
        print(f"failed: {failure}")
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
