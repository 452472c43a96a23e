// axe on every screen, with data and empty, in both themes; on a phone and for viewers in one.
import { accessible, pageOf, SIZES, settle, THEMES } from './page.mjs';
import { pool } from './pool.mjs';

const PHONE = SIZES.find((size) => size.width === 390);

export async function axe({ browser, stage, screens, findings, workers }) {
  const jobs = [
    ...screens.map((screen) => ({ screen, role: screen.as ?? 'admin', themes: THEMES, size: SIZES[0] })),
    ...screens.map((screen) => ({ screen, role: screen.as ?? 'admin', themes: ['light'], size: PHONE })),
    ...screens
      .filter((screen) => !screen.as)
      .map((screen) => ({ screen, role: 'viewer', themes: ['dark'], size: SIZES[0] })),
  ];
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
  await pool(workers, jobs, make, async (own, { role, screen, themes, size }) => {
    const { page, go } = await own.of(role);
    await page.setViewportSize(size);
    await findings.check('axe', screen.name, `${role} ${size.width}`, async () => {
      await go(screen.path);
      await settle(page);
    });
    for (const theme of themes)
      await findings.check('axe', screen.name, `${role} ${size.width} ${theme}`, () =>
        accessible(page, screen.name, [theme]),
      );
  });
}
