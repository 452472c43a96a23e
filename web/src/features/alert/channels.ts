/** Ways out, and what each has to know: the server's table (alert_channel.c) in words. */

export interface ChannelField {
  name: string;
  label: string;
  /** Never shown again once it is set. */
  secret?: boolean;
  /** One entry a line. */
  lines?: boolean;
  required?: boolean;
  /** One of these; the first is what '' means. */
  options?: readonly { value: string; label: string }[];
  /** Text of several lines. */
  text?: boolean;
  /** Shown only when another field says so. */
  when?: { name: string; is: string };
  placeholder?: string;
  hint?: string;
}
export interface Channel {
  type: string;
  label: string;
  fields: readonly ChannelField[];
}

const hook = (placeholder: string, more: Partial<ChannelField> = {}): ChannelField => ({
  name: 'webhook_url',
  label: 'Webhook address',
  secret: true,
  required: true,
  placeholder,
  ...more,
});

export const channels: readonly Channel[] = [
  {
    type: 'email',
    label: 'Mail',
    fields: [
      {
        name: 'recipients',
        label: 'Recipients',
        lines: true,
        required: true,
        placeholder: 'ops@example.com',
      },
    ],
  },
  {
    type: 'slack',
    label: 'Slack',
    fields: [
      hook('https://hooks.slack.com/services/…', {
        required: false,
        hint: "Empty takes that of the project's group, else the server's.",
      }),
      {
        name: 'channel',
        label: 'Channel',
        placeholder: '#payments',
        hint: 'Only where the webhook allows it; a bot needs it.',
      },
      {
        name: 'token',
        label: 'Token of a bot',
        secret: true,
        placeholder: 'xoxb-…',
        hint: 'Instead of the webhook: a thread for each issue, its first message kept up to date.',
      },
      { name: 'url', label: 'Server', placeholder: 'https://slack.com/api' },
    ],
  },
  {
    type: 'webhook',
    label: 'Webhook',
    fields: [
      {
        name: 'url',
        label: 'Address',
        secret: true,
        required: true,
        placeholder: 'https://example.com/hook',
      },
      {
        name: 'secret',
        label: 'Secret',
        secret: true,
        hint: 'Signs the body: X-Gosnag-Signature is its HMAC-SHA256.',
      },
      {
        name: 'format',
        label: 'Shape',
        options: [
          { value: '', label: "GoSnag's own" },
          { value: 'sentry', label: "As Sentry's issue alert" },
          { value: 'template', label: 'JSON of my own' },
        ],
      },
      {
        name: 'template',
        label: 'Template',
        text: true,
        when: { name: 'format', is: 'template' },
        placeholder: '{"text": "{{alert.name}}: {{issue.title}}", "link": "{{issue.url}}"}',
        hint: "Any name of GoSnag's own shape in {{…}}, and {{headline}}; alone in its quotes it keeps its type.",
      },
    ],
  },
  { type: 'discord', label: 'Discord', fields: [hook('https://discord.com/api/webhooks/…')] },
  { type: 'teams', label: 'Teams', fields: [hook('https://….logic.azure.com/workflows/…')] },
  {
    type: 'telegram',
    label: 'Telegram',
    fields: [
      { name: 'token', label: 'Token of the bot', secret: true, required: true },
      { name: 'chat_id', label: 'Chat', placeholder: '-1001234567890' },
      { name: 'url', label: 'Server', placeholder: 'https://api.telegram.org' },
    ],
  },
  {
    type: 'mattermost',
    label: 'Mattermost',
    fields: [
      hook('https://chat.example.com/hooks/…'),
      { name: 'channel', label: 'Channel', placeholder: 'town-square' },
    ],
  },
  {
    type: 'pagerduty',
    label: 'PagerDuty',
    fields: [
      { name: 'routing_key', label: 'Integration key', secret: true, required: true },
      { name: 'url', label: 'Server', placeholder: 'https://events.pagerduty.com/v2/enqueue' },
    ],
  },
];

export function channelOf(type: string | null | undefined): Channel | undefined {
  return channels.find((one) => one.type === type);
}
