# VS040 10:43 self.patience
from prelude import *


class Bad(Approval, name="bad"):
    patience: str = Parameter(default="10s")
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, timeout=self.patience, reply=Reply)
# help:
# 6 |
# 10 |         return http.get(self.url, timeout="10s", reply=Reply)
