import { cx } from '@/ui/cx';

export const PASSWORD_LEAST = 8;

const verdicts = ['too short', 'guessable', 'fair', 'strong'] as const;

/** Length counts most; variety a little. No claim beyond that. */
export function strength(password: string): 0 | 1 | 2 | 3 {
  if (password.length < PASSWORD_LEAST) return 0;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\w]/].filter((kind) => kind.test(password)).length;
  const different = new Set(password).size;
  if (different < 6) return 1;
  if (password.length >= 16 || (password.length >= 12 && kinds >= 3)) return 3;
  return 2;
}

export function PasswordMeter({ password }: { password: string }) {
  const points = strength(password);
  const tone = ['bg-error', 'bg-warning', 'bg-info', 'bg-resolved'][points];
  return (
    <span className="flex items-center gap-2" aria-live="polite">
      <span className="flex flex-1 gap-1" aria-hidden="true">
        {verdicts.map((verdict, i) => (
          <span
            key={verdict}
            className={cx('h-1 flex-1 rounded-full', password && i <= points ? tone : 'bg-s3')}
          />
        ))}
      </span>
      <span className="w-[72px] text-right">{password ? verdicts[points] : `${PASSWORD_LEAST} or more`}</span>
    </span>
  );
}
