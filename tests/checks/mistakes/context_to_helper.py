# VS009 6:30 context.namespaces
from prelude import *


def key(context: Context) -> str:
    return f"{context.name} {context.namespaces}"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        return Fail(key(context))
# help:
# 6 |     return f"{context.name} {context.namespace}"
