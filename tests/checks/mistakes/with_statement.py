# VS001 9:9 with open("/tmp/log") as log:
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        with open("/tmp/log") as log:
            log.write(reply.message)
        return reply.status
# help:
# 9 |
# 10 |
