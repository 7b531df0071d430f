# VS003 12:23 base64.b64encode(self.user.encode())
from prelude import *


import base64


class Bad(Work, name="bad"):
    user: str = Parameter(default="me")

    async def run(self, context: Context) -> Action:
        credentials = base64.b64encode(self.user.encode())
        job = await http.get(self.url, headers={"Authorization": f"Basic {credentials}"}, reply=Job)
        return Fail(job.id)
# help:
# 12 |         credentials = base64.b64encode(self.user.encode()).decode()
