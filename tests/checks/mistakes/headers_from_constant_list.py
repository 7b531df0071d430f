# VS002 9:44 ("a", "b")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, headers=[("a", "b")], reply=Reply)
# help:
# 9 |         return http.get(self.url, headers={"a": "b"}, reply=Reply)
