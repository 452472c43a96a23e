"""stand.py - what scripts/bench and scripts/crash stand on: a server of ours on a fresh
data folder, a PostgreSQL of its own, the API as an administrator, the load generator.
Standard library only."""

import http.client
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EMAIL, PASSWORD = 'stand@example.com', 'a password for the stand'
STARTED_WITHIN_S = 30
QUEUE = 'gosnag_spool_records'  # acknowledged, not yet digested


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def build(kind, *targets):
    subprocess.run([os.path.join(ROOT, 'scripts/build'), kind, *targets], cwd=ROOT, check=True)


class Postgres:
    """A server that ends with this process; see tests/pg.sh."""

    def __init__(self):
        run = subprocess.run([os.path.join(ROOT, 'tests/pg.sh'), 'start', str(os.getpid())],
                             check=True, capture_output=True, text=True)
        self.url = run.stdout.strip()
        # What is committed outlives a server that is ended hard, as with everybody's settings.
        self.value('ALTER SYSTEM SET synchronous_commit = on')
        self.value('SELECT pg_reload_conf()')

    def restart(self):
        """Ends the server hard and starts it again."""
        subprocess.run([os.path.join(ROOT, 'tests/pg.sh'), 'restart', self.url], check=True,
                       capture_output=True)

    def value(self, sql):
        run = subprocess.run(['psql', '-XAtc', sql, self.url], check=True, capture_output=True,
                             text=True)
        return run.stdout.strip()

    def bytes(self):
        return int(self.value('SELECT pg_database_size(current_database())'))

    def cpu_us(self):
        """Of the server and all its processes, those that have ended too."""
        with open(os.path.join(self.value('SHOW data_directory'), 'postmaster.pid')) as f:
            first = int(f.readline())
        total = sum(cpu_fields(first))
        for name in os.listdir('/proc'):
            try:
                if name.isdigit() and parent_of(int(name)) == first:
                    total += sum(cpu_fields(int(name))[:2])
            except OSError:
                pass  # it has ended meanwhile, and is the first one's
        return total * 1000000 / os.sysconf('SC_CLK_TCK')


def stat_fields(pid):
    """Of /proc/PID/stat, from the state on."""
    with open(f'/proc/{pid}/stat') as f:
        return f.read().rsplit(')', 1)[1].split()


def parent_of(pid):
    return int(stat_fields(pid)[1])


def cpu_fields(pid):
    """Ticks: user, system, and those of children that have ended."""
    return [int(n) for n in stat_fields(pid)[11:15]]


class Api:
    """One keep-alive connection with the session of an administrator."""

    def __init__(self, port):
        self.port = port
        self.connection = None
        self.cookie = None

    def call(self, method, path, body=None):
        """Status and decoded answer. Connects again once: the server may have been away."""
        headers = {'Origin': f'http://127.0.0.1:{self.port}'}
        if self.cookie:
            headers['Cookie'] = self.cookie
        if body is not None:
            headers['Content-Type'] = 'application/json'
            body = json.dumps(body)
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                text = answer.read()
                break
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if attempt == 2:
                    raise
        if answer.getheader('Set-Cookie'):
            self.cookie = answer.getheader('Set-Cookie').split(';')[0]
        is_json = 'json' in (answer.getheader('Content-Type') or '')
        return answer.status, json.loads(text) if is_json and text else text.decode()

    def must(self, method, path, body=None):
        status, answer = self.call(method, path, body)
        if status >= 300:
            raise SystemExit(f'{method} {path}: {status} {answer}')
        return answer

    def sign_in(self):
        self.must('POST', '/api/v1/auth/local/login', {'email': EMAIL, 'password': PASSWORD})

    def new_project(self, name, max_events_per_issue):
        """A dict with id, number and key."""
        p = self.must('POST', '/api/v1/projects', {
            'name': name, 'slug': name, 'max_events_per_issue': max_events_per_issue})
        p = self.must('GET', f'/api/v1/projects/{p["id"]}')
        key, rest = p['dsn'].split('://', 1)[1].split('@', 1)
        return {'id': p['id'], 'number': int(rest.rsplit('/', 1)[1]), 'key': key}

    def figure(self, name):
        """Sum of a metric over its labels; None when there is no such metric."""
        _, text = self.call('GET', '/metrics')
        values = [float(line.rsplit(' ', 1)[1]) for line in text.splitlines()
                  if line.split('{')[0].split(' ')[0] == name]
        return sum(values) if values else None

    def wait_digested(self, deadline_s=600):
        end = time.monotonic() + deadline_s
        while time.monotonic() < end:
            waiting = self.figure(QUEUE)
            if waiting is None:
                raise SystemExit(f'/metrics has no {QUEUE}')
            if waiting == 0:
                return
            time.sleep(0.02)
        raise SystemExit(f'not digested after {deadline_s} s: {waiting} records are waiting')

    def counted(self, project):
        """Issues of a project and the sum of their event counts."""
        issues = events = 0
        cursor = ''
        while True:
            page = self.must('GET', f'/api/v1/projects/{project["id"]}/issues?limit=100&cursor={cursor}')
            issues += len(page['issues'])
            events += sum(issue['event_count'] for issue in page['issues'])
            cursor = page.get('next')
            if not cursor:
                return issues, events


class Server:
    """The program on its own data folder. Killed and started again as often as wished."""

    def __init__(self, program, pg=None, environment=None):
        self.program = program
        self.pg = pg
        self.folder = tempfile.mkdtemp(prefix='gosnag-stand-')
        self.data = os.path.join(self.folder, 'data')
        self.port = free_port()
        self.log = open(os.path.join(self.folder, 'log'), 'ab')
        self.process = None
        self.environment = {
            'PATH': os.environ['PATH'], 'PORT': str(self.port), 'LISTEN': '127.0.0.1',
            'DATA_DIR': self.data, 'BASE_URL': f'http://127.0.0.1:{self.port}',
            'ADMIN_EMAIL': EMAIL, 'ADMIN_PASSWORD': PASSWORD, 'LOG_LEVEL': 'warn',
            'AUTH_MODE': 'local', 'INGEST_RATE_LIMIT_PER_MIN': '0', 'NEW_ISSUES_PER_HOUR': '0', **(environment or {})}
        if pg:
            self.environment['DATABASE_URL'] = pg.url
            self.environment['SESSION_SECRET'] = 'of the stand' * 4

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        """Starts and waits until /ready says 200. Returns the milliseconds it took."""
        began = time.monotonic()
        self.process = subprocess.Popen([self.program], cwd=self.folder, env=self.environment,
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        while time.monotonic() - began < STARTED_WITHIN_S:
            if not self.is_running():
                raise SystemExit(f'the server ended with {self.process.returncode}\n{self.words()}')
            if self.is_ready():
                return (time.monotonic() - began) * 1000
            time.sleep(0.001)
        raise SystemExit(f'not ready after {STARTED_WITHIN_S} s\n{self.words()}')

    def is_ready(self):
        try:
            with socket.create_connection(('127.0.0.1', self.port), timeout=5) as s:
                s.sendall(b'GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
                return s.recv(64).startswith(b'HTTP/1.1 200')
        except OSError:
            return False

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """SIGTERM. Returns the exit status."""
        self.process.terminate()
        return self.process.wait(timeout=60)

    def words(self):
        self.log.flush()
        with open(self.log.name, errors='replace') as f:
            return f.read()[-4000:]

    def cpu_us(self):
        return sum(cpu_fields(self.process.pid)[:2]) * 1000000 / os.sysconf('SC_CLK_TCK')

    def pss_kb(self):
        return self.memory_kb()['Pss']

    def memory_kb(self):
        """Peak resident and present proportional set."""
        found = {}
        for name, keys in (('status', ('VmHWM',)), ('smaps_rollup', ('Pss',))):
            with open(f'/proc/{self.process.pid}/{name}') as f:
                for line in f:
                    key = line.split(':')[0]
                    if key in keys:
                        found[key] = int(line.split()[1])
        return found

    def disk(self):
        """Bytes under the data folder, and what of them is the spool."""
        total = spool = 0
        for folder, _, names in os.walk(self.data):
            for name in names:
                n = os.stat(os.path.join(folder, name)).st_blocks * 512
                total += n
                spool += n if '/spool' in folder else 0
        return total, spool

    def remove(self):
        if self.is_running():
            self.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Load:
    """tests/load/load.c against a project; runs beside us until result() is asked."""

    def __init__(self, port, project, template, kind='dev', **options):
        command = [os.path.join(ROOT, 'build', kind, 'load'), '--port', str(port),
                   '--project', str(project['number']), '--key', project['key'],
                   '--template', template]
        for name, value in options.items():
            command += ['--' + name.replace('_', '-'), str(value)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def result(self):
        out, _ = self.process.communicate()
        if self.process.returncode != 0:
            raise SystemExit(f'load ended with {self.process.returncode}')
        return json.loads(out)


def template(name):
    return name if '/' in name else os.path.join(ROOT, 'tests/load/templates', name + '.json')


def machine():
    cpu = memory = os_name = ''
    with open('/proc/cpuinfo') as f:
        cpu = next((line.split(':')[1].strip() for line in f if line.startswith('model name')), '')
    with open('/proc/meminfo') as f:
        memory = int(f.readline().split()[1]) // 1024
    with open('/etc/os-release') as f:
        os_name = next((line.split('=')[1].strip().strip('"') for line in f
                        if line.startswith('PRETTY_NAME')), '')
    return {'cpu': cpu, 'cores': os.cpu_count(), 'memory_mib': memory, 'os': os_name,
            'kernel': platform.release()}


def commit():
    def git(*words):
        return subprocess.run(['git', *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return git('rev-parse', '--short=12', 'HEAD') + ('+' if git('status', '--porcelain', '-uno', '--', '.', ':!bench') else '')


def where():
    """Of what and on what something was measured."""
    return {'commit': commit(), 'machine': machine(),
            'at': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}


def read_results():
    path = os.path.join(ROOT, 'bench/results.json')
    if not os.path.exists(path):
        return {}
    with open(path) as f:
        return json.load(f)


def write_results(section, store, figures):
    """Sets one store of one section of bench/results.json, beside where and of what it was
    measured."""
    results = read_results()
    results.setdefault(section, {})[store] = {**where(), **figures}
    path = os.path.join(ROOT, 'bench/results.json')
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + '.new', 'w') as f:
        json.dump(results, f, indent=2)
        f.write('\n')
    os.replace(path + '.new', path)
    return os.path.relpath(path, ROOT)
