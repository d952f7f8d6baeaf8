"""A worker process imports what reading needs, and pandas is no part of it."""

import subprocess
import sys


def test_a_worker_does_not_import_pandas():
    told = "import sys, pipeline.run.part; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
