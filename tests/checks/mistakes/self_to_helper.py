# VS009 6:15 step.uri
from prelude import *


def address(step: "Bad") -> str:
    return f"{step.uri}/jobs"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        return Fail(address(self))
# help:
# 6 |     return f"{step.url}/jobs"
