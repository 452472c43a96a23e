// Opens every menu and dialog of every screen and presses every button once, as people of their own
// who keep what they prefer to themselves: nothing throws, Escape closes what opened and gives focus
// back, axe likes what is open.
import { accessible, askedOf, frames, pageOf, refusals, SIZES, settle, THEMES } from './page.mjs';
import { pool } from './pool.mjs';

const BUTTONS_MOST = 40;
const DIALOG = '[role="dialog"], [role="alertdialog"]';
const OVERLAY = `${DIALOG}, [role="menu"], [role="listbox"]`;
/** Ends the visit, leaves the page, or asks the operating system. */
const leaveAlone = /sign out|sign in with|end (this|all|other) |download|print/i;

const PRESSED = 'button, summary, [role="menuitem"], [role="tab"]';
/** React holds back what was lazy for 300 ms after it showed that something is to come. */
const SETTLE_MS = 350;
const WAIT_MS = 3000;
/** A bound on what never comes, not a measure: machines differ. */
const PRESS_MS = 10_000;

const visible = (page, selector) =>
  page.evaluate(
    (css) => [...document.querySelectorAll(css)].filter((node) => node.checkVisibility()).length,
    selector,
  );

/** Names of what can be pressed now; rows alike count once. */
function namesOf(page, root = 'body') {
  return page.evaluate(
    ([css, most]) => {
      const seen = new Set();
      return [...document.querySelectorAll(css)]
        .filter((node) => node.checkVisibility() && !node.disabled && node.ariaDisabled !== 'true')
        .map((node) => (node.ariaLabel ?? node.textContent ?? '').trim().slice(0, 80))
        .filter((name) => {
          const kind = name.replace(/\d+/g, '#').replace(/(for|of|from) .*/, '');
          return !seen.has(kind) && seen.add(kind);
        })
        .slice(0, most);
    },
    [
      PRESSED.split(', ')
        .map((one) => `${root} ${one}`)
        .join(', '),
      BUTTONS_MOST,
    ],
  );
}

/** Reasons of refused writes: the page has to show them. */
function refusedOf(page) {
  const refused = [];
  page.on('response', async (response) => {
    if (![400, 403, 409].includes(response.status()) || response.request().method() === 'GET') return;
    const { error } = await response.json().catch(() => ({}));
    if (error) refused.push(error);
  });
  return refused;
}

async function saysWhy({ page, refused }) {
  const shown = await page.evaluate(() => document.body.textContent);
  for (const reason of refused.splice(0))
    if (!shown.includes(reason)) throw new Error(`refused without a word: ${reason}`);
}

/** The first of that name, once it can be pressed. */
async function named(page, name, css = PRESSED) {
  const found = await page
    .waitForFunction(
      ([selector, wanted]) =>
        [...document.querySelectorAll(selector)].find(
          (node) =>
            node.checkVisibility() &&
            !node.disabled &&
            node.ariaDisabled !== 'true' &&
            (node.ariaLabel ?? node.textContent ?? '').trim().slice(0, 80) === wanted,
        ),
      [css, name],
      { timeout: PRESS_MS },
    )
    .catch(() => {
      throw new Error(`"${name}" is not there to be pressed`);
    });
  return found.asElement();
}

/** What the press asked for is there: code of a layer, an answer. */
async function settled({ page, asked }) {
  await frames(page);
  let waited = 0;
  do {
    await page.waitForTimeout(SETTLE_MS);
    waited += SETTLE_MS;
  } while (asked.size > 0 && waited < WAIT_MS);
  await frames(page);
}

/** What a press made this person prefer: theme, folded sidebar, drafts. */
async function forget({ page, who }) {
  await who.put('/me/preferences', {});
  await page.evaluate(() => localStorage.clear());
}

/** The screen as it is when nothing was pressed yet: read anew when a press left another. */
async function fresh(own, screen) {
  const { page, go } = own;
  const state = async () => JSON.stringify([page.url(), await namesOf(page), await visible(page, OVERLAY)]);
  if (own.screen === screen && own.state === (await state())) return;
  if (own.screen) await forget(own);
  await go(screen.path);
  await settle(page);
  own.screen = screen;
  own.state = await state();
}

async function closes(own, opener, before, say) {
  const { page } = own;
  for (let i = 0; i < 3 && (await visible(page, OVERLAY)) > before; i++) {
    await page.keyboard.press('Escape');
    await settled(own);
  }
  if ((await visible(page, OVERLAY)) > before) throw new Error(`${say}: Escape does not close it`);
  const lost = await page.evaluate(() => document.activeElement === document.body);
  if (lost && (await opener.evaluate((node) => node.isConnected)))
    throw new Error(`${say}: focus is lost when it closes`);
}

/** What a menu leads to. */
async function pick(own, screen, name, item, { keep }) {
  const { page } = own;
  await fresh(own, screen);
  // The entry before may have taken the menu with it: what is resolved is not resolved again.
  if (!(await namesOf(page)).includes(name)) return;
  const opener = await named(page, name);
  await opener.click({ timeout: PRESS_MS });
  await settled(own);
  // Nor does every menu offer the same to what was changed.
  const offered = await namesOf(page, '[role="menu"]');
  if (offered.length > 0 && !offered.includes(item)) return;
  const entry = await named(page, item, '[role="menuitem"]');
  await entry.click({ timeout: PRESS_MS });
  await settled(own);
  const dialogs = await visible(page, DIALOG);
  if (dialogs === 0) return;
  await accessible(page, item, ['dark']);
  await keep(page, screen, `open ${item}`);
  await closes(own, opener, 0, item);
}

async function press(own, screen, name, matrix) {
  const { findings, keep } = matrix;
  const { page } = own;
  await fresh(own, screen);
  const before = await visible(page, OVERLAY);
  const opener = await named(page, name);
  await opener.click({ timeout: PRESS_MS });
  await settled(own);
  await saysWhy(own);
  if ((await visible(page, OVERLAY)) <= before) return;
  for (const theme of THEMES)
    await findings.check('axe', screen.name, `open: ${name}, ${theme}`, () =>
      accessible(page, name, [theme]),
    );
  await keep(page, screen, `open ${name}`);
  const inside = await page.evaluate(() =>
    [...document.querySelectorAll('[role="menu"] [role="menuitem"]')]
      .filter((node) => node.checkVisibility() && node.ariaDisabled !== 'true')
      .map((node) => (node.ariaLabel ?? node.textContent).trim().slice(0, 80)),
  );
  await closes(own, opener, before, name);
  for (const item of inside)
    if (!leaveAlone.test(item))
      await findings.check('clicks', screen.name, `${name} → ${item}`, () =>
        pick(own, screen, name, item, matrix),
      );
}

export async function clicks(matrix) {
  const { browser, stage, screens, findings, workers } = matrix;
  const wanted = screens.filter((screen) => !screen.as && !/hostile [23]/.test(screen.name));
  // The shell is on every page, and screens of one route are one program: each button is pressed once.
  const pressed = new Set();
  await pool(
    workers,
    wanted,
    async () => {
      const who = await stage.another();
      const opened = await pageOf(browser, stage, who, { viewport: SIZES[0] });
      return { who, asked: askedOf(opened.page), refused: refusedOf(opened.page), ...opened };
    },
    async (own, screen) => {
      const { page, left } = own;
      const next = async () => {
        await fresh(own, screen);
        const inMain = new Set(await namesOf(page, 'main'));
        const keyOf = (name) => (inMain.has(name) ? `${screen.route || screen.path} ${name}` : name);
        const name = (await namesOf(page)).find((one) => !leaveAlone.test(one) && !pressed.has(keyOf(one)));
        if (name !== undefined) pressed.add(keyOf(name));
        return name;
      };
      for (let i = 0; i < BUTTONS_MOST; i++) {
        let name;
        await findings.check('clicks', screen.name, 'opens', async () => {
          name = await next();
        });
        if (name === undefined) break;
        await findings.check('clicks', screen.name, name, () => press(own, screen, name, matrix));
        for (const fault of left((one) => refusals(one) || /status of 400/.test(one)))
          findings.add('console', screen.name, `after ${name}`, fault);
      }
    },
  );
}
