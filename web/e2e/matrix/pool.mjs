/** Runs the jobs with so many at a time; a worker keeps what `make` gave it. */
export async function pool(workers, jobs, make, run) {
  const waiting = [...jobs];
  await Promise.all(
    Array.from({ length: Math.min(workers, waiting.length) }, async () => {
      const own = await make();
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await run(own, job);
      await own.close?.();
    }),
  );
}
