# VS008 10:30 self.sure
from prelude import *


class Bad(Approval, name="bad"):
    sure: bool = Parameter(default=False)
    actions = ACTIONS

    def status(self, reply: Reply) -> Status | Fail:
        return Fail(f"sure: {self.sure}")
# help:
# 10 |         return Fail(f"sure: {'yes' if self.sure else 'no'}")
