import { init, install, type Platform, prove } from './platform';

const options = `  dsn: '{{dsn}}',
  release: '1.0.0',
  environment: 'production',`;

export const javascript: Platform = {
  id: 'javascript',
  label: 'JavaScript',
  also: 'browser typescript react vue angular svelte web',
  variants: [
    {
      label: 'Browser',
      steps: [
        install('npm install @sentry/browser'),
        init(
          'main.js, before anything else',
          `import * as Sentry from '@sentry/browser';\n\nSentry.init({\n${options}\n});`,
        ),
        prove(`setTimeout(() => { throw new Error('Hello from the browser'); });`),
      ],
    },
    {
      label: 'React',
      steps: [
        install('npm install @sentry/react'),
        init(
          'main.tsx, before createRoot',
          `import * as Sentry from '@sentry/react';\n\nSentry.init({\n${options}\n});\n\n// React 19: report what error boundaries catch, too\ncreateRoot(document.getElementById('root')!, {\n  onUncaughtError: Sentry.reactErrorHandler(),\n  onCaughtError: Sentry.reactErrorHandler(),\n}).render(<App />);`,
        ),
        prove(`<button onClick={() => { throw new Error('Hello from React'); }}>Break</button>`),
      ],
    },
    {
      label: 'Vue',
      steps: [
        install('npm install @sentry/vue'),
        init(
          'main.ts',
          `import { createApp } from 'vue';\nimport * as Sentry from '@sentry/vue';\n\nconst app = createApp(App);\n\nSentry.init({\n  app,\n${options}\n});\n\napp.mount('#app');`,
        ),
        prove(`setTimeout(() => { throw new Error('Hello from Vue'); });`),
      ],
    },
  ],
};

export const node: Platform = {
  id: 'node',
  label: 'Node',
  also: 'javascript typescript express fastify server bun',
  variants: [
    {
      label: 'Node',
      steps: [
        install('npm install @sentry/node'),
        init('instrument.mjs', `import * as Sentry from '@sentry/node';\n\nSentry.init({\n${options}\n});`),
        { title: 'Start with it', code: 'node --import ./instrument.mjs app.mjs' },
        prove(`throw new Error('Hello from Node');`),
      ],
    },
    {
      label: 'Express',
      steps: [
        install('npm install @sentry/node'),
        init('instrument.mjs', `import * as Sentry from '@sentry/node';\n\nSentry.init({\n${options}\n});`),
        {
          title: 'Catch what routes throw',
          file: 'app.mjs, started with node --import ./instrument.mjs app.mjs',
          code: `import * as Sentry from '@sentry/node';\nimport express from 'express';\n\nconst app = express();\n// … your routes …\nSentry.setupExpressErrorHandler(app);\napp.listen(3000);`,
        },
        prove(`app.get('/break', () => { throw new Error('Hello from Express'); });`),
      ],
    },
  ],
};
