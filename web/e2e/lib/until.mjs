const EVERY = 25;

/** Asks again until the answer is true; fails with what it waited for. */
export async function until(what, ask, most = 10_000) {
  const end = Date.now() + most;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${most} ms, but not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}
