"""How much has to be played, so that a run on a slow machine that hardly asked anything does not pass for one."""

from collections import Counter

import schemathesis

PHASES = ("examples", "coverage", "fuzzing", "stateful")


@schemathesis.check
class PlaysEnough:
    """`least`, of .ci/schemathesis.toml, is how many cases have to be answered in all phases together."""

    def __init__(self, least):
        self.least = least
        self.played = Counter()

    def after_response(self, ctx, response, case):
        self.played[ctx.phase.value] += 1
        return True  # nothing was looked at

    def after_run(self, ctx):
        played = {phase: self.played[phase] for phase in PHASES}
        total = sum(played.values())
        counts = ", ".join(f"{count} of {phase}" for phase, count in played.items())
        print(f"\nPlayed {total} cases: {counts}\n")
        assert total >= self.least, f"{total} cases were played; at least {self.least} must be, else the run shows little"
        missing = [phase for phase, count in played.items() if count == 0]
        assert not missing, f"No case was played of {', '.join(missing)}; at least one must be of every phase"
