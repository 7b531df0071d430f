# VS007 9:25 self.url
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url + "/status", reply=Reply)
# help:
# 9 |         return http.get(f"{self.url}/status", reply=Reply)
