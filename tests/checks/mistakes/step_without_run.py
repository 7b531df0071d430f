# VS037 5:7 Bad
from prelude import *


class Bad(Step, name="bad"):
    """It says nothing."""

    url: str = Parameter(default=API)
# help:
# 8 |     url: str = Parameter(default=API)
#   |
#   |     async def run(self, context: Context) -> Action:
#   |         return Fail(self.url)
