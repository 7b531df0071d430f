# VS002 9:42 context.name
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json={context.name: 1}, reply=Reply)
# help:
# 9 |         return http.post(self.url, json={"name": context.name}, reply=Reply)
