"""What is kept of a crash: enough to mend it, never more than a file of bounded size, for its owner alone."""

from pathlib import Path

from tui.crash_log import crash_log, keep_crash, told


def crash(words: str) -> Exception:
    try:
        raise KeyError(words)
    except KeyError as error:
        return error


def test_the_traceback_is_kept_with_what_it_ran_on(tmp_path: Path) -> None:
    path = crash_log({"XDG_STATE_HOME": str(tmp_path)})
    assert keep_crash(crash("lost"), path, {"TERM": "xterm"})
    text = path.read_text("utf-8")
    assert "KeyError: 'lost'" in text
    assert "TERM=xterm" in text
    assert path.parent.parent == tmp_path


def test_the_last_crashes_stay_and_the_file_does_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "crash.log"
    for number in range(60):
        keep_crash(crash(f"number {number} " + "x" * 5000), path, {})
    assert path.stat().st_size <= 64_000
    assert "number 59" in path.read_text("utf-8")


def test_nothing_in_it_acts_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "crash.log"
    error = RuntimeError("\x1b[31mred\x1b]52;c;YQ==\x07\u202e")
    keep_crash(error, path, {"TERM": "\x1b[5m"})
    text = path.read_text("utf-8")
    assert not any(mark in text for mark in "\x1b\x07\u202e")


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "crash.log"
    path.touch(0o644)
    keep_crash(crash("lost"), path, {})
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "link"
    path.symlink_to(tmp_path / "elsewhere")
    kept = keep_crash(crash("lost"), path, {})
    assert not kept
    assert not (tmp_path / "elsewhere").exists()
    assert "could not be written" in told(crash("lost"), path, kept=kept)
