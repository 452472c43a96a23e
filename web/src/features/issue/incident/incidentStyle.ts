/** Of the file that is kept: it has no style sheet beside it. */
export const incidentStyle = `
:root { color-scheme: light dark; --line: #dcdcd6; --meta: #5f646c; --mark: #fbe9e7; --code: #fbfbf9; }
@media (prefers-color-scheme: dark) {
  :root { --line: #2b2e35; --meta: #8f959f; --mark: #2a1a1b; --code: #101114; }
}
body { max-width: 960px; margin: 32px auto; padding: 0 20px; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 4px 0; font-size: 22px; line-height: 1.3; }
h2 { margin: 32px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 16px; }
h3 { margin: 16px 0 4px; font-size: 14px; }
.meta { color: var(--meta); font-size: 12px; font-weight: normal; }
table { border-collapse: collapse; width: 100%; }
th { padding: 3px 16px 3px 0; width: 160px; text-align: left; vertical-align: top; font-weight: normal; color: var(--meta); }
td { padding: 3px 12px 3px 0; vertical-align: top; }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: 6px 0; color: var(--meta); }
li.app { color: inherit; }
pre { margin: 4px 0; padding: 8px 12px; overflow-x: auto; background: var(--code); border: 1px solid var(--line); border-radius: 6px; font: 12px/1.6 ui-monospace, monospace; white-space: pre-wrap; }
pre span { display: block; min-height: 1.6em; }
mark { display: block; background: var(--mark); color: inherit; font-weight: 600; }
svg { width: 100%; height: 64px; fill: currentColor; opacity: 0.7; }
.said { padding: 6px 0; }
.said p { margin: 0; }
.text { white-space: pre-wrap; }
.replies { margin-left: 12px; padding-left: 16px; border-left: 2px solid var(--line); }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } li, .said { break-inside: avoid; } }
`;
