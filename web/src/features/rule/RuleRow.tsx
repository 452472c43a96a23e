import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { IconButton } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { Switch } from '@/ui/Switch';
import { toast } from '@/ui/toast';
import { useSaveRule } from './rule.queries';
import { bodyOf, draftOf, effectOf, type Kind, type Rule } from './ruleDraft';
import { rulePath } from './rulePath';
import { useDropRule } from './useDropRule';

interface RuleRowProps {
  project: string;
  kind: Kind;
  rule: Rule;
  /** Takes it one place up or down; undefined = there is no order, or no place. */
  onMove?: (by: -1 | 1) => void;
  /** It is about to go. */
  onRemove: () => void;
  isFirst: boolean;
  isLast: boolean;
}

/** A rule in one line: what it does and when. */
export function RuleRow({ project, kind, rule, onMove, onRemove, isFirst, isLast }: RuleRowProps) {
  const save = useSaveRule(project, kind);
  const remove = useDropRule(project, kind);
  const drop = () => {
    onRemove();
    void remove(rule);
  };
  const put = (one: Rule, enabled: boolean) =>
    save.mutateAsync({ body: bodyOf(kind, { ...draftOf(one), enabled }, one), id: one.id });
  const toggle = (enabled: boolean) =>
    void put(rule, enabled).then(
      (saved) => toast(enabled ? 'Rule is on.' : 'Rule is off.', { undo: () => put(saved, !enabled) }),
      (error) => toast('Nothing was changed.', { tone: 'error', detail: errorText(error) }),
    );
  return (
    <li
      data-row={rule.id}
      className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b border-line px-4 py-3 md:px-6"
    >
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex min-w-0 items-baseline gap-2">
          <a
            href={rulePath(project, kind, rule.id ?? '')}
            className="min-w-0 truncate text-strong font-medium text-text hover:underline"
          >
            {rule.name}
          </a>
          <span className="whitespace-nowrap text-text2">→ {effectOf(kind, draftOf(rule))}</span>
          {!rule.enabled && <Chip tone="ignored">off</Chip>}
          {rule.needs_ai && <Chip tone="snoozed">needs AI</Chip>}
        </p>
        <p className="mt-0.5 text-meta text-text3 wrap-anywhere line-clamp-2">
          {rule.needs_ai
            ? rule.pattern
            : rule.sentence
              ? `When ${rule.sentence}`
              : 'Never holds: it has no pattern'}
        </p>
      </div>
      {isAdmin() && (
        <div className="flex items-center">
          <div role="group" aria-label={rule.name} className="mr-2">
            <Switch label="On" checked={save.isPending ? !rule.enabled : rule.enabled} onChange={toggle} />
          </div>
          {onMove && (
            <>
              <IconButton
                label={`Move ${rule.name} up`}
                data-part="up"
                disabled={isFirst}
                onClick={() => onMove(-1)}
              >
                <ArrowUp size={14} />
              </IconButton>
              <IconButton
                label={`Move ${rule.name} down`}
                data-part="down"
                disabled={isLast}
                onClick={() => onMove(1)}
              >
                <ArrowDown size={14} />
              </IconButton>
            </>
          )}
          <IconButton label={`Remove ${rule.name}`} data-part="remove" onClick={drop}>
            <Trash2 size={14} />
          </IconButton>
        </div>
      )}
    </li>
  );
}
