# VS002 9:41 self
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=self, reply=Reply)
# help:
# 9 |         return http.post(self.url, json={"url": self.url}, reply=Reply)
