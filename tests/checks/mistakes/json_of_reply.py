# VS003 12:21 json.dumps(reply.labels)
from prelude import *


import json


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(json.dumps(reply.labels))
# help:
# 12 |         return Fail(", ".join(reply.names))
