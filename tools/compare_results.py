#!/usr/bin/env python3
"""Compares two folders of result files, figure by figure.

Results are matched by what they are (data set, encoder, kind, parameter), not by their file names;
several of one kind are matched in the order of their paths. What may differ between two runs of one
plan (created, version, provenance, schema_version) is left out, and so are keys given by --ignore.
A number may differ by --tolerance. Ends with 1 when anything differs.

Usage: tools/compare_results.py BEFORE AFTER [--tolerance 0] [--ignore KEY,KEY]
"""
import argparse
import collections
import json
import pathlib
import sys

RUN = {"created", "version", "provenance", "schema_version"}


def results(folder):
    found = collections.defaultdict(list)
    for path in sorted(pathlib.Path(folder).rglob("*.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(result, dict) and "kind" in result:
            about = result.get("parameter", result.get("attribute", ""))
            key = (result["dataset"], result["encoder"], result["kind"], about)
            found[key].append((path, result))
    return found


def differences(before, after, ignored, tolerance, at=""):
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            if key in ignored:
                continue
            place = f"{at}.{key}" if at else key
            if key not in before:
                yield f"{place}: only in the second"
            elif key not in after:
                yield f"{place}: only in the first"
            else:
                yield from differences(before[key], after[key], ignored, tolerance, place)
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{at}: {len(before)} and {len(after)} entries"
        for i, (a, b) in enumerate(zip(before, after)):
            yield from differences(a, b, ignored, tolerance, f"{at}[{i}]")
    elif isinstance(before, float | int) and isinstance(after, float | int):
        if abs(before - after) > tolerance:
            yield f"{at}: {before} and {after}"
    elif before != after:
        yield f"{at}: {str(before)[:80]} and {str(after)[:80]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--tolerance", type=float, default=0)
    parser.add_argument("--ignore", default="", help="keys, with commas between them")
    options = parser.parse_args()
    ignored = RUN | set(filter(None, options.ignore.split(",")))
    before, after = results(options.before), results(options.after)
    differing = 0
    for key in sorted(before.keys() | after.keys()):
        pairs = list(zip(before[key], after[key]))
        found = []
        if len(before[key]) != len(after[key]):
            found.append(f"{len(before[key])} and {len(after[key])} results")
        for (_, a), (_, b) in pairs:
            found += differences(a, b, ignored, options.tolerance)
        if found:
            differing += 1
            print(" / ".join(key))
            for line in found[:12]:
                print("  " + line)
            if len(found) > 12:
                print(f"  and {len(found) - 12} more")
    print(f"{len(before.keys() | after.keys())} results compared, {differing} differ")
    return 1 if differing or not before else 0


if __name__ == "__main__":
    sys.exit(main())
