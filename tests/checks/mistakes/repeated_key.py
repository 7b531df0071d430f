# VS002 9:52 "a"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json={"a": "1", "a": "2"}, reply=Reply)
# help:
# 9 |         return http.post(self.url, json={"a": "1", "b": "2"}, reply=Reply)
