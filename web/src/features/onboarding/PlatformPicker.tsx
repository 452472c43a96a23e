import { cx } from '@/ui/cx';
import { inputStyle } from '@/ui/Field';
import { type Platform, platforms, type Variant } from './platforms';

interface PlatformPickerProps {
  platform: Platform;
  variant: Variant;
  onPick: (platform: Platform, variant: Variant) => void;
}

/** Thirteen in sight, their frameworks one level below. */
export function PlatformPicker({ platform, variant, onPick }: PlatformPickerProps) {
  return (
    <div className="grid gap-3">
      <fieldset className="max-sm:hidden">
        <legend className="sr-only">Platform</legend>
        <div className="flex flex-wrap gap-1.5">
          {platforms.map((one) => (
            <label
              key={one.id}
              className={cx(
                'flex h-8 cursor-pointer items-center rounded-ctl border px-3 text-body transition-colors duration-80 pointer-coarse:h-11',
                'has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
                one.id === platform.id
                  ? 'border-ink bg-s3 font-medium text-text'
                  : 'border-line bg-s1 text-text2 hover:border-ctl hover:text-text',
              )}
            >
              <input
                type="radio"
                name="platform"
                className="sr-only"
                checked={one.id === platform.id}
                onChange={() => onPick(one, one.variants[0]!)}
              />
              {one.label}
            </label>
          ))}
        </div>
      </fieldset>
      <select
        aria-label="Platform"
        className={`${inputStyle} sm:hidden`}
        value={platform.id}
        onChange={(event) => {
          const next = platforms.find((one) => one.id === event.target.value)!;
          onPick(next, next.variants[0]!);
        }}
      >
        {platforms.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </select>
      {platform.variants.length > 1 && (
        <div className="flex items-center gap-3 text-body">
          {platform.variants.map((one) => (
            <label
              key={one.label}
              className={cx(
                'cursor-pointer border-b-2 pb-0.5 has-focus-visible:outline-2 has-focus-visible:outline-focus',
                one === variant ? 'border-text font-medium' : 'border-transparent text-text2 hover:text-text',
              )}
            >
              <input
                type="radio"
                name="variant"
                className="sr-only"
                checked={one === variant}
                onChange={() => onPick(platform, one)}
              />
              {one.label}
            </label>
          ))}
        </div>
      )}
    </div>
  );
}
