# VS037 5:7 Bad
from prelude import *


class Bad(StatusStep[Reply, Status], name="bad"):
    def request(self, context: Context) -> Request[Reply]:
        return http.get(API, reply=Reply)

    actions = ACTIONS
# help:
# 8 | 
#    |     def status(self, reply: Reply) -> Status:
#    |         return reply.status
#    |
