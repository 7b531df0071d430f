# VS201 5:7 Bad
from prelude import *


class Bad(StatusStep[Reply, Status], name="bad"):
    def request(self, context: Context) -> Request[Reply]:
        return http.get(API, reply=Reply)

    def status(self, reply: Reply) -> Status:
        return reply.status
# help:
# 10 |         return reply.status
#    |
#    |     actions = ACTIONS
