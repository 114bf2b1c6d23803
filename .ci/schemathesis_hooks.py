"""What Schemathesis is given besides its own: what is no finding, and how much is to be played."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

import schemathesis_explained  # noqa: E402, F401
import schemathesis_played  # noqa: E402, F401
