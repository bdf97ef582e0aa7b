"""A credential for the relays as Synapse itself makes it, from a shard's rendered configuration.

Told of homeserver.yaml, the agent, and how many seconds ago to pretend that it was made.
"""

import asyncio
import json
import sys
import time
from types import SimpleNamespace

import yaml
from synapse.config.voip import VoipConfig
from synapse.rest.client.voip import VoipRestServlet
from synapse.types import UserID

path, agent, ago = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    settings = yaml.safe_load(file)
voip = VoipConfig(SimpleNamespace())
voip.read_config(settings, allow_secrets_in_config=False)


class Asked:
    """Whoever is signed in, which Synapse's own check would say."""

    async def get_user_by_req(self, request, allow_guest=False):
        return SimpleNamespace(user=UserID.from_string(agent))


clock = SimpleNamespace(time_msec=lambda: int((time.time() - int(ago)) * 1000))
server = SimpleNamespace(config=SimpleNamespace(voip=voip), get_auth=Asked, get_clock=lambda: clock)
_, answer = asyncio.run(VoipRestServlet(server).on_GET(None))
json.dump(answer, sys.stdout)
