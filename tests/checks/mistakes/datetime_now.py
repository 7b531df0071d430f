# VS003 12:27 datetime.now().isoformat()
from prelude import *


from datetime import datetime


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        body = Order(name=datetime.now().isoformat())
        return http.post(self.url, json=body, reply=Reply)
# help:
# 12 |         body = Order(name=context.step_session_id)
