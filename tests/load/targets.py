"""targets.py - what `make bench` measures, and the figures it should meet.

Each table is one kind of figure: its rows are what was measured ("sqlite small"), with the
limit that holds for it. scripts/bench prints and draws them; nothing asserts them."""

TABLES = [
    # key of the figure, title, unit, is less better, {store row: limit}
    ('cpu_us_per_event', 'CPU of a fully digested event, PostgreSQL\'s own included', 'µs', True, {
        'sqlite small': 60, 'sqlite python': 80, 'sqlite node': 110, 'sqlite gzip': 100,
        'sqlite issues': 120, 'postgres small': 120}),
    ('acknowledged_per_s', 'Acknowledged a second, 32 connections', '/s', False, {
        'sqlite small': 14000, 'sqlite python': 11000, 'sqlite node': 8000,
        'sqlite issues': 7000, 'postgres small': 8000}),
    ('digested_per_s', 'Digested a second over the same time', '/s', False, {
        'sqlite small': 14000, 'sqlite python': 11000, 'sqlite node': 8000,
        'sqlite issues': 7000, 'postgres small': 8000}),
    ('peak_pss_mib', 'Peak memory under that load (PSS)', 'MiB', True, {
        'sqlite small': 64, 'sqlite python': 64, 'sqlite node': 64, 'sqlite issues': 128,
        'postgres small': 64}),
    ('idle_pss_mib', 'Memory of an idle server (PSS)', 'MiB', True, {
        'sqlite small': 15, 'postgres small': 15}),
    ('store_bytes_per_event', 'Disk of an event, all included', 'B', True, {
        'sqlite small': 220, 'sqlite python': 260, 'sqlite node': 350, 'sqlite issues': 440}),
    ('list_p95_ms', 'Issue list of 25, warm, p95', 'ms', True, {
        'sqlite million': 3, 'sqlite ten million': 8}),
    ('filter_p95_ms', 'List with the slowest filter and sort, p95', 'ms', True, {
        'sqlite million': 10, 'postgres million': 10}),
    ('full_text_p95_ms', 'List by words, p95', 'ms', True, {
        'sqlite million': 20, 'postgres million': 20}),
    ('issue_p95_ms', 'One issue, p95', 'ms', True, {
        'sqlite million': 3, 'postgres million': 3}),
    ('facets_p95_ms', 'Facets of an issue, p95', 'ms', True, {
        'sqlite million': 10, 'postgres million': 10}),
    ('list_facets_p95_ms', 'Facets of a list, p95', 'ms', True, {
        'sqlite million': 10, 'postgres million': 10}),
    ('rules_rate_percent', 'Digested a second with 1,000 rules, of that without', '%', False, {
        'sqlite rules': 80}),
    ('neighbour_delay_ms', 'A quiet project\'s new issue beside a flood, the latest', 'ms', True, {
        'sqlite neighbours': 2000}),
    ('retention_hold_ms', 'A person\'s write while retention removes, the longest', 'ms', True, {
        'sqlite retention': 100}),
    ('start_ms', 'Start to ready', 'ms', True, {'sqlite million': 50}),
]


def met(figure, limit, is_less):
    return figure <= limit if is_less else figure >= limit
