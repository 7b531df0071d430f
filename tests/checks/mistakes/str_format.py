# VS003 9:21 "{} of {}".format(reply.count, self.limit)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail("{} of {}".format(reply.count, self.limit))
# help:
# 9 |         return Fail(f"{reply.count} of {self.limit}")
