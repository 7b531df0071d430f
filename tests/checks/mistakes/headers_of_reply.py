# VS002 10:43 self.extra
from prelude import *


class Bad(Approval, name="bad"):
    extra: dict[str, str] = Parameter(default={})
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, headers=self.extra, reply=Reply)
# help:
# 10 |         return http.get(self.url, headers={"a": self.extra["a"]}, reply=Reply)
