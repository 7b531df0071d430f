# VS005 11:13 text = "no message"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        text = reply.message
        if text == "":
            text = "no message"
        return Fail(text)
# help:
# 9 |         text = reply.message if reply.message != "" else "no message"
# 10 |
# 11 |
