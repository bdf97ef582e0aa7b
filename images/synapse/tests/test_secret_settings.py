import contextlib
import io
import os
import stat
import tempfile
import unittest
from pathlib import Path

import yaml
from synapse.config._base import read_config_files

from tchap_synapse.secret_settings import main

JUDGED = """
server_name: "agent.finances.tchap.gouv.fr"
email:
  smtp_host: "relay"
  smtp_port: 587
  notif_from: "Tchap é <tchap@example.org>"
  templates: { one: { two: {} } }
password_config: { enabled: true, policy: { enabled: true } }
report_stats: false
empty:
"""
SECRET = 'p@ss: "word" # é {x} yes'


class SecretSettingsTest(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.judged = self.directory / "homeserver.yaml"
        self.judged.write_text(JUDGED)
        self.target = self.directory / "secrets.yaml"
        self.errors = ""

    def secret(self, content: bytes, name: str = "secret") -> Path:
        file = self.directory / name
        file.write_bytes(content)
        return file

    def run_with(self, *arguments: str) -> int:
        output = io.StringIO()
        with contextlib.redirect_stderr(output), contextlib.redirect_stdout(output):
            code = main([str(self.judged), str(self.target), *arguments])
        self.errors = output.getvalue()
        return code

    def refuse(self, *arguments: str) -> str:
        self.assertEqual(self.run_with(*arguments), 1)
        self.assertFalse(self.target.exists())
        return self.errors

    def test_a_named_block_is_repeated_whole_with_the_secret_added(self) -> None:
        file = self.secret(SECRET.encode() + b"\n")
        self.assertEqual(self.run_with(f"email.smtp_pass={file}"), 0)
        judged = yaml.safe_load(JUDGED)
        self.assertEqual(yaml.safe_load(self.target.read_text()), {"email": {**judged["email"], "smtp_pass": SECRET}})
        self.assertEqual(self.errors, "")

    def test_synapse_reads_both_files_as_the_judged_configuration_with_its_secrets(self) -> None:
        password, pepper = self.secret(SECRET.encode(), "password"), self.secret(b"pepper", "pepper")
        self.assertEqual(self.run_with(f"email.smtp_pass={password}", f"password_config.pepper={pepper}"), 0)
        expected = yaml.safe_load(JUDGED)
        expected["email"]["smtp_pass"] = SECRET
        expected["password_config"]["pepper"] = "pepper"
        self.assertEqual(read_config_files([str(self.judged), str(self.target)]), expected)

    def test_only_the_owner_reads_the_file_and_nothing_else_is_left(self) -> None:
        before = os.umask(0)
        self.addCleanup(os.umask, before)
        self.assertEqual(self.run_with(f"email.smtp_pass={self.secret(b'x')}"), 0)
        self.assertEqual(stat.S_IMODE(self.target.stat().st_mode), 0o600)
        self.assertEqual(sorted(os.listdir(self.directory)), ["homeserver.yaml", "secret", "secrets.yaml"])

    def test_an_older_file_is_replaced(self) -> None:
        self.target.write_text("email: {smtp_pass: old}")
        self.assertEqual(self.run_with(f"password_config.pepper={self.secret(b'new')}"), 0)
        self.assertNotIn("old", self.target.read_text())

    def test_without_secrets_the_file_is_an_empty_mapping(self) -> None:
        self.assertEqual(self.run_with(), 0)
        self.assertEqual(self.target.read_text(), "{}\n")

    def test_deeper_settings_are_reached_through_mappings_that_are_there(self) -> None:
        self.assertEqual(self.run_with(f"email.templates.one.two.three={self.secret(b'x')}"), 0)
        written = yaml.safe_load(self.target.read_text())
        self.assertEqual(written["email"]["templates"]["one"]["two"], {"three": "x"})

    def test_a_setting_that_was_not_judged_is_refused(self) -> None:
        file = self.secret(SECRET.encode())
        for path, why in {
            "redis.password": "redis is not in the configuration",
            "email.other.key": "email.other is not in the configuration",
            "email.smtp_host.key": "email.smtp_host is not a mapping",
            "empty.key": "empty is not a mapping",
            "email.smtp_port": "set already",
            "server_name": "write <block>.<key>=<file>",
            "email..key": "write <block>.<key>=<file>",
            ".key": "write <block>.<key>=<file>",
        }.items():
            with self.subTest(path):
                self.assertIn(why, self.refuse(f"{path}={file}"))

    def test_the_same_setting_twice_is_refused(self) -> None:
        file = self.secret(b"x")
        self.assertIn("set already", self.refuse(f"email.smtp_pass={file}", f"email.smtp_pass={file}"))

    def test_a_file_that_holds_no_plain_secret_is_refused(self) -> None:
        for content, why in {
            b"": "empty",
            b"\n": "empty",
            b"a\nb": "control character",
            b"a\r\n": "control character",
            b"a\n\n": "control character",
            b"a\x00b": "control character",
            b"a\x7f": "control character",
            "a\x85b".encode(): "control character",
            b"\xff": "not UTF-8",
        }.items():
            with self.subTest(repr(content)):
                self.assertIn(why, self.refuse(f"email.smtp_pass={self.secret(content)}"))
        self.assertIn("No such file", self.refuse(f"email.smtp_pass={self.directory}/none"))

    def test_no_message_shows_a_value(self) -> None:
        file = self.secret(b"hunter2\nhunter2")
        self.assertNotIn("hunter2", self.refuse(f"email.smtp_pass={file}"))
        self.judged.write_text("email: {smtp_host: [hunter2")
        self.assertNotIn("hunter2", self.refuse(f"email.smtp_pass={self.secret(b'x')}"))

    def test_a_source_that_is_no_configuration_is_refused(self) -> None:
        for text in ("", "- a list", "text"):
            self.judged.write_text(text)
            self.assertIn("not a mapping", self.refuse())
        self.judged.unlink()
        self.assertIn("No such file", self.refuse())

    def test_called_wrongly_it_tells_its_usage(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            self.assertEqual(main([str(self.judged)]), 2)
        self.assertIn("usage", errors.getvalue())
