# VS011 9:5 token: SecretStr = Parameter(usage="Token of the API")
from prelude import *


from pydantic import SecretStr


class Bad(Approval, name="bad"):
    token: SecretStr = Parameter(usage="Token of the API")
    actions = ACTIONS
# help:
# 9 |     token: str = Parameter(usage="Token of the API")
