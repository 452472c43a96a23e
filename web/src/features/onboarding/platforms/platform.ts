/** How one SDK is connected. Our own words; {{dsn}}, {{key}}, {{url}} are filled in. */
export interface Variant {
  label: string;
  steps: readonly Step[];
}
export interface Step {
  title: string;
  /** Where it goes: "main.tsx". */
  file?: string;
  code: string;
}
export interface Platform {
  id: string;
  label: string;
  /** Also found by these words. */
  also?: string;
  variants: readonly Variant[];
}

export const install = (code: string): Step => ({ title: 'Install', code });
export const init = (file: string, code: string): Step => ({ title: 'Set up', file, code });
export const prove = (code: string): Step => ({ title: 'Prove it', code });
