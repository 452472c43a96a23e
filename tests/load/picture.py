"""picture.py - one SVG per table of targets.py: a bar for each row, a line at its limit."""

import html
import os

import stand
import targets

ROW, BAR, LEFT, WIDTH, RIGHT, TOP = 34, 18, 150, 420, 150, 44
GOOD, MISSED, LIMIT, TEXT, MUTED = '#2f855a', '#c05621', '#1a202c', '#1a202c', '#4a5568'


def text(x, y, words, colour=TEXT, size=13, anchor='start'):
    return (f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}" font-size="{size}" '
            f'text-anchor="{anchor}">{html.escape(words)}</text>')


def row_bars(rows, unit, is_less):
    top = max([figure for _, figure, _ in rows] + [limit for _, _, limit in rows])
    for i, (name, figure, limit) in enumerate(rows):
        y = TOP + i * ROW
        is_met = targets.met(figure, limit, is_less)
        yield text(LEFT - 10, y + 14, name, anchor='end')
        yield (f'<rect x="{LEFT}" y="{y}" width="{figure / top * WIDTH:.1f}" height="{BAR}" '
               f'fill="{GOOD if is_met else MISSED}"/>')
        at = LEFT + limit / top * WIDTH
        yield (f'<line x1="{at:.1f}" y1="{y - 4}" x2="{at:.1f}" y2="{y + BAR + 4}" '
               f'stroke="{LIMIT}" stroke-width="2"/>')
        sign = '≤' if is_less else '≥'
        yield text(LEFT + WIDTH + 12, y + 14, f'{figure:,.4g} {unit}  ({sign} {limit:,})'
                   if figure < 1000 else f'{figure:,.0f} {unit}  ({sign} {limit:,})')


def draw(title, unit, is_less, rows):
    height = TOP + len(rows) * ROW + 8
    width = LEFT + WIDTH + RIGHT + 40
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
             f'viewBox="0 0 {width} {height}" font-family="sans-serif" role="img" '
             f'aria-label="{html.escape(title)}">',
             f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
             text(14, 24, title, size=15),
             text(width - 14, 24, 'line: the limit', MUTED, 12, 'end')]
    return '\n'.join(parts + list(row_bars(rows, unit, is_less)) + ['</svg>\n'])


def rows_of(results, key, limits):
    for name, limit in limits.items():
        store, row = name.split(' ', 1)
        figure = results.get(store, {}).get('rows', {}).get(row, {}).get(key)
        if figure is not None:
            yield name, figure, limit


def draw_all():
    """Writes bench/KEY.svg for every table that has a figure; their paths."""
    results = stand.read_results().get('bench', {})
    for key, title, unit, is_less, limits in targets.TABLES:
        rows = list(rows_of(results, key, limits))
        if not rows:
            continue
        path = os.path.join(stand.ROOT, 'bench', key + '.svg')
        with open(path, 'w') as f:
            f.write(draw(title, unit, is_less, rows))
        yield os.path.relpath(path, stand.ROOT)
