"""The identity server's secrets reach its configuration, and nothing else changes it."""

import configparser
import io
import stat
import tempfile
import unittest
from contextlib import redirect_stdout
from pathlib import Path

from tchap_operations import identity_configuration

JUDGED = """[general]
server.name = matrix.agent.externe.tchap.example
email.note = 100%% sure

[email]
email.smtphost = smtp.tchap.example
"""


class IdentityConfiguration(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)
        self.source = self.folder / "sydent.conf"
        self.source.write_text(JUDGED)
        self.target = self.folder / "run" / "sydent.conf"
        self.target.parent.mkdir()

    def secret(self, value: str) -> Path:
        file = self.folder / "secret"
        file.write_text(value)
        return file

    def complete(self, *arguments: str) -> tuple[int, str]:
        output = io.StringIO()
        with redirect_stdout(output):
            code = identity_configuration.main([str(self.source), str(self.target), *arguments])
        return code, output.getvalue()

    def as_sydent_reads_it(self) -> configparser.ConfigParser:
        parser = configparser.ConfigParser()
        parser.read(self.target)
        return parser

    def test_a_secret_stands_in_its_section_whatever_is_in_it(self) -> None:
        for value in ("plain", "50% off %(x)s %%", "a = b", "[section]", "; none", "é#", "ed25519 0 AbC+/123"):
            code, _ = self.complete(f"email:email.smtppassword={self.secret(value)}")
            self.assertEqual(code, 0)
            self.assertEqual(self.as_sydent_reads_it().get("email", "email.smtppassword"), value)

    def test_all_that_was_judged_is_as_it_was(self) -> None:
        self.complete(f"crypto:ed25519.signingkey={self.secret('ed25519 0 key')}")
        parser = self.as_sydent_reads_it()
        self.assertEqual(parser.get("general", "email.note"), "100% sure")
        self.assertEqual(parser.get("email", "email.smtphost"), "smtp.tchap.example")
        self.assertEqual(parser.sections(), ["general", "email", "crypto"])

    def test_nobody_else_can_read_it(self) -> None:
        self.complete(f"email:email.smtppassword={self.secret('secret')}")
        self.assertEqual(stat.S_IMODE(self.target.stat().st_mode), 0o600)

    def test_what_cannot_be_written_is_refused_without_telling_it(self) -> None:
        cases = {
            "email:email.smtphost": "other",
            "email:email.smtppassword": "two\nlines",
            "email:x": "",
            "email:y": " led by a space",
            "email:z": "bell\a",
        }
        for name, value in cases.items():
            code, said = self.complete(f"{name}={self.secret(value)}")
            self.assertNotEqual(code, 0, name)
            self.assertFalse(self.target.exists())
            for line in value.splitlines():
                self.assertNotIn(line, said)
        self.assertEqual(self.complete("email:q=/nowhere")[0], 2)
        self.assertEqual(self.complete("email=/nowhere")[0], 2)

    def test_a_file_that_is_no_configuration_is_refused(self) -> None:
        self.source.write_text("not a section\n")
        self.assertEqual(self.complete()[0], 1)
        self.source.unlink()
        self.assertEqual(self.complete()[0], 1)
