"""A Wait that asks for nothing is one finding, not two."""

from prelude import *


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        if self.limit > 3:
            return Wait("the limit is too high")  # VS103
        return Continue()
