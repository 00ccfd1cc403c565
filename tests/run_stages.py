"""Owns the order of the test stages and the count at the end. Started by tests/run inside the toolchain."""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from browser_stage import browser_tests
from stamps import Stamp, digest_of
from times import Times

PROJECT = Path(__file__).resolve().parent.parent
CHECKED = PROJECT / "build/checked"
PASSED = CHECKED / "passed"
JOBS = str(os.cpu_count() or 2)
INTERPRETERS = {".sh": "bash", ".mjs": "node", ".py": "python3"}


class Tally:
    """What has passed and failed so far, and how long it took; stages add to it."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.failures = []
        self.times = Times(PROJECT / "build/times.json")

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
        seconds = time.monotonic() - started
        self.times.add("stages", name, seconds)
        print(f"== {name}: {verdict}, {passed} passed, {failed} failed, {seconds:.1f} s\n", flush=True)
        return not failed


def run(*command, **options):
    return subprocess.run(command, cwd=PROJECT, stdin=subprocess.DEVNULL, **options).returncode == 0


def as_one(succeeded):
    """A stage that is a single yes or no."""
    return (1, 0) if succeeded else (0, 1)


def build(preset, *targets):
    """Building counts as a test only when it fails."""
    return (0, 0) if run("web/build", preset, *targets) else (0, 1)


def read_catch2(result, times):
    """(passed, failed) cases of one program; one that ended before writing its result is one failure."""
    try:
        root = ElementTree.parse(result).getroot()
        cases = root.find("OverallResultsCases")
        for case in root.iter("TestCase"):
            seconds = float(case.find("OverallResult").get("durationInSeconds"))
            file = os.path.relpath(case.get("filename"), PROJECT)
            times.add("files", file, seconds)
            times.add_case(file, case.get("name"), seconds)
        return (int(cases.get("successes")) + int(cases.get("expectedFailures")), int(cases.get("failures")))
    except (OSError, ElementTree.ParseError, AttributeError, TypeError):
        return (0, 1)


def native_tests(times, run_all, deep):
    """Every test of ctest whose program or data changed since it passed."""
    ctest = ["ctest", "--test-dir", str(CHECKED), *(["-C", "deep"] if deep else [])]
    listing = json.loads(subprocess.run([*ctest, "--show-only=json-v1"], capture_output=True, check=True).stdout)
    programs = {test["name"]: Path(test["command"][0]) for test in listing["tests"]}
    data = digest_of(*our_files_except_code())
    contents = {program: digest_of(program) for program in set(programs.values())}
    stamps = {name: Stamp(PASSED, name, hash_of(contents[program] + data)) for name, program in programs.items()}
    due = [name for name in programs if run_all or not stamps[name].is_there()]
    if len(due) < len(programs):
        print(f"   {len(programs) - len(due)} of {len(programs)} not run again, nothing they depend on has changed")
    if not due:
        return 0, 0

    results = CHECKED / "results"
    for old in results.glob("*.xml"):
        old.unlink()
    environment = dict(
        os.environ,
        ASAN_OPTIONS="detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1",
        UBSAN_OPTIONS="print_stacktrace=1")
    junit = results / "ctest.xml"
    ended_well = run(*ctest, "--output-on-failure", "-j", JOBS, "--output-junit", str(junit),
                     "-R", f"^({'|'.join(due)})$", env=environment)
    ended_badly = {case.get("name") for case in ElementTree.parse(junit).iter("testcase") if case.get("status") != "run"}
    passed = failed = 0
    for name in due:
        good, bad = read_catch2(results / f"{name}.xml", times)
        if not bad and name in ended_badly:
            bad = 1  # all cases passed, but the program ended badly (a leak, a crash at exit)
        if not bad:
            stamps[name].leave()
        passed, failed = passed + good, failed + bad
    if passed + failed == 0 or (not ended_well and not failed):
        print("the native tests did not run as they should")
        failed = 1
    return passed, failed


FUZZ_RUNS = 20_000  # of each program: a number and not a time, so that every run tries the same


def fuzz(times, run_all):
    """Every parser of what comes from outside, from its seeds on, with the same randomness each time."""
    passed = failed = 0
    for seeds in sorted((PROJECT / "tests/fuzz/corpus").iterdir()):
        program = CHECKED / f"tests/fuzz/fuzz_{seeds.name}"
        stamp = Stamp(PASSED, program.name, digest_of(program, seeds))
        if stamp.is_there() and not run_all:
            continue
        found = CHECKED / "fuzz/found" / seeds.name
        shutil.rmtree(found, ignore_errors=True)
        found.mkdir(parents=True)
        started = time.monotonic()
        good = run(str(program), f"-runs={FUZZ_RUNS}", "-seed=1", "-max_len=8192",
                   "-timeout=60", "-verbosity=0", f"-artifact_prefix={found}/", str(found), str(seeds))
        times.add("files", f"tests/fuzz/{seeds.name}.cpp", time.monotonic() - started)
        if good:
            stamp.leave()
        passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
    return passed, failed


def our_files(*patterns):
    listing = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
                             cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return sorted({name for name in listing.split("\0") if name and (PROJECT / name).exists()})


def our_files_except_code():
    """What native tests may read: forms, words, practice records, vectors, seeds."""
    return [PROJECT / name for name in our_files("assets", "tests", "README.md")
            if not name.startswith("tests/browser/") and Path(name).suffix not in (".cpp", ".h", ".py")]


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def check_format():
    files = our_files("src/*.cpp", "src/*.h", "tests/*.cpp", "tests/*.h")
    return as_one(not files or run("clang-format-19", "--dry-run", "-Werror", *files))


def check_tidy():
    return as_one(run("python3", "tests/tidy.py"))


def checks(times):
    passed = failed = 0
    for script in sorted((PROJECT / "tests/check").glob("*")):
        interpreter = INTERPRETERS.get(script.suffix)
        if not interpreter:
            continue
        started = time.monotonic()
        good = run(interpreter, str(script))
        seconds = time.monotonic() - started
        times.add("files", str(script.relative_to(PROJECT)), seconds)
        print(f"   {'ok    ' if good else 'FAILED'} {script.name} ({seconds:.1f} s)", flush=True)
        passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
    return passed, failed


def browsers(times, run_all, deep):
    passed, failed, timings = browser_tests(run_all, deep)
    for timing in timings:
        if timing["case"]:
            times.add_case(timing["file"], timing["case"], timing["seconds"])
        else:
            times.add("files", timing["file"], timing["seconds"])
    return passed, failed


def read_arguments():
    parser = argparse.ArgumentParser(prog="tests/run", description="Builds and runs the tests that a change could affect.")
    parser.add_argument("--quick", action="store_true", help="the native tests alone")
    parser.add_argument("--all", action="store_true", help="also what has passed with everything as it is now")
    parser.add_argument("--deep", action="store_true", help="as --all, and every kill, text size and picture")
    arguments = parser.parse_args()
    arguments.all = arguments.all or arguments.deep
    return arguments


def run_stages(tally, wanted):
    times = tally.times
    if tally.stage("build: checked (sanitizers)", lambda: build("checked")):
        tally.stage("native tests", lambda: native_tests(times, wanted.all, wanted.deep))
    if wanted.quick:
        return
    tally.stage("clang-format", check_format)
    if tally.stage("build: fuzzers", lambda: build("checked", "fuzzers")):
        tally.stage("fuzzing", lambda: fuzz(times, wanted.all))
    native = tally.stage("build: native (tsunagi-file)", lambda: build("native"))
    site = tally.stage("build: web (build/site)", lambda: build("web"))
    tally.stage("clang-tidy", check_tidy)
    if native and site:
        tally.stage("checks", lambda: checks(times))
    if site:
        tally.stage("browser tests", lambda: browsers(times, wanted.all, wanted.deep))


def main():
    wanted = read_arguments()
    tally = Tally()
    run_stages(tally, wanted)
    tally.times.keep()
    print(tally.times.table())
    for failure in tally.failures:
        print(f"failed: {failure}")
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
