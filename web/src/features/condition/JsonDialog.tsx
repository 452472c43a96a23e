import { type Dispatch, useState } from 'react';
import { errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { inputStyle } from '@/ui/Field';
import { Note } from '@/ui/Note';
import type { Action, Group } from './tree';
import { readTree, treeJson } from './treeJson';

interface JsonDialogProps {
  tree: Group;
  dispatch: Dispatch<Action>;
  onClose: () => void;
}

/** The tree as text, to copy it or to paste another. */
export function JsonDialog({ tree, dispatch, onClose }: JsonDialogProps) {
  const [text, setText] = useState(() => JSON.stringify(treeJson(tree), null, 2));
  const [wrong, setWrong] = useState('');
  const take = () => {
    try {
      dispatch({ do: 'load', tree: readTree(JSON.parse(text)) });
      onClose();
    } catch (error) {
      setWrong(errorText(error));
    }
  };
  return (
    <Dialog open title="Conditions as JSON" onClose={onClose} size="large">
      <div className="grid gap-3">
        <textarea
          aria-label="Conditions as JSON"
          rows={16}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={`${inputStyle} h-auto py-2 font-mono text-meta pointer-coarse:h-auto`}
        />
        {wrong && (
          <Note tone="error" alert>
            {wrong}
          </Note>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="primary" onClick={take}>
            Use it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
