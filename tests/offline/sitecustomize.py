"""Loaded by every Python that a test starts (this folder is on its PYTHONPATH): offline like the tests."""

import loopback_only  # type: ignore[import-not-found]  # this folder is on the path of the process it runs in

loopback_only.install()
