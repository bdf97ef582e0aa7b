"""Passes configurations through Synapse's own loader, one child process each, so that Synapse is imported only once.

Standard input: a JSON list of pods {name, tree, inits, module, arguments}. Standard output: one JSON line a pod,
{name, problem}; no problem is null. A pod's files are those below its tree: the links of this container lead there.
"""

import gc
import importlib
import json
import os
import runpy
import subprocess
import sys
import traceback

CURRENT = "/pod/current"

# What configurations name, imported before the children part: it saves each the time.
NAMED = [
    "authlib.oidc.core",
    "room_access_rules",
    "s3_storage_provider",
    "tchap_synapse.account_validity",
    "tchap_synapse.agent_mapping",
]

# Where the command of a pod leads, and what it calls there first: synapse/app/homeserver.py and generic_worker.py, main.
WORKER = ("synapse.app.generic_worker", "load_config")
LOADERS = {
    "synapse.app.homeserver": ("synapse.app.homeserver", "load_or_generate_config"),
    "synapse.app.generic_worker": WORKER,
    # The same program by another name, by which Synapse knows who serves media.
    "synapse.app.media_repository": WORKER,
}


def run_init(command: list[str]) -> None:
    """Runs an init container's command; a Python module in this process, since a new one takes long."""
    if command[:2] == ["python", "-m"]:
        sys.argv = command[2:]
        try:
            runpy.run_module(command[2], run_name="__main__", alter_sys=True)
        except SystemExit as end:
            if end.code:
                raise RuntimeError(f"{command[2]} ended with {end.code}") from None
    else:
        subprocess.run(command, check=True)


def load(pod: dict) -> None:
    """Loads one pod's configuration and makes its homeserver, which Synapse refuses where they do not fit."""
    for command in pod["inits"]:
        run_init(command)
    module, loader = LOADERS[pod["module"]]
    app = importlib.import_module(module)
    config = getattr(app, loader)(pod["arguments"])
    app.create_homeserver(config)


def problem_of(pod: dict) -> str | None:
    """What went wrong in a child process: its error output; None when it loaded."""
    if os.path.lexists(CURRENT):
        os.unlink(CURRENT)
    os.symlink(pod["tree"], CURRENT)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(write, 1)
        os.dup2(write, 2)
        os.close(read)
        code = 1
        try:
            load(pod)
            code = 0
        except SystemExit as end:
            code = 1 if end.code else 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    os.close(write)
    with os.fdopen(read, errors="replace") as output:
        text = output.read()
    _, status = os.waitpid(child, 0)
    return None if status == 0 else text.strip() or f"ended with {status}"


for module in [*(module for module, _ in LOADERS.values()), *NAMED]:
    importlib.import_module(module)
gc.freeze()
for pod in json.load(sys.stdin):
    print(json.dumps({"name": pod["name"], "problem": problem_of(pod)}), flush=True)
