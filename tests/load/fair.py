"""fair.py - rows of scripts/bench about those who do not flood: how late a quiet project's new
issue is stored beside each kind of flood, what a thousand rules cost, and how long retention
holds a person's write up. Standard library only; SQLite."""

import http.client
import json
import os
import sqlite3
import threading
import time
import uuid

import stand

MIB = 1 << 20
FLOOD_S = 20            # of each kind
PAUSE_S = 0.5           # between two looks
STORED_WITHIN_S = 60
SENDERS = 4
PROJECTS = 100000
RULES_BY_VALUE, RULES_BY_TITLE = 700, 300
RULE_EVENTS = 100000
OLD_EVENTS, OLD_ISSUES = 100000, 2000
DAY_MS = 86400000
OLD_DAYS = 200          # more than EVENT_RETENTION_DAYS
RUN_WITHIN_S = 300
CALM_S = 10


def post(connection, project, event, event_id):
    body = json.dumps({**event, 'event_id': event_id})
    connection.request('POST', f'/api/{project["number"]}/store/?sentry_key={project["key"]}', body)
    answer = connection.getresponse()
    answer.read()
    return answer.status


class Senders:
    """Threads that send what make(n) gives, as fast as they are answered: a project and an
    event. Refusals are what a flood has to expect."""

    def __init__(self, port, make):
        self.port, self.make, self.sent, self.is_over = port, make, 0, False
        self.threads = [threading.Thread(target=self.run, args=(n,), daemon=True) for n in range(SENDERS)]
        for thread in self.threads:
            thread.start()

    def run(self, first):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
        n = first
        while not self.is_over:
            try:
                project, event = self.make(n)
                post(connection, project, event, uuid.uuid4().hex)
                self.sent += 1
            except (OSError, http.client.HTTPException):
                connection.close()  # connected again by the next request
            n += SENDERS

    def stop(self):
        self.is_over = True
        for thread in self.threads:
            thread.join()
        return self.sent


class Flood:
    """tests/load/load.c for FLOOD_S, as Senders are asked."""

    def __init__(self, bench, project, issues):
        self.load = stand.Load(bench.server.port, project, stand.template('small'), 'release', connections=32,
                               issues=issues, seconds=FLOOD_S)

    def stop(self):
        return self.load.result()['acked']


def delays_ms(bench, quiet):
    """From sending to finding, of a new issue every PAUSE_S."""
    connection = http.client.HTTPConnection('127.0.0.1', bench.server.port, timeout=60)
    delays, end = [], time.monotonic() + FLOOD_S
    while time.monotonic() < end:
        event_id, began = uuid.uuid4().hex, time.monotonic()
        event = {'platform': 'python', 'exception': [{'type': f'Quiet{event_id}', 'value': 'x'}]}
        if post(connection, quiet, event, event_id) != 200:
            raise SystemExit('a quiet project was refused')
        while bench.api.call('GET', f'/api/v1/events/lookup?id={event_id}')[1].get('place') not in ('stored', 'latest'):
            if time.monotonic() > began + STORED_WITHIN_S:
                raise SystemExit(f'{event_id} was not stored within {STORED_WITHIN_S} s')
            time.sleep(0.01)
        delays.append((time.monotonic() - began) * 1000)
        time.sleep(PAUSE_S)
    return delays


def add_projects(bench):
    """PROJECTS more, written into the store while the program is down, with their keys."""
    bench.stop()
    store = sqlite3.connect(os.path.join(bench.server.data, 'gosnag.db'))
    first = store.execute('SELECT max(id) FROM project').fetchone()[0]

    def copies(table, own):
        names = [row[1] for row in store.execute(f'PRAGMA table_info({table})')]
        row = dict(zip(names, store.execute(f'SELECT * FROM {table} ORDER BY id LIMIT 1').fetchone()))
        text = f'INSERT INTO {table} ({",".join(names)}) VALUES ({",".join("?" * len(names))})'
        rows = ({**row, **own(first + n)} for n in range(1, PROJECTS + 1))
        store.executemany(text, ([row[name] for name in names] for row in rows))
    copies('project', lambda n: {'id': n, 'uuid': str(uuid.uuid4()), 'name': f'p{n}', 'slug': f'p{n}', 'short_prefix': f'P{n}'})
    copies('project_key', lambda n: {'id': n, 'uuid': str(uuid.uuid4()), 'project_id': n, 'public_key': f'{n:032x}'})
    store.commit()
    store.close()
    bench.server.start()
    bench.api.sign_in()
    return [{'number': first + n, 'key': f'{first + n:032x}'} for n in range(1, PROJECTS + 1)]


def neighbours(bench):
    """The latest a quiet project's new issue came, beside each flood; and how many were sent."""
    quiet = bench.api.new_project('quiet', -1)
    large = {'platform': 'python', 'message': 'large', 'extra': {f'k{n}': 'x' * 16000 for n in range(64)}}
    if not MIB * 9 // 10 < len(json.dumps(large)) < MIB - 100:
        raise SystemExit('the large events are not 1 MiB')
    floods = {
        'one fingerprint': lambda: Flood(bench, bench.project, 1),
        '10,000 fingerprints': lambda: Flood(bench, bench.project, 10000),
        '1 MiB events': lambda: Senders(bench.server.port, lambda n: (bench.project, large)),
    }
    figures = {'events': 0, 'floods': {}}

    def measure(name, begin):
        flood = begin()
        delays = delays_ms(bench, quiet)
        sent = flood.stop()
        bench.api.wait_digested()
        figures['events'] += sent
        figures['floods'][name] = {'sent': sent, 'looks': len(delays), 'delay_ms_max': round(max(delays)),
                                   'delay_ms_median': round(sorted(delays)[len(delays) // 2])}
        print('  beside', name, figures['floods'][name], flush=True)
    for name, begin in floods.items():
        measure(name, begin)
    many = add_projects(bench)
    measure('100,000 projects', lambda: Senders(
        bench.server.port, lambda n: (many[n % PROJECTS], {'platform': 'python', 'message': f'of project {n}'})))
    figures['neighbour_delay_ms'] = max(f['delay_ms_max'] for f in figures['floods'].values())
    return bench.end(figures)


def add_rules(bench):
    path = f'/api/v1/projects/{bench.project["id"]}/priority-rules'
    for n in range(RULES_BY_VALUE):
        leaf = {'type': 'total_events', 'op': 'gte', 'value': 1000 + n * n} if n % 2 else \
               {'type': 'platform', 'op': 'eq', 'value': f'platform{n}'}
        bench.api.must('POST', path, {'name': f'value {n}', 'rule_type': 'total_events', 'points': 1, 'enabled': True,
                                      'conditions': {'operator': 'and', 'conditions': [leaf]}})
    for n in range(RULES_BY_TITLE):
        leaf = {'type': 'title', 'op': 'matches', 'value': f'word{n}.*of [0-9]+ (cart|order|user){n % 7}'}
        bench.api.must('POST', path, {'name': f'title {n}', 'rule_type': 'title_contains', 'points': 1, 'enabled': True,
                                      'conditions': {'operator': 'and', 'conditions': [leaf]}})


def rules(bench, events):
    """The same load twice, before and after there are 1,000 rules."""
    events = min(events or RULE_EVENTS, RULE_EVENTS)
    bench.load(events=events // 10)  # memory is there, issues are
    without = bench.load(events=events)
    add_rules(bench)
    bench.load(events=events // 10)  # what rules find out about an issue is kept
    figures = bench.load(events=events)
    figures['without_rules'] = {key: without[key] for key in ('digested_per_s', 'acknowledged_per_s', 'cpu_us_per_event')}
    figures['rules'] = RULES_BY_VALUE + RULES_BY_TITLE
    figures['rules_rate_percent'] = round(100 * figures['digested_per_s'] / without['digested_per_s'], 1)
    done = 2 * figures['events'] + 2 * (events // 10)
    figures['events'] = done
    return bench.end(figures)


def holds_ms(bench, is_over):
    """What writes of a person took until is_over(): the longest, and how many."""
    path, longest, n, writes = f'/api/v1/projects/{bench.project["id"]}/favorite', 0, 0, ('PUT', 'DELETE')
    while not is_over():
        began = time.monotonic()
        bench.api.must(writes[n % 2], path)
        longest, n = max(longest, (time.monotonic() - began) * 1000), n + 1
        time.sleep(0.002)
    return round(longest, 1), n


def retention(bench_of, pg):
    """Fills a store 200 days ago, lets it be today, and writes as a person while all of it goes."""
    old = str(int(time.time() * 1000) - OLD_DAYS * DAY_MS)
    bench = bench_of(pg, {'GOSNAG_CLOCK_MS': old})
    figures = bench.load(issues=OLD_ISSUES, events=OLD_EVENTS)
    bench.stop()
    del bench.server.environment['GOSNAG_CLOCK_MS']
    store = sqlite3.connect(os.path.join(bench.server.data, 'gosnag.db'))
    store.execute("DELETE FROM job_state WHERE name = 'retention.run'")  # else a jump of the clock
    store.commit()
    store.close()
    before = os.stat(os.path.join(bench.server.data, 'gosnag.db')).st_size
    bench.server.start()
    bench.api.sign_in()
    end = time.monotonic() + RUN_WITHIN_S

    def is_over():
        if time.monotonic() > end:
            raise SystemExit('retention did not remove everything in time')
        return bench.api.figure('gosnag_retention_issues_total') >= OLD_ISSUES
    figures['retention_hold_ms'], figures['writes_meanwhile'] = holds_ms(bench, is_over)
    calm = time.monotonic() + CALM_S
    figures['hold_ms_after_it'], _ = holds_ms(bench, lambda: time.monotonic() > calm)
    figures['store_bytes'] = {'before': before, 'after': os.stat(os.path.join(bench.server.data, 'gosnag.db')).st_size}
    return bench.end(figures)
