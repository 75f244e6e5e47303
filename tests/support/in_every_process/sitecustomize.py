"""Python imports this first in every process that a test starts: there, too, canaries sing
and calls are judged."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

if folder := os.environ.get("FAROLERO_CANARY_NOTES"):
    sys.path.append(str(ROOT))
    from tests.support.canary_hooks import Notes, install
    from tests.support.outgoing_hooks import install_in_process

    sys.path.remove(str(ROOT))
    install(Notes(Path(folder)))
    install_in_process(Path(folder))
