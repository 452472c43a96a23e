// Contact sheets: each screen in both themes and widths, its failures, and what opens, small on one page.
import { mkdirSync, writeFileSync } from 'node:fs';
import { SIZES } from './page.mjs';

const out = new URL('../../test-results/screens/', import.meta.url);
const QUALITY = 55;
export const SHOWN = { wide: SIZES[0], phone: SIZES.find((size) => size.width === 390) };
const CELL = { wide: 400, phone: 190 };
const COLUMNS = { wide: 4, phone: 8 };

export class Sheets {
  pictures = [];
  async keep(page, screen, state, theme = 'dark', form = 'wide') {
    const jpeg = await page.screenshot({ type: 'jpeg', quality: 80, timeout: 5000 }).catch(() => undefined);
    if (jpeg) this.pictures.push({ name: screen.name, state, theme, form, jpeg });
  }
}

function sheetHtml(pictures, form) {
  const size = SHOWN[form];
  const width = CELL[form];
  const height = Math.round((width * size.height) / size.width);
  const cells = pictures
    .map(
      ({ name, state, jpeg }) =>
        `<figure><img src="data:image/jpeg;base64,${jpeg.toString('base64')}" width="${width}" height="${height}"><figcaption>${name.replaceAll('<', '&lt;')}${state === 'data' ? '' : ` · ${state.replaceAll('<', '&lt;').slice(0, 40)}`}</figcaption></figure>`,
    )
    .join('');
  return `<!doctype html><style>body{margin:0;padding:16px;background:#77797d;font:12px/16px sans-serif;color:#fff;display:grid;grid-template-columns:repeat(${COLUMNS[form]},${width}px);gap:14px}figure{margin:0}img{display:block}figcaption{padding-top:3px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}</style>${cells}`;
}

async function write(browser, name, pictures, form) {
  if (pictures.length === 0) return 0;
  const width = COLUMNS[form] * (CELL[form] + 14) + 18;
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.setContent(sheetHtml(pictures, form), { waitUntil: 'load' });
  const { height } = await page.evaluate(() => ({ height: document.documentElement.scrollHeight }));
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height, scale: 1 },
  });
  await context.close();
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(new URL(`${name}.webp`, out), bytes);
  return bytes.length;
}

/** @returns bytes written, by sheet. */
export async function develop(browser, { pictures }) {
  mkdirSync(out, { recursive: true });
  const sizes = {};
  for (const form of ['wide', 'phone'])
    for (const theme of ['dark', 'light']) {
      const own = pictures.filter((one) => one.state === 'data' && one.theme === theme && one.form === form);
      sizes[`${form}-${theme}`] = await write(browser, `${form}-${theme}`, own, form);
    }
  const failing = pictures.filter((one) => /^(500|403|429|offline|slow)$/.test(one.state));
  const opened = pictures.filter((one) => one.state.startsWith('open '));
  sizes.failures = await write(browser, 'failures', failing, 'wide');
  sizes.open = await write(browser, 'open', opened, 'wide');
  return sizes;
}
