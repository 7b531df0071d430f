# VS001 6:5 names.append(name)
from prelude import *


def added(name: str, names: list[str] = []) -> list[str]:
    names.append(name)
    return names


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        return Fail(", ".join(added(self.url)))
# help:
# 6 |     return [name, "more"]
# 7 |
