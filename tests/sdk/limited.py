"""limited.py - @sentry/node at a limit of one error of a project, which is lifted then: what it
holds back, what it was refused, and what comes afterwards (limited.mjs)."""

import json
import os
import subprocess

from stand import Api, Server
from readback import find, same

HERE = os.path.dirname(os.path.abspath(__file__))
LAST_SECOND_MS = 1795514459000  # 2026-11-24T10:00:59Z


def place_of(api, event_id):
    found = api.must('GET', f'/api/v1/events/lookup?id={event_id}')
    return found['place'], found['reason']


def run(program):
    """A limit is met and lifted: the SDK holds back what it was told to, and goes on. The
    clock stands a second before a minute ends, so that it is told to wait for one."""
    server = Server(program, environment={'GOSNAG_CLOCK_MS': str(LAST_SECOND_MS)})
    server.start()
    try:
        limit_and_lift(server)
    finally:
        server.stop()


def limit_and_lift(server):
    api = Api(server.port)
    api.sign_in()
    project = api.new_project('limited', -1)
    limits = f'/api/v1/projects/{project["id"]}/settings/limits'
    api.must('PUT', limits, {'categories': [{'category': 'error', 'per_minute': 1}]})
    dsn = f'http://{project["key"]}@127.0.0.1:{server.port}/{project["number"]}'
    with subprocess.Popen(['node', 'limited.mjs', dsn], cwd=HERE, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as child:
        same('what the sender says', child.stdout.readline().strip(), 'limited')
        api.must('PUT', limits, {'categories': []})
        sent = dict(json.loads(child.communicate('go on\n', timeout=60)[0]))
    for name in ('first', 'fourth'):
        assert find(api, sent[name]), f'the {name} is not stored'
    same('second', place_of(api, sent['second']),
         ('refused', 'over a limit of this project (category_rate_limit: error)'))
    same('third', place_of(api, sent['third']), ('never_seen', None))
    same('events counted', api.counted(project)[1], 2)
