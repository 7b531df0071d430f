# VS003 11:30 HTTPStatus(reply.status)
from prelude import *


from http import HTTPStatus


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        return Continue() if HTTPStatus(reply.status).is_success else Fail("refused")
# help:
# 11 |         return Continue() if reply.status == HTTPStatus.OK.value else Fail("refused")
