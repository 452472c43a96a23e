/** What was typed and not sent, in this browser: it survives a reload, a sign-in and a refused request. */

export function readDraft(key: string): string {
  try {
    return key === '' ? '' : (localStorage.getItem(key) ?? '');
  } catch {
    return '';
  }
}

export function keepDraft(key: string, text: string): void {
  if (key === '') return;
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // A browser without storage keeps no drafts; the text is still in the field.
  }
}
