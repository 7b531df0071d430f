# VS002 7:15 context
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        key = context
        return Fail(key.idempotency_key)
# help:
# 7 |         key = context.idempotency_key
# 8 |         return Fail(key)
