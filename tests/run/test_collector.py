"""A run settles how it handles memory before Arrow is loaded."""

import os
import subprocess
import sys

import pytest

TOLD = """
import pipeline.run.cli, sys
from pipeline.run.collector import take_memory_once
assert 'pyarrow' not in sys.modules
take_memory_once()
import pyarrow
print(pyarrow.default_memory_pool().backend_name)
"""


@pytest.mark.parametrize(("asked", "used"), [(None, "system"), ("mimalloc", "mimalloc")])
def test_arrow_takes_memory_as_python_does_unless_the_user_says_otherwise(asked, used):
    others = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"}
    environment = others | ({"ARROW_DEFAULT_MEMORY_POOL": asked} if asked else {})
    told = subprocess.run([sys.executable, "-c", TOLD], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == used
