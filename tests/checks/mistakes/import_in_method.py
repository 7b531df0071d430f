# VS001 9:9 import json
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        import json

        return Fail(json.dumps(reply.labels))
# help:
# 9 |         return Fail(reply.message)
# 10 |
# 11 |
