// Every screen by every role, width and theme: nothing is wider than the screen, the console is silent.
import { fits, frames, pageOf, refusals, SIZES, setTheme, settle, THEMES } from './page.mjs';
import { pool } from './pool.mjs';

export async function layout({ browser, stage, screens, findings, workers }) {
  const roles = [...Object.keys(stage.roles), 'nobody'];
  const jobs = roles.flatMap((role) =>
    screens
      .filter((screen) => (screen.as === 'nobody') === (role === 'nobody'))
      .map((screen) => ({ role, screen })),
  );
  jobs.sort((a, b) => a.role.localeCompare(b.role));
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
    await findings.check('layout', screen.name, role, async () => {
      await go(screen.path);
      await settle(page);
    });
    const title = await page
      .locator('h1')
      .first()
      .textContent({ timeout: 500 })
      .catch(() => '');
    const refused = screen.only && !screen.only.includes(role);
    if (refused && !/admin/i.test((await page.locator('main').textContent()) ?? ''))
      findings.add('layout', screen.name, role, `a page of refusal does not say who may (${title})`);
    for (const theme of THEMES) {
      await setTheme(page, theme);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await frames(page);
        await findings.check('layout', screen.name, `${role} ${theme} ${size.width}`, () =>
          fits(page, screen.name),
        );
      }
    }
    for (const fault of left(refusals)) findings.add('console', screen.name, role, fault);
  });
}
