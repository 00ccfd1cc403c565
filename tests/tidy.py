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

from stamps import PROJECT, Stamp

STAMPS = Path(os.environ["TSUNAGI_CACHE"]) / "tidy"
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.M)


def read_database(preset):
    """The entries for src/ of one build folder's compile_commands.json."""
    try:
        entries = json.loads((PROJECT / "build" / preset / "compile_commands.json").read_text())
    except OSError:
        return []
    source = str(PROJECT / "src") + os.sep
    return [entry for entry in entries if entry["file"].startswith(source)]


def translate_for_clang(entries):
    """em++'s entries as clang's own: its settings (-s...) left out, the flags it would add written down."""
    added = subprocess.run(["em++", "--cflags"], capture_output=True, text=True, check=True).stdout.strip()
    for entry in entries:
        compiler, _, rest = entry["command"].partition(" ")
        kept = " ".join(word for word in rest.split(" ") if not re.match(r"-s[A-Z]", word) and word != "-flto")
        entry["command"] = f"clang++ {added} {kept}"
    return entries


def without_precompiled(entry):
    """A file is looked at with the headers it names itself, which is also much quicker for small ones."""
    entry["command"] = re.sub(r" -Winvalid-pch| -Xclang -include(-pch)? -Xclang \S+", "", entry["command"])
    return entry


def make_database():
    """What to look at and how, in build/tidy: natively where a file is built natively, the platform as wasm."""
    entries = {entry["file"]: without_precompiled(entry) for entry in read_database("checked")}
    web_only = [entry for entry in read_database("web") if entry["file"] not in entries]
    if web_only:
        entries |= {entry["file"]: entry for entry in translate_for_clang(web_only)}
    folder = PROJECT / "build/tidy"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(list(entries.values())))
    return {name: entry["command"] for name, entry in sorted(entries.items()) if Path(name).exists()}


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
    for place in (str(PROJECT), os.environ["TSUNAGI_SOURCES"]):
        command = command.replace(place, "")
    digest.update(command.encode() + version)
    digest.update((PROJECT / ".clang-tidy").read_bytes())
    for path in [file, *sorted(included_headers(file, set()))]:
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return Stamp(STAMPS, file.stem, digest.hexdigest())


def tidy(file):
    done = subprocess.run(["clang-tidy-19", "--quiet", "-p", "build/tidy", str(file)],
                          cwd=PROJECT, capture_output=True, text=True)
    return done.returncode == 0, done.stdout + (done.stderr if done.returncode else "")


def main():
    commands = make_database()
    if not commands:
        print("   nothing has been configured: build first")
        return 1
    wanted = {str(Path(name).resolve()) for name in sys.argv[1:]}
    version = subprocess.run(["clang-tidy-19", "--version"], capture_output=True, check=True).stdout

    due = []
    for name, command in commands.items():
        stamp = stamp_for(Path(name), command, version)
        if (not wanted or name in wanted) and not stamp.is_there():
            due.append((Path(name), stamp))
    print(f"   {len(due)} of {len(commands)} files to look at", flush=True)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        jobs = {pool.submit(tidy, file): (file, stamp) for file, stamp in due}
        for job in concurrent.futures.as_completed(jobs):
            file, stamp = jobs[job]
            good, output = job.result()
            if good:
                stamp.leave()
            else:
                failed += 1
                print(f"--- {file.relative_to(PROJECT)}\n{output}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
