# VS031 11:5 status: Mixed
from prelude import *


class Mixed(Enum):
    OPEN = 0
    DONE = "done"


class MixedReply(Model):
    status: Mixed


class Bad(StatusStep[MixedReply, Mixed], name="bad"):
    def request(self, context: Context) -> Request[MixedReply]:
        return http.get(API, reply=MixedReply)

    def status(self, reply: MixedReply) -> Mixed:
        return reply.status

    actions = {Mixed.OPEN: Wait("open"), Mixed.DONE: Continue()}
# help:
# 6 |     OPEN = "open"
