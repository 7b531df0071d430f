# VS009 9:52 context.uid
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=Order(name=context.uid), reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name=context.idempotency_key), reply=Reply)
