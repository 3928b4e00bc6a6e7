"""`motcua verify`, `proof`, `backup`, `restore`, `keys` and the verifier that stands alone, from outside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.living_house import ROOT, House


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("built")).furnish()


@pytest.fixture
def living(built: House, tmp_path: Path) -> House:
    shutil.copytree(built.data, tmp_path / "data")
    return House(tmp_path / "data")


pytestmark = pytest.mark.slow


def _drop(table: str, event: str) -> str:
    return f"DROP TRIGGER journal_{table}_no_{event}"


def test_verify_is_clean_and_says_what_it_looked_at(living: House) -> None:
    done = living.motcua("verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "everything holds" in done.stdout
    said = json.loads(living.motcua("verify", "--json").stdout)
    assert said["holds"]
    assert {check["name"] for check in said["checks"]} >= {
        "dossier rows",
        "seals",
        "stored files",
        "roll-ups",
    }


def test_verify_is_red_after_one_byte_in_a_dossier_a_file_and_the_journal(living: House) -> None:
    living.sql("UPDATE dossiers_dossier SET applicant_name = 'Nguyễn Thị Lam'")
    done = living.motcua("verify")
    assert done.returncode == 1
    assert "applicant_name is not that of its sealed content" in done.stdout
    living.sql("UPDATE dossiers_dossier SET applicant_name = 'Nguyễn Thị Lan'")
    assert living.motcua("verify").returncode == 0

    path = next((living.data / "files").glob("??/*"))
    content = bytearray(path.read_bytes())
    content[30] ^= 1
    path.write_bytes(content)
    done = living.motcua("verify", "--json")
    assert done.returncode == 1
    assert [check["name"] for check in json.loads(done.stdout)["checks"] if check["problem_count"]] == [
        "stored files"
    ]
    content[30] ^= 1
    path.write_bytes(content)

    living.sql(_drop("entry", "update"), "UPDATE journal_entry SET kind = 'dossier.declined' WHERE id = 3")
    done = living.motcua("verify")
    assert done.returncode == 1
    assert "was changed: its hash is not that of what it says" in done.stdout
    assert "UPDATE on journal_entry" in done.stdout


def test_a_folder_without_a_database_is_unusable(tmp_path: Path) -> None:
    done = House(tmp_path / "none").motcua("verify")
    assert done.returncode == 2
    assert done.stderr.startswith("motcua: ")
    assert done.stderr.count("\n") == 1


def test_backup_restore_and_verify_on_the_command_line(living: House, tmp_path: Path) -> None:
    backup, new = tmp_path / "b.tar", tmp_path / "new"
    done = living.motcua("backup", str(backup))
    assert done.returncode == 0, done.stderr
    assert "signing key" in done.stdout

    done = House(new).motcua("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("MISSING") == 3
    shutil.copytree(living.data / "keys", new / "keys")
    assert House(new).motcua("verify").returncode == 0

    assert House(new).motcua("restore", str(backup)).returncode == 2
    shutil.rmtree(new)
    shutil.copytree(living.data / "keys", new / "keys")
    done = House(new).motcua("restore", str(backup), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["verification"]["holds"]


def test_a_wrong_key_is_lacking(living: House, tmp_path: Path) -> None:
    living.motcua("backup", str(tmp_path / "b.tar"))
    keys = json.loads((living.data / "keys" / "keys.json").read_text())
    (tmp_path / "new" / "keys").mkdir(parents=True)
    (tmp_path / "new" / "keys" / "keys.json").write_text(
        json.dumps({**keys, "index_key": keys["signing_key"]})
    )
    done = House(tmp_path / "new").motcua("restore", str(tmp_path / "b.tar"), "--json")
    assert set(json.loads(done.stdout)["lacking"]) == {"index key"}


def test_keys_rotate_on_the_command_line(living: House) -> None:
    done = living.motcua("keys", "rotate")
    assert done.returncode == 0, done.stderr
    assert "data key 2 is current" in done.stderr
    assert living.motcua("verify").returncode == 0
    finished = json.loads(living.motcua("keys", "rotate", "--finish", "--json").stdout)
    assert not any(finished["counts"].values())


def test_the_verifier_needs_none_of_our_code(living: House, tmp_path: Path) -> None:
    [(code,)] = living.sql("SELECT code FROM dossiers_dossier WHERE code IS NOT NULL")
    proof = tmp_path / "proof.json"
    proof.write_text(living.motcua("proof", str(code)).stdout)
    assert _stand_alone(living, tmp_path, proof).returncode == 0

    said = json.loads(proof.read_text())
    said["entries"][0]["at"] = "2020-09-13T00:00:00.000000+00:00"
    proof.write_text(json.dumps(said))
    done = _stand_alone(living, tmp_path, proof)
    assert done.returncode == 1
    assert "entry 1: its hash is not that of what it says" in done.stdout

    living.sql(_drop("entry", "update"), "UPDATE journal_entry SET actor = 999 WHERE id = 3")
    assert "its hash is not that" in _stand_alone(living, tmp_path, None).stdout
    log = living.data / "seals" / "seals.log"
    log.write_text(log.read_text().replace('"size": ', '"size": 1'))
    done = _stand_alone(living, tmp_path, None)
    assert done.returncode == 1
    assert "seal 1: its hash is not that of what it says" in done.stdout


def test_proof_of_nothing_is_unusable(living: House) -> None:
    assert living.motcua("proof", "MC-2222-2222").returncode == 2
    assert living.motcua("proof", "nonsense").returncode == 2


@pytest.mark.postgres
@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="./test runs it with a PostgreSQL of its own")
def test_backup_and_restore_on_postgresql(tmp_path: Path) -> None:
    old = House(tmp_path / "old", _new_database("motcua_old")).furnish()
    assert old.motcua("verify").returncode == 0
    done = old.motcua("backup", str(tmp_path / "b.tar"))
    assert done.returncode == 0, done.stderr

    shutil.copytree(old.data / "keys", tmp_path / "new" / "keys")
    new = House(tmp_path / "new", _new_database("motcua_new"))
    done = new.motcua("restore", str(tmp_path / "b.tar"), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["verification"]["holds"]

    (tmp_path / "more").mkdir()
    done = House(tmp_path / "more", new.database_url).motcua("restore", str(tmp_path / "b.tar"))
    assert done.returncode == 2
    assert "not empty" in done.stderr


def _new_database(name: str) -> str:
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{url.rpartition('/')[0]}/{name}"


def _stand_alone(living: House, elsewhere: Path, proof: Path | None) -> subprocess.CompletedProcess[str]:
    """In an isolated interpreter, from a folder where nothing of ours can be imported."""
    seals = living.data / "seals"
    words = ["--key", str(seals / "journal.pub"), str(seals / "seals.log")]
    words += ["--proof", str(proof)] if proof else ["--database", str(living.data / "motcua.sqlite3")]
    command = [sys.executable, "-I", str(ROOT / "docs" / "tools" / "verify_journal.py"), *words]
    return subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, timeout=60)
