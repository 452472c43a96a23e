// One visit of every screen by every role, looked at in every theme and width: nothing is wider than
// the screen, the console is silent (layout); axe finds nothing (axe); its picture is taken (sheets).
import { accessible, fits, frames, pageOf, refusals, SIZES, setTheme, settle, THEMES } from './page.mjs';
import { pool } from './pool.mjs';
import { SHOWN } from './sheets.mjs';

const WIDE = SHOWN.wide.width;
const PHONE = SHOWN.phone.width;
const formOf = (width) => Object.keys(SHOWN).find((form) => SHOWN[form].width === width);

/** Where axe looks: both themes for who sees all, one on a phone and for who may only read. */
const forAxe = new Set([
  ...['admin', 'nobody'].flatMap((role) => [`${role} dark ${WIDE}`, `${role} light ${WIDE}`]),
  ...['admin', 'nobody'].map((role) => `${role} light ${PHONE}`),
  `viewer dark ${WIDE}`,
]);
const forSheets = new Set(['admin', 'nobody']);

/** Says who may, when the role may not. */
async function refuses(page, screen, role, findings) {
  const text = (await page.locator('main').textContent()) ?? '';
  if (/admin/i.test(text)) return;
  const title = await page.evaluate(() => document.querySelector('h1')?.textContent);
  findings.add('layout', screen.name, role, `a page of refusal does not say who may (${title})`);
}

async function look(page, { screen, role, theme, size }, { findings, looks, keep }) {
  const where = `${role} ${theme} ${size.width}`;
  await page.setViewportSize(size);
  await frames(page);
  if (looks.has('layout')) await findings.check('layout', screen.name, where, () => fits(page, screen.name));
  if (looks.has('axe') && forAxe.has(where))
    await findings.check('axe', screen.name, where, () => accessible(page, screen.name, [theme]));
  const form = formOf(size.width);
  if (looks.has('sheets') && form && forSheets.has(role)) await keep(page, screen, 'data', theme, form);
}

/** looks: a set of layout, axe, sheets. */
export async function visits(matrix) {
  const { browser, stage, screens, findings, workers, looks, short } = matrix;
  const onlySheets = short || (looks.size === 1 && looks.has('sheets'));
  const roles = [...Object.keys(stage.roles), 'nobody'].filter((role) => !onlySheets || forSheets.has(role));
  const jobs = roles.flatMap((role) =>
    screens
      .filter((screen) => (screen.as === 'nobody') === (role === 'nobody'))
      .map((screen) => ({ role, screen })),
  );
  const sizes = looks.has('layout') && !short ? SIZES : SIZES.filter(({ width }) => formOf(width));
  const make = () => {
    const pages = new Map();
    return {
      async of(role) {
        if (!pages.has(role)) pages.set(role, await pageOf(browser, stage, role));
        return pages.get(role);
      },
      close: () => Promise.all([...pages.values()].map((one) => one.close())),
    };
  };
  await pool(workers, jobs, make, async (own, { role, screen }) => {
    const { page, go, left } = await own.of(role);
    await page.setViewportSize(SIZES[0]);
    await findings.check('visits', screen.name, role, async () => {
      await go(screen.path);
      await settle(page);
    });
    if (screen.only && !screen.only.includes(role)) await refuses(page, screen, role, findings);
    for (const theme of THEMES) {
      await setTheme(page, theme);
      for (const size of sizes) await look(page, { screen, role, theme, size }, matrix);
    }
    for (const fault of left(refusals)) findings.add('console', screen.name, role, fault);
  });
}
