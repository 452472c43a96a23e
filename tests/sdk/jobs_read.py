"""jobs_read.py - jobs of real SDKs report to monitors (jobs.mjs, jobs.py), and a browser's page
load is a session of its release."""

import os
import subprocess
import time

from readback import FOUND_WITHIN_S, same
from sdks import TOOLS
from stand import Api, Server

HERE = os.path.dirname(os.path.abspath(__file__))
JOBS = {'node': ['node', 'jobs.mjs'],
        'python': [os.path.join(TOOLS, 'venv/bin/python3'), 'jobs.py']}


def run(program):
    server = Server(program)
    server.start()
    try:
        api = Api(server.port)
        api.sign_in()
        for name, command in JOBS.items():
            project = sent_to(api, server, f'jobs-{name}', command)
            check_monitors(api, f'/api/v1/projects/{project["id"]}/monitors')
        project = sent_to(api, server, 'page-loads', ['node', 'browser.mjs'])
        check_sessions(api, f'/api/v1/projects/{project["id"]}/releases/shop%401.4.2')
    finally:
        server.stop()


def sent_to(api, server, name, command):
    project = api.new_project(name, -1)
    dsn = f'http://{project["key"]}@127.0.0.1:{server.port}/{project["number"]}'
    subprocess.run([*command, dsn], cwd=HERE, check=True, capture_output=True, timeout=120)
    return project


def until(is_there, read):
    end = time.monotonic() + FOUND_WITHIN_S
    while True:
        found = read()
        if is_there(found) or time.monotonic() > end:
            return found
        time.sleep(0.02)


def runs_of(monitor):
    return [(e['name'], r['status']) for e in monitor['environments'] for r in e['recent']]


def check_monitors(api, path):
    good = [('production', 'ok')]
    found = until(lambda all: [runs_of(m) for m in all] == [good, good],
                  lambda: api.must('GET', path)['items'])
    same('monitors', [m['slug'] for m in found], ['backup', 'rota'])
    backup, rota = found
    same('runs', (runs_of(backup), runs_of(rota)), (good, good))
    same('schedule', (backup['schedule'], backup['timezone']), ('0 3 * * *', 'Europe/Berlin'))
    same('interval', (rota['schedule'], rota['checkin_margin'], rota['max_runtime']),
         ('2 hour', 3, 20))
    same('duration', rota['environments'][0]['recent'][0]['duration_ms'], 1500)


def check_sessions(api, path):
    found = until(lambda answer: answer[0] == 200 and answer[1]['sessions'] > 0,
                  lambda: api.call('GET', path))[1]
    assert found.get('sessions', 0) >= 1, f'sessions: {found}'
    same('environments', [e['name'] for e in found['environments']], ['production'])
