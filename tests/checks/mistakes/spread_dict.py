# VS002 12:41 {**LABELS, "a": "1"}
from prelude import *


LABELS = {"team": "x"}


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json={**LABELS, "a": "1"}, reply=Reply)
# help:
# 12 |         return http.post(self.url, json={"team": "x", "a": "1"}, reply=Reply)
