// Opens every menu and dialog of every screen and presses every button once: nothing throws, Escape
// closes what opened and gives focus back, axe likes what is open.
import { accessible, frames, pageOf, refusals, SIZES, settle, THEMES } from './page.mjs';
import { pool } from './pool.mjs';

const BUTTONS_MOST = 40;
const OVERLAY = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
/** Ends the visit, leaves the page, or asks the operating system. */
const leaveAlone = /sign out|sign in with|end (this|all|other) |download|print/i;

const visible = (page, selector) =>
  page.evaluate(
    (css) => [...document.querySelectorAll(css)].filter((node) => node.checkVisibility()).length,
    selector,
  );

/** Buttons by name; rows alike count once. */
function buttonsOf(page, scope = 'body') {
  return page.evaluate(
    ([root, most]) => {
      const seen = new Set();
      const found = [];
      const all = document.querySelectorAll(
        `${root} button, ${root} summary, ${root} [role="menuitem"], ${root} [role="tab"]`,
      );
      [...all].forEach((node, at) => {
        const name = (node.getAttribute('aria-label') ?? node.textContent ?? '').trim().slice(0, 80);
        const kind = name.replace(/\d+/g, '#').replace(/(for|of|from) .*/, '');
        if (!node.checkVisibility() || node.disabled || seen.has(kind) || found.length >= most) return;
        seen.add(kind);
        found.push({ name, at });
      });
      return found;
    },
    [scope, BUTTONS_MOST],
  );
}

const nth = (page, scope, at) =>
  page
    .locator(`${scope} button, ${scope} summary, ${scope} [role="menuitem"], ${scope} [role="tab"]`)
    .nth(at);

async function settled(page) {
  await frames(page);
  await page.waitForTimeout(150);
  await frames(page);
}

async function closes(page, opener, before, say) {
  for (let i = 0; i < 3 && (await visible(page, OVERLAY)) > before; i++) {
    await page.keyboard.press('Escape');
    await settled(page);
  }
  if ((await visible(page, OVERLAY)) > before) throw new Error(`${say}: Escape does not close it`);
  const lost = await page.evaluate(() => document.activeElement === document.body);
  if (lost && (await opener.count()) > 0) throw new Error(`${say}: focus is lost when it closes`);
}

async function press(own, screen, { name, at }, { findings, keep }) {
  const { page, go } = own;
  await go(screen.path);
  await settle(page);
  const before = await visible(page, OVERLAY);
  const opener = nth(page, 'body', at);
  await opener.click({ timeout: 3000 });
  await settled(page);
  if ((await visible(page, OVERLAY)) <= before) return;
  for (const theme of THEMES)
    await findings.check('axe', screen.name, `open: ${name}, ${theme}`, () =>
      accessible(page, name, [theme]),
    );
  await keep(page, screen, `open ${name}`);
  const inside = await page.evaluate(() =>
    [...document.querySelectorAll('[role="menu"] [role="menuitem"]')]
      .filter((node) => node.checkVisibility() && node.getAttribute('aria-disabled') !== 'true')
      .map((node) => node.textContent.trim()),
  );
  await closes(page, opener, before, name);
  for (const item of inside) {
    if (leaveAlone.test(item)) continue;
    await findings.check('clicks', screen.name, `${name} → ${item}`, async () => {
      await go(screen.path);
      await settle(page);
      await nth(page, 'body', at).click({ timeout: 3000 });
      await page
        .locator('[role="menu"] [role="menuitem"]', { hasText: item })
        .first()
        .click({ timeout: 3000 });
      await settled(page);
      const dialogs = await visible(page, '[role="dialog"], [role="alertdialog"]');
      if (dialogs === 0) return;
      await accessible(page, item, ['dark']);
      await keep(page, screen, `open ${item}`);
      await page.keyboard.press('Escape');
      await settled(page);
      if ((await visible(page, '[role="dialog"], [role="alertdialog"]')) >= dialogs)
        throw new Error(`${item}: Escape does not close it`);
    });
  }
}

export async function clicks(matrix) {
  const { browser, stage, screens, findings, workers } = matrix;
  const wanted = screens.filter((screen) => !screen.as && !/hostile [23]/.test(screen.name));
  const shellSeen = new Set();
  await pool(
    workers,
    wanted,
    () => pageOf(browser, stage, 'admin', { viewport: SIZES[0] }),
    async (own, screen) => {
      const { page, go, left } = own;
      await go(screen.path);
      await settle(page).catch(() => {});
      const inMain = new Set((await buttonsOf(page, 'main')).map(({ name }) => name));
      for (const button of await buttonsOf(page)) {
        if (leaveAlone.test(button.name)) continue;
        // The shell is on every page: its buttons are pressed on the first.
        if (!inMain.has(button.name)) {
          if (shellSeen.has(button.name)) continue;
          shellSeen.add(button.name);
        }
        await findings.check('clicks', screen.name, button.name, () => press(own, screen, button, matrix));
        for (const fault of left(refusals))
          findings.add('console', screen.name, `after ${button.name}`, fault);
      }
    },
  );
}
