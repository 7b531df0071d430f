# VS023 12:41 TABLE
from prelude import *


TABLE = {1: "one"}


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=TABLE, reply=Reply)
# help:
# 5 | TABLE = {"1": "one"}
