import { BellOff, Check, Clock, Ellipsis, Merge, Tag, UserPlus, X } from 'lucide-react';
import { canTriage } from '@/api/bootstrap';
import { exact } from '@/lib/number';
import { Button, IconButton } from '@/ui/Button';
import { MenuButton, type MenuEntry } from '@/ui/Menu';
import { cooldowns } from '../verbChoices';
import type { Asking } from './VerbLayer';
import { type BulkVerb, followVerb, noMerge, sizeOf, statusVerb, type VerbTarget } from './verbs';

interface BulkBarProps {
  target: VerbTarget;
  /** How many the query finds; undefined = no more than are selected. */
  matching?: number;
  onAll: () => void;
  onVerb: (verb: BulkVerb) => void;
  onAsk: (asking: Asking) => void;
  onClear: () => void;
}

/** Takes the toolbar's place while rows are selected. */
export function BulkBar({ target, matching, onAll, onVerb, onAsk, onClear }: BulkBarProps) {
  const may = canTriage();
  const why = may ? undefined : 'Needs the role member or admin';
  const n = sizeOf(target);
  const resolve = (): MenuEntry[] => [
    ...cooldowns.map(
      ({ label, hint, change }): MenuEntry => ({ label, hint, onSelect: () => onVerb(statusVerb(change)) }),
    ),
    'line',
    { label: 'Resolve in a release…', keys: 'Shift+R', onSelect: () => onAsk('release') },
  ];
  const more: MenuEntry[] = [
    { label: 'Reopen', onSelect: () => onVerb(statusVerb({ status: 'open' })) },
    { label: 'Priority…', onSelect: () => onAsk('priority') },
    { label: 'Follow', keys: 'f', onSelect: () => onVerb(followVerb(true)) },
    { label: 'Follow no longer', onSelect: () => onVerb(followVerb(false)) },
    'line',
    { label: 'Delete…', danger: true, onSelect: () => onAsk('delete') },
  ];
  return (
    <section
      aria-label="Selected issues"
      className="flex min-h-12 items-center gap-2 overflow-x-auto border-b border-line bg-s2 px-4 py-2 md:px-6"
    >
      <p className="shrink-0 font-medium tabular-nums" role="status">
        {exact(n)} selected
      </p>
      {matching !== undefined && !target.query && (
        <Button size="dense" tone="ghost" keys="$mod+a" onClick={onAll}>
          Select all {exact(matching)} matching
        </Button>
      )}
      <span className="h-5 w-px shrink-0 bg-line" />
      <span className="inline-flex shrink-0">
        <Button
          size="dense"
          tone="primary"
          icon={<Check size={14} />}
          keys="r"
          disabled={!may}
          title={why}
          className="rounded-r-none"
          onClick={() => onVerb(statusVerb({ status: 'resolved' }))}
        >
          Resolve
        </Button>
        <MenuButton
          label="More ways to resolve"
          size="dense"
          tone="primary"
          disabled={!may}
          className="-ml-px min-w-6 rounded-l-none border-l-line! px-1!"
          entries={resolve()}
        >
          <span aria-hidden="true">▾</span>
        </MenuButton>
      </span>
      <Verb
        label="Ignore"
        keys="i"
        icon={<BellOff size={14} />}
        why={why}
        onClick={() => onVerb(statusVerb({ status: 'ignored' }))}
      />
      <Verb label="Snooze" keys="s" icon={<Clock size={14} />} why={why} onClick={() => onAsk('snooze')} />
      <Verb label="Assign" keys="a" icon={<UserPlus size={14} />} why={why} onClick={() => onAsk('assign')} />
      <Verb label="Tag" keys="t" icon={<Tag size={14} />} why={why} onClick={() => onAsk('tag')} />
      <Verb
        label="Merge"
        keys="m"
        icon={<Merge size={14} />}
        why={why ?? noMerge(target)}
        onClick={() => onAsk('merge')}
      />
      <MenuButton label="More verbs" size="icon" tone="ghost" disabled={!may} title={why} entries={more}>
        <Ellipsis size={16} />
      </MenuButton>
      <IconButton label="Clear the selection" keys="Escape" className="ml-auto" onClick={onClear}>
        <X size={16} />
      </IconButton>
    </section>
  );
}

interface VerbProps {
  label: string;
  keys: string;
  icon: React.ReactNode;
  /** Set = not now, and this is the reason. */
  why?: string;
  onClick: () => void;
}

function Verb({ label, keys, icon, why, onClick }: VerbProps) {
  return (
    <Button size="dense" icon={icon} keys={keys} disabled={why !== undefined} title={why} onClick={onClick}>
      {label}
    </Button>
  );
}
