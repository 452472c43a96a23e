"""The SDKs of the tests: how each is fetched, started, and what its events must show.

A row needs its toolchain, `needs`; where that is missing the SDK is left out with a line.
`prepare` fetches and builds the SDK below .tools/sdk/NAME, once for each state of its files;
only `tests/sdk/run --all` does that: the first three rows are made by scripts/setup test."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TOOLS = os.path.join(ROOT, '.tools')
JAVASCRIPT = ('TypeError', 'RangeError')
PYTHON = ('ZeroDivisionError', 'ValueError')
JAVA = ('ArithmeticException', 'IllegalStateException')
RUBY = ('ZeroDivisionError', 'ArgumentError')


@dataclass
class Sdk:
    name: str
    command: list            # followed by the DSN and, for `recover`, the time to go on
    types: tuple = ()        # of the chained exceptions, oldest cause first; () = sends messages only
    function: str = 'checkout'  # of the crash frame; '' = its exceptions carry no frames
    is_on_top: bool = True      # that frame is the newest; else it is among them
    has_source: bool = True     # source lines stand in its frames
    needs: str = ''          # program, or path of a package
    prepare: list = field(default_factory=list)  # commands; run in HERE
    inputs: tuple = ()       # files that decide whether prepare has to run again
    after_dsn: tuple = ()
    recovers: bool = True    # has a mode that is rate limited and goes on


def tools(*parts):
    return os.path.join(TOOLS, 'sdk', *parts)


def venv(name, package):
    return [['python3', '-m', 'venv', '--clear', tools(name)],
            [tools(name, 'bin/pip'), 'install', '-q', '--no-compile', '--disable-pip-version-check', package]]


def node(major):
    return Sdk(f'node{major}', ['node', 'matrix/node.mjs'], JAVASCRIPT, has_source=major > 5, needs='node', prepare=NPM,
               inputs=('matrix/package-lock.json',), after_dsn=(f'node{major}',))


def java(major, version):
    folder = tools(f'java{major}')
    return Sdk(f'java{major}', ['java', '-cp', f'{folder}/*:{folder}', 'Send'], JAVA, has_source=False, needs='mvn',
               prepare=[['mvn', '-q', '-B', '-f', 'matrix/java/pom.xml', f'-Dsentry={version}', 'dependency:copy-dependencies',
                         f'-DoutputDirectory={folder}'],
                        ['javac', '-nowarn', '-cp', f'{folder}/*', '-d', folder, 'matrix/java/Send.java']],
               inputs=('matrix/java/pom.xml', 'matrix/java/Send.java'))


NPM = [['npm', 'ci', '--prefix', 'matrix', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']]
DEBIAN_RUBY = '/usr/share/rubygems-integration/all/specifications'

SDKS = [
    Sdk('node', ['node', 'node.mjs'], JAVASCRIPT, needs='node'),
    Sdk('browser', ['node', 'browser.mjs'], JAVASCRIPT, has_source=False, needs='node', recovers=False),
    Sdk('python', [os.path.join(TOOLS, 'venv/bin/python3'), 'send.py'], PYTHON),
]
MORE = [
    *[node(major) for major in (10, 9, 8, 7, 6, 5)],
    Sdk('browser7', ['node', 'browser.mjs'], JAVASCRIPT, has_source=False, needs='node', prepare=NPM,
        inputs=('matrix/package-lock.json',), after_dsn=('browser7',), recovers=False),
    Sdk('loader', ['node', 'loader.mjs'], JAVASCRIPT, has_source=False, needs='node', recovers=False),
    Sdk('python1', [tools('python1/bin/python3'), 'send.py'], PYTHON, needs='python3', prepare=venv('python1', 'sentry-sdk==1.45.1')),
    Sdk('raven-python', [tools('raven/bin/python3'), 'matrix/python/raven_send.py'], PYTHON, needs='python3',
        prepare=venv('raven', 'raven==6.10.0')),
    Sdk('go', [tools('go/send')], ('*main.priceError', '*main.cartError'), is_on_top=False, has_source=False, needs='go',
        prepare=[['go', 'build', '-C', 'matrix/go', '-o', tools('go/send'), '.']],
        inputs=('matrix/go/main.go', 'matrix/go/go.mod')),
    java(8, '8.63.0'),
    java(7, '7.22.6'),
    Sdk('rust', [tools('rust/debug/send')], ('PriceError', 'CartError'), function='', needs='cargo',
        prepare=[['cargo', 'build', '-q', '--manifest-path', 'matrix/rust/Cargo.toml', '--target-dir', tools('rust')]],
        inputs=('matrix/rust/src/main.rs', 'matrix/rust/Cargo.lock')),
    Sdk('ruby', ['ruby', 'matrix/ruby/send.rb'], RUBY, needs='ruby', after_dsn=('sentry',)),
    Sdk('raven-ruby', ['ruby', 'matrix/ruby/send.rb'], RUBY, needs='ruby', after_dsn=('raven',)),
    Sdk('sentry-cli', ['matrix/cli'], needs='node', prepare=NPM, inputs=('matrix/package-lock.json',), recovers=False),
]


def missing(sdk):
    """What keeps it from being tested here; '' = nothing."""
    if sdk.needs and shutil.which(sdk.needs) is None:
        return f'no {sdk.needs} here'
    if sdk.needs == 'ruby' and subprocess.run(['ruby', '-e', f'gem "sentry-{"raven" if "raven" in sdk.name else "ruby-core"}"'],
                                              capture_output=True, check=False).returncode:
        return 'no such gem here (Debian: ruby-sentry-ruby, ruby-sentry-raven)'
    return ''


def make(sdk):
    """Fetches and builds what is not there yet. Raises CalledProcessError."""
    state = repr(sdk.prepare) + ''.join(open(os.path.join(HERE, path), encoding='utf-8').read() for path in sdk.inputs)
    stamp = tools(sdk.name + '.made')
    if not sdk.prepare or (os.path.exists(stamp) and open(stamp, encoding='utf-8').read() == state):
        return
    os.makedirs(tools(), exist_ok=True)
    for command in sdk.prepare:
        subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True, timeout=900)
    with open(stamp, 'w', encoding='utf-8') as f:
        f.write(state)
