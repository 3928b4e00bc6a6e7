"""Where a test run keeps its data: loaded by `-p tests.environment`, before anything reads the settings.

Each worker of pytest-xdist has a folder of its own, so that none sees another's keys, files or database.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MADE_HERE = "MOTCUA_TEST_FOLDER" not in os.environ
FOLDER = Path(os.environ.setdefault("MOTCUA_TEST_FOLDER", tempfile.mkdtemp(prefix="motcua-test-")))
DATA = FOLDER / os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["MOTCUA_DATA"] = str(DATA)
os.environ["MOTCUA_KEYS"] = str(DATA / "keys")
os.environ["MOTCUA_TEST_DATABASE"] = str(DATA / "test.sqlite3")  # a file: threads and processes share it
os.environ["MOTCUA_DEMO"] = ""
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
