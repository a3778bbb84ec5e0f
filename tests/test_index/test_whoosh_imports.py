"""Whoosh comes without the web client and HTML, and leaves both as they were."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = "{'socket', 'ssl', 'http.client', 'email.message', 'urllib.request'}"


def run(code: str, folder: Path | None = None) -> str:
    path = f"{folder}:{ROOT}" if folder else str(ROOT)
    ran = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", f"import sys\n{code}"],
        env={"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_whoosh_comes_without_the_web_client() -> None:
    left = f"sorted({WEB} & set(sys.modules)), vars(urllib).get('request')"
    assert run(f"import index.whoosh_imports, urllib; print({left})") == "[] None"


def test_the_web_client_works_afterwards() -> None:
    after = "import urllib.request as web; print(web.Request('http://a.b/c').host, web.urlretrieve.__module__)"
    assert run(f"import index.whoosh_imports; {after}") == "a.b urllib.request"


def test_a_web_client_that_was_there_stays() -> None:
    code = "import urllib.request as web; import index.whoosh_imports; print(sys.modules['urllib.request'] is web)"
    assert run(f"{code}; import whoosh.compat; print(whoosh.compat.urlretrieve is web.urlretrieve)") == "True\nTrue"


def test_whoosh_comes_without_the_names_of_html_which_are_there_afterwards() -> None:
    after = "'html' in sys.modules, __import__('html').escape('<'), sys.modules['html'].unescape('&eacute;')"
    assert run(f"import index.whoosh_imports; print({after})") == "False &lt; é"


def test_what_stands_in_goes_nowhere() -> None:
    code = "import index.whoosh_imports, whoosh.compat\ntry: whoosh.compat.urlretrieve('http://a.b/c')\n"
    assert run(f"{code}except OSError as error: print(error)") == "this program is offline"


WANTS_MORE = {
    "another function": "from urllib.request import urlopen as taken",
    "the module": "import urllib.request; taken = urllib.request.urlopen",
    "the module by a name": "import urllib.request as web; taken = web.urlopen",
}


@pytest.mark.parametrize("wanted", WANTS_MORE.values(), ids=WANTS_MORE.keys())
def test_a_distribution_that_wants_more_gets_the_real_one(wanted: str, tmp_path: Path) -> None:
    """As another distribution of Whoosh might, or another thread at the same moment."""
    (tmp_path / "wants_more.py").write_text(wanted + "\n", encoding="utf-8")
    code = """
from index import whoosh_imports
before = "urllib.request" in sys.modules
with whoosh_imports._without_web_client():
    import wants_more
import urllib.request
print(before, wants_more.taken is urllib.request.urlopen)
"""
    assert run(code, tmp_path) == "False True"


def test_whoosh_has_one_way_in() -> None:
    importing = [
        path.name
        for path in sorted((ROOT / "index").glob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("import whoosh", "from whoosh"))
    ]
    assert set(importing) == {"whoosh_imports.py"}
