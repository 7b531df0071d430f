# VS037 5:7 Bad
from prelude import *


class Bad(Step, name="bad"):
    def request(self, context: Context) -> Request[Reply]:
        return http.get(API, reply=Reply)

    def status(self, reply: Reply) -> Status:
        return reply.status

    actions = ACTIONS
# help:
# 5 | class Bad(StatusStep[Reply, Status], name="bad"):
