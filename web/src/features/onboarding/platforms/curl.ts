import { type Platform, prove } from './platform';

export const curl: Platform = {
  id: 'curl',
  label: 'curl',
  also: 'http shell script no sdk',
  variants: [
    {
      label: 'curl',
      steps: [
        prove(`curl '{{url}}' \\
  -H 'X-Sentry-Auth: Sentry sentry_version=7, sentry_key={{key}}, sentry_client=curl/1.0' \\
  -H 'Content-Type: application/json' \\
  -d '{"message": "Hello from curl", "level": "error", "platform": "other"}'`),
      ],
    },
  ],
};
