"""A worker process imports what reading needs, and pandas is no part of it."""

import subprocess
import sys


def imports(module, told):
    """Whether importing a module imports another."""
    code = f"import sys, {module}; sys.exit({told!r} in sys.modules)"
    return bool(subprocess.run([sys.executable, "-c", code], check=False).returncode)


def test_a_worker_does_not_import_pandas():
    assert not imports("pipeline.run.part", "pandas") and not imports("pipeline.run.reader", "pandas")


def test_a_run_that_knows_every_article_does_without_what_reading_needs():
    assert not imports("pipeline.run.release_of", "pipeline.events.extract")
