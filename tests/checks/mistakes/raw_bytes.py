# VS023 9:41 b"x"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, text=b"x", reply=Reply)
# help:
# 9 |         return http.post(self.url, text="x", reply=Reply)
