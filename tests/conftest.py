"""The whole test run is offline, leaves the person's own files alone, and repeats itself exactly.

Set before the first module of ours is imported. Variables that switch telemetry off are taken away: the
product has to do that by itself, and the blocked network notices when it does not.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.offline import loopback_only

_HOME = Path(tempfile.mkdtemp(prefix="assistant-tests-"))
_BLOCKED = _HOME / "blocked-network.log"
_OFFLINE = Path(loopback_only.__file__).parent
_KEPT = {"ASSISTANT_EVAL_DATA", "ASSISTANT_PUBLICATIONS"}
_TELEMETRY = {
    "ANONYMIZED_TELEMETRY",
    "DO_NOT_TRACK",
    "GRADIO_ANALYTICS_ENABLED",
    "HF_HUB_OFFLINE",
    "ORT_DISABLE_TELEMETRY",
    "OTEL_SDK_DISABLED",
}
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
}

for name in list(os.environ):
    ours = name.startswith(("ASSISTANT_", "OPENAI_")) and name not in _KEPT
    if ours or name in _TELEMETRY or name.lower().endswith("_proxy"):
        del os.environ[name]
for name, folder in _FOLDERS.items():
    os.environ[name] = str(_HOME / folder)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_OFFLINE), os.environ.get("PYTHONPATH")]))
os.environ[loopback_only.LOG_VARIABLE] = str(_BLOCKED)
loopback_only.install()

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

_reported = pytest.StashKey[int]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """A test fails when anything was refused meanwhile, even if the code under test swallowed the refusal."""
    yield
    if news := _unreported(item.config):
        pytest.fail("something tried to leave this machine: " + "; ".join(news), pytrace=False)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Refusals outside of any test fail the run as well."""
    if news := _unreported(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter.write_line(
                "outside of any test, something tried to leave this machine: " + "; ".join(news)
            )


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


def _unreported(config: pytest.Config) -> list[str]:
    attempts = loopback_only.attempts(_BLOCKED)
    known = config.stash.get(_reported, 0)
    config.stash[_reported] = len(attempts)
    return attempts[known:]
