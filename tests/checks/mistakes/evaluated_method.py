# VS003 10:5 status = status
from prelude import *


exec("def status(self, reply): return reply.status")


class Bad(Approval, name="bad"):
    actions = ACTIONS
    status = status
# help:
# 5 | def status(self: Any, reply: Reply) -> Status:
#    |     return reply.status
