import { readFileSync } from 'node:fs';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Nothing is painted before the theme is known: the entry sets it, the browser waits. */
function renderAfterEntry(): Plugin {
  return {
    name: 'render-after-entry',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
    },
  };
}

/** The fonts' licence travels with them. */
function fontLicences(): Plugin {
  return {
    name: 'font-licences',
    apply: 'build',
    generateBundle() {
      const read = (name: string) =>
        readFileSync(new URL(`node_modules/@fontsource-variable/${name}/LICENSE`, import.meta.url), 'utf8');
      const source = ['instrument-sans', 'geist-mono'].map(read).join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'assets/fonts-licence.txt', source });
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), renderAfterEntry(), fontLicences()],
  resolve: { alias: { '@': new URL('src', import.meta.url).pathname } },
  html: { cspNonce: '__CSP_NONCE__' },
  server: {
    port: 5173,
    // The server's own policy (src/feature/web/web_page.c), for one fixed nonce.
    headers: {
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self' 'nonce-__CSP_NONCE__'; style-src 'self' 'nonce-__CSP_NONCE__'; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'",
    },
    proxy: { '/api': process.env.GOSNAG ?? 'http://localhost:8080' },
  },
  build: {
    manifest: true,
    assetsInlineLimit: 0,
    // The entry names what each page needs, but not what every page has already.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === 'js'
          ? needed.filter((file) => !/\/(react|base|rolldown-runtime)-[^/]*$/.test(file))
          : needed,
    },
    rolldownOptions: {
      input: { index: 'index.html', docs: 'docs.html' },
      // Few chunks that every page needs instead of many small ones: they pack better.
      output: {
        chunkFileNames: 'assets/[name]-[hash:7].js', // the entry holds a hundred of these names
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store)\// },
            {
              name: 'base',
              // What no first paint asks for (undo, people, jobs; lists without an end, several reads at
              // once) stays with the pages that do.
              test: /src\/(api\/(?!undo|people|job)|keys\/)|src\/lib\/(store|paths|time|number|pattern)\.|src\/ui\/(Button|Keycap|Page|LiveDot|cx)\.|node_modules\/(clsx|wouter|regexparam|tinykeys|openapi-react-query|@tanstack\/(react-)?query(?!.*(queriesObserver|infiniteQueryObserver|useQueries|useInfiniteQuery)))/,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.spec.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
  },
});
