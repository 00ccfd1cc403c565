"""Runs clang-tidy over src/, each file only when it, a header of ours it includes, its flags or the rules have changed.

A file that passed leaves a stamp in the cache, named by the hash of all that its verdict depends on.
    python3 tests/tidy.py [FILE...]      without FILE: every .cpp of src/ that a build in build/ compiles
"""

import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
STAMPS = Path(os.environ["TSUNAGI_CACHE"]) / "tidy"
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.M)
# The platform is compiled by em++, whose own flags clang-tidy has to be told.
WASM_FLAGS = ["--target=wasm32-unknown-emscripten", "-D__EMSCRIPTEN__", "-D__EMSCRIPTEN_major__=3", "-fno-lto",
              "-D__EMSCRIPTEN_minor__=1", "-D__EMSCRIPTEN_tiny__=69"]


def read_commands(preset):
    """The compile command of each source file of src/ in one build folder."""
    try:
        entries = json.loads((PROJECT / "build" / preset / "compile_commands.json").read_text())
    except OSError:
        return {}
    source = str(PROJECT / "src") + os.sep
    return {entry["file"]: entry["command"] for entry in entries if entry["file"].startswith(source)}


def included_headers(file, seen):
    """Our own headers that a file includes, directly or not; an include names folder/file below src/."""
    for name in INCLUDE.findall(file.read_bytes()):
        header = PROJECT / "src" / os.fsdecode(name)
        if header.exists() and header not in seen:
            seen.add(header)
            included_headers(header, seen)
    return seen


def stamp_for(file, command, version):
    digest = hashlib.sha256()
    # Paths differ from clone to clone and say nothing about the verdict.
    digest.update(command.replace(str(PROJECT), "").encode() + version)
    digest.update((PROJECT / ".clang-tidy").read_bytes())
    for path in [file, *sorted(included_headers(file, set()))]:
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return STAMPS / digest.hexdigest()


def tidy(file, preset):
    sysroot = "/usr/share/emscripten/cache/sysroot"
    extra = []
    if preset == "web":
        extra = [f"--extra-arg-before={flag}" for flag in WASM_FLAGS]
        extra += [f"--extra-arg-before=--sysroot={sysroot}",
                  f"--extra-arg-before=-isystem{sysroot}/include/c++/v1", "--extra-arg-before=-nostdinc++",
                  f"--extra-arg-before=-isystem{sysroot}/include/compat"]
    done = subprocess.run(["clang-tidy-19", "--quiet", "-p", f"build/{preset}", *extra, str(file)],
                          cwd=PROJECT, capture_output=True, text=True)
    return done.returncode == 0, done.stdout + (done.stderr if done.returncode else "")


def main():
    commands = {name: ("checked", command) for name, command in read_commands("checked").items()}
    for name, command in read_commands("web").items():
        commands.setdefault(name, ("web", command))
    wanted = {str(Path(name).resolve()) for name in sys.argv[1:]}
    version = subprocess.run(["clang-tidy-19", "--version"], capture_output=True, check=True).stdout
    STAMPS.mkdir(parents=True, exist_ok=True)

    due = []
    for name, (preset, command) in sorted(commands.items()):
        file = Path(name)
        if wanted and name not in wanted or not file.exists():
            continue
        stamp = stamp_for(file, command, version)
        if not stamp.exists():
            due.append((file, preset, stamp))
    print(f"   {len(due)} of {len(commands)} files to look at", flush=True)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        jobs = {pool.submit(tidy, file, preset): (file, stamp) for file, preset, stamp in due}
        for job in concurrent.futures.as_completed(jobs):
            file, stamp = jobs[job]
            good, output = job.result()
            if good:
                stamp.touch()
            else:
                failed += 1
                print(f"--- {file.relative_to(PROJECT)}\n{output}", flush=True)
    if not commands:
        print("   nothing has been configured: build first")
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
