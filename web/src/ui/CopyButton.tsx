import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, type ButtonProps } from './Button';

const CONFIRMED_FOR = 1500;

interface CopyButtonProps extends Omit<ButtonProps, 'onClick'> {
  text: string | (() => string);
  /** What is copied: "DSN". */
  what: string;
  /** Show a word beside the icon: "Copy", or this one. */
  worded?: boolean | string;
  onCopied?: () => void;
}

/** Copies and confirms in its own place. */
export function CopyButton({ text, what, worded, onCopied, ...rest }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    await copyText(typeof text === 'string' ? text : text());
    setCopied(true);
    onCopied?.();
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setCopied(false), CONFIRMED_FOR);
  };
  return (
    <Button
      tone="ghost"
      size={worded ? 'dense' : 'icon'}
      {...rest}
      aria-label={copied ? `${what} copied` : `Copy ${what}`}
      title={`Copy ${what}`}
      onClick={copy}
    >
      {copied ? <Check size={14} className="text-resolved" /> : <Copy size={14} />}
      {worded && (copied ? 'Copied' : worded === true ? 'Copy' : worded)}
      <span className="sr-only" aria-live="polite">
        {copied ? `${what} copied` : ''}
      </span>
    </Button>
  );
}

/** Without https there is no clipboard API: the old way through a selection. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
