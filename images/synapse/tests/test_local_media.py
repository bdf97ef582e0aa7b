"""The local volume is bounded, and nothing leaves it that the store does not hold whole."""

import os
import tempfile
import time
import unittest
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from tchap_operations.local_media import Pass, move

DAY = 86400
NOW = time.time()


class StandIn:
    """Not a store: what was uploaded, by path."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.refuses: set[str] = set()
        self.asked = 0

    def size(self, path: str) -> int | None:
        self.asked += 1
        return len(self.objects[path]) if path in self.objects else None

    def upload(self, file: Path, path: str) -> None:
        if path in self.refuses:
            raise OSError("the store is full")
        self.objects[path] = file.read_bytes()


class LocalMedia(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.base = Path(directory.name)
        self.store = StandIn()

    def file(self, path: str, content: bytes = b"content", days: float = 10, read_days: float | None = None) -> str:
        file = self.base / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (NOW - (days if read_days is None else read_days) * DAY, NOW - days * DAY))
        return path

    def files(self) -> list[str]:
        return sorted(str(file.relative_to(self.base)) for file in self.base.rglob("*") if file.is_file())

    def move(self, most_bytes: int = 10**9, days: int = 7) -> Pass:
        with redirect_stdout(StringIO()):
            return move(self.base, self.store, NOW, days * DAY, most_bytes)

    def test_an_old_file_is_in_the_store_before_it_is_gone(self) -> None:
        paths = [
            self.file("local_content/aa/bb/cc", b"photo"),
            self.file("local_thumbnails/aa/bb/cc/32-32-image-png-crop", b"small"),
            self.file("remote_content/b.example/aa/bb/cc", b"theirs"),
            self.file("remote_thumbnail/b.example/aa/bb/cc/32", b"their small"),
        ]
        result = self.move()
        self.assertEqual((self.files(), result.removed, result.uploaded), ([], 4, 4))
        self.assertEqual(self.store.objects[paths[0]], b"photo")
        self.assertEqual(sorted(self.store.objects), sorted(paths))

    def test_what_the_store_has_is_not_sent_again(self) -> None:
        path = self.file("local_content/aa/bb/cc")
        self.store.objects[path] = b"CONTENT"
        result = self.move()
        self.assertEqual((result.removed, result.uploaded, self.store.objects[path]), (1, 0, b"CONTENT"))

    def test_a_file_that_the_store_holds_with_another_size_stays(self) -> None:
        path = self.file("local_content/aa/bb/cc")
        self.store.objects[path] = b"cont"
        result = self.move()
        self.assertEqual((self.files(), result.mismatched, self.store.objects[path]), ([path], 1, b"cont"))

    def test_a_file_that_the_store_does_not_take_stays_and_the_others_go_on(self) -> None:
        refused, other = self.file("local_content/aa/bb/cc"), self.file("local_content/aa/bb/dd")
        self.store.refuses.add(refused)
        result = self.move()
        self.assertEqual((self.files(), result.failed, result.removed), ([refused], 1, 1))
        self.assertIn(other, self.store.objects)

    def test_a_store_that_takes_nothing_is_not_asked_for_every_file(self) -> None:
        for number in range(100, 200):
            self.store.refuses.add(self.file(f"local_content/aa/bb/{number}"))
        self.assertEqual((self.move().failed, len(self.files())), (20, 100))

    def test_an_upload_that_was_cut_short_removes_nothing(self) -> None:
        path = self.file("local_content/aa/bb/cc")
        self.store.upload = lambda file, path: self.store.objects.update({path: b"con"})
        self.assertEqual((self.move().mismatched, self.files()), (1, [path]))

    def test_a_file_that_is_written_meanwhile_stays(self) -> None:
        path = self.file("local_content/aa/bb/cc")

        def upload(file: Path, path: str) -> None:
            self.store.objects[path] = file.read_bytes()
            file.write_bytes(b"CONTENT")

        self.store.upload = upload
        self.move()
        self.assertEqual(self.files(), [path])

    def test_a_young_file_stays_and_so_does_one_that_was_read_lately(self) -> None:
        kept = [self.file("local_content/aa/bb/cc", days=6.9), self.file("local_content/aa/bb/dd", read_days=1)]
        self.assertEqual((self.move().removed, self.files(), self.store.asked), (0, kept, 0))

    def test_previews_of_links_are_synapses_own_business(self) -> None:
        kept = [self.file("url_cache/2026-01-01/x"), self.file("url_cache_thumbnails/2026-01-01/x/32")]
        self.move()
        self.assertEqual((self.files(), self.store.objects), (kept, {}))

    def test_a_link_leads_nowhere(self) -> None:
        self.file("secret")
        (self.base / "local_content").mkdir()
        link = self.base / "local_content/link"
        link.symlink_to(self.base / "secret")
        os.utime(link, (0, 0), follow_symlinks=False)
        self.move()
        self.assertEqual((self.store.objects, link.is_symlink()), ({}, True))

    def test_a_volume_above_its_bound_loses_what_was_used_longest_ago(self) -> None:
        kept = [self.file(f"local_content/aa/bb/{days}", bytes(100), days=days) for days in (1, 2)]
        for days in (3, 4, 5):
            self.file(f"local_content/aa/bb/{days}", bytes(100), days=days)
        result = self.move(most_bytes=250)
        self.assertEqual((self.files(), result.bytes, result.files), (kept, 200, 2))

    def test_not_even_a_full_volume_loses_what_may_still_be_written(self) -> None:
        path = self.file("local_content/aa/bb/cc", bytes(100), days=0.9 / 24)
        self.move(most_bytes=10)
        self.assertEqual(self.files(), [path])

    def test_folders_that_became_empty_go_once_they_are_old(self) -> None:
        self.file("local_content/aa/bb/cc")
        old, young = self.base / "local_content/xx/yy", self.base / "local_content/vv/ww"
        for folder in (old, young):
            folder.mkdir(parents=True)
        os.utime(old, (NOW - DAY, NOW - DAY))
        self.move()
        self.assertEqual(
            (old.exists(), young.exists(), (self.base / "local_content/aa/bb").exists()), (False, True, True)
        )
        self.assertTrue((self.base / "local_content").exists())


if __name__ == "__main__":
    unittest.main()
