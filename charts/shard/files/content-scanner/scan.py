#!/usr/bin/env python3
"""Has one file scanned by the antivirus; the exit code is the verdict, and every doubt is a refusal."""

import json
import os
import socket
import sys
from calendar import timegm
from pathlib import Path
from time import monotonic, strptime, time

CLEAN, INFECTED, UNDECIDED, UNSCANNABLE = range(4)

# Bytes sent at a time, and the most that an answer may be: it is one line.
CHUNK = 128 * 1024
LONGEST_ANSWER = 4096

DAY = 24 * 3600


def settings():
    """What start.py and this program are told, by the file that their environment names."""
    return json.loads(Path(os.environ["SETTINGS"]).read_text())


class Undecided(Exception):
    """No verdict was reached."""


class Antivirus:
    """A session with one clamd (clamd(8), IDSESSION): all its answers come from the same signatures."""

    def __init__(self, host, port, seconds):
        self._end = monotonic() + seconds
        self._socket = socket.create_connection((host, port), seconds)
        self._asked = 0
        self.send(b"zIDSESSION\0")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def _left(self):
        left = self._end - monotonic()
        if left <= 0:
            raise Undecided("the antivirus is late")
        self._socket.settimeout(left)

    def send(self, data):
        self._left()
        self._socket.sendall(data)

    def answer(self):
        """The next answer, without the number that it must carry."""
        self._asked += 1
        read = b""
        while not read.endswith(b"\0"):
            self._left()
            part = self._socket.recv(LONGEST_ANSWER)
            if not part or len(read) > LONGEST_ANSWER:
                raise Undecided(f"the antivirus broke off after {read!r}")
            read += part
        number, colon, text = read[:-1].decode("utf-8", "replace").partition(": ")
        if not colon or number != str(self._asked):
            raise Undecided(f"the antivirus answered {read!r}")
        return text

    def signatures_built(self):
        """When its signatures were built, in seconds since 1970."""
        self.send(b"zVERSION\0")
        # "ClamAV 1.5.4/27500/Mon Nov 23 08:25:11 2026"; without signatures that have a date, the first part only.
        text = self.answer()
        try:
            _, _, built = text.split("/")
            return timegm(strptime(built, "%a %b %d %H:%M:%S %Y"))
        except ValueError:
            raise Undecided(f"the age of the signatures is unknown: {text}") from None

    def scan(self, file):
        self.send(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            self.send(len(chunk).to_bytes(4, "big") + chunk)
        self.send(bytes(4))
        return self.answer()


def verdict(answer):
    """What clamd's answer means for the one who waits for the file."""
    if answer == "stream: OK":
        return CLEAN
    if not answer.startswith("stream: ") or not answer.endswith(" FOUND"):
        raise Undecided(answer)
    found = answer[len("stream: ") : -len(" FOUND")]
    # It ran out of time, which it may not do the next time.
    if found.startswith("Heuristics.Limits.Exceeded.MaxScanTime"):
        raise Undecided(found)
    print(found, file=sys.stderr)
    # What it may not, or cannot, look into: the same the next time.
    return UNSCANNABLE if found.startswith(("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")) else INFECTED


def scan(path, told):
    file = Path(path)
    if file.stat().st_size > told["mostBytes"]:
        print("larger than what is scanned", file=sys.stderr)
        return UNSCANNABLE
    with file.open("rb") as content, Antivirus(told["host"], told["port"], told["seconds"]) as antivirus:
        if time() - antivirus.signatures_built() > told["signatureDays"] * DAY:
            raise Undecided("the signatures are too old")
        return verdict(antivirus.scan(content))


def main(arguments):
    try:
        (path,) = arguments
        return scan(path, settings()["antivirus"])
    # Whatever it was, there is no verdict; Python's own exit code for it would be that of an infected file.
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return UNDECIDED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
