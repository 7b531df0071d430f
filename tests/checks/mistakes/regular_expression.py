# VS003 12:12 re.match("^no", reply.message)
from prelude import *


import re


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        if re.match("^no", reply.message):
            return Fail("rejected")
        return reply.status
# help:
# 12 |         if reply.message.startswith("no"):
