# VS003 12:19 uuid.uuid4()
from prelude import *


import uuid


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        key = str(uuid.uuid4())
        return http.get(self.url, headers={"Idempotency-Key": key}, reply=Reply)
# help:
# 12 |         key = context.idempotency_key
