#!/usr/bin/env python3
"""Compiles the IANA time zone database into core/base/zone_data.bin.

    tools/zone_data.py tzdata_2026b.orig.tar.gz

The argument is the .orig.tar.gz of Debian's tzdata source package (`apt-get source --download-only tzdata`). zic compiles the regions,
`etcetera` and the old names of `backward`; `backzone` is left out, so that a zone's early history is what the database itself
says. Fat files, since the slim ones of Debian 12's zic lack changes. The result is the same for the same source, and its SHA-256 is printed: it stands in core/base/zone_data.txt, and a test
compares. See docs/adr/0009-time-zones.md.
"""

import hashlib
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

SOURCES = ["africa", "antarctica", "asia", "australasia", "europe", "northamerica", "southamerica", "etcetera", "backward"]
OUT = pathlib.Path(__file__).resolve().parents[1] / "core" / "base"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    source = pathlib.Path(sys.argv[1])
    version = re.search(r"tzdata_(\w+)\.orig", source.name).group(1)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        with tarfile.open(source) as archive:
            archive.extractall(scratch / "source", filter="data")
        files = [next((scratch / "source").rglob(name)) for name in SOURCES]
        subprocess.run(["zic", "-b", "fat", "-d", scratch / "zones", *files], check=True)
        zones = {str(path.relative_to(scratch / "zones")): path.read_bytes()
                 for path in (scratch / "zones").rglob("*") if path.is_file()}

    blob, places, lines = b"", {}, []
    for name, content in sorted(zones.items()):
        if content not in places:
            places[content] = len(blob)
            blob += content
        lines.append(f"{name} {places[content]} {len(content)}")
    data = "\n".join([f"muster-zones {version} {len(lines)}", *lines, "", ""]).encode() + blob
    (OUT / "zone_data.bin").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    source_digest = hashlib.sha256(source.read_bytes()).hexdigest()
    (OUT / "zone_data.txt").write_text(
        f"version {version}\nsha256 {digest}\nsource {source.name}\nsource-sha256 {source_digest}\n")
    print(f"{len(lines)} names, {len(places)} zones, {len(data)} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
