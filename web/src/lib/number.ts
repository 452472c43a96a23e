const exactly = new Intl.NumberFormat();
const STEPS = [
  { from: 1e9, unit: 'G' },
  { from: 1e6, unit: 'M' },
  { from: 1e3, unit: 'k' },
];

export function exact(n: number): string {
  return exactly.format(n);
}
/** 999, 1.2k, 12.4k, 123k, 1.2M; the exact figure belongs into the title. */
export function short(n: number): string {
  for (const { from, unit } of STEPS) {
    if (n >= from) {
      const scaled = n / from;
      const digits = scaled < 100 ? Math.floor(scaled * 10) / 10 : Math.floor(scaled);
      return `${digits}${unit}`;
    }
  }
  return String(n);
}
/** "1 issue", "1.2k issues". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${short(n)} ${n === 1 ? one : many}`;
}
export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  if (n < 1e6) return `${(n / 1e3).toFixed(1)} KB`;
  return n < 1e9 ? `${(n / 1e6).toFixed(1)} MB` : `${(n / 1e9).toFixed(1)} GB`;
}
