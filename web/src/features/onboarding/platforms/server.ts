import { init, install, type Platform, prove } from './platform';

export const go: Platform = {
  id: 'go',
  label: 'Go',
  also: 'golang',
  variants: [
    {
      label: 'Go',
      steps: [
        install('go get github.com/getsentry/sentry-go'),
        init(
          'main.go',
          `err := sentry.Init(sentry.ClientOptions{\n\tDsn:         "{{dsn}}",\n\tRelease:     "1.0.0",\n\tEnvironment: "production",\n})\nif err != nil {\n\tlog.Fatalf("sentry.Init: %s", err)\n}\n// Send what is waiting before the program ends\ndefer sentry.Flush(2 * time.Second)`,
        ),
        prove(`sentry.CaptureException(errors.New("Hello from Go"))`),
      ],
    },
  ],
};

export const php: Platform = {
  id: 'php',
  label: 'PHP',
  also: 'laravel symfony wordpress',
  variants: [
    {
      label: 'PHP',
      steps: [
        install('composer require sentry/sentry'),
        init(
          'index.php, behind the autoloader',
          `\\Sentry\\init([\n    'dsn' => '{{dsn}}',\n    'release' => '1.0.0',\n    'environment' => 'production',\n]);`,
        ),
        prove(`throw new \\RuntimeException('Hello from PHP');`),
      ],
    },
    {
      label: 'Laravel',
      steps: [
        install('composer require sentry/sentry-laravel'),
        init(
          'bootstrap/app.php',
          `->withExceptions(function (Exceptions $exceptions) {\n    \\Sentry\\Laravel\\Integration::handles($exceptions);\n})`,
        ),
        { title: 'Give it the address', file: '.env', code: 'SENTRY_LARAVEL_DSN={{dsn}}' },
        prove('php artisan sentry:test'),
      ],
    },
  ],
};

export const ruby: Platform = {
  id: 'ruby',
  label: 'Ruby',
  also: 'rails sidekiq',
  variants: [
    {
      label: 'Ruby',
      steps: [
        install('gem install sentry-ruby'),
        init(
          'the first file that runs',
          `require 'sentry-ruby'\n\nSentry.init do |config|\n  config.dsn = '{{dsn}}'\n  config.release = '1.0.0'\n  config.environment = 'production'\nend`,
        ),
        prove(`Sentry.capture_message('Hello from Ruby')`),
      ],
    },
    {
      label: 'Rails',
      steps: [
        install('bundle add sentry-ruby sentry-rails'),
        init(
          'config/initializers/sentry.rb',
          `Sentry.init do |config|\n  config.dsn = '{{dsn}}'\n  config.release = '1.0.0'\n  config.breadcrumbs_logger = [:active_support_logger, :http_logger]\nend`,
        ),
        prove(`# config/routes.rb\nget '/break', to: ->(_env) { raise 'Hello from Rails' }`),
      ],
    },
  ],
};

export const rust: Platform = {
  id: 'rust',
  label: 'Rust',
  variants: [
    {
      label: 'Rust',
      steps: [
        install('cargo add sentry'),
        init(
          'main.rs; keep the guard until the end of main',
          `let _guard = sentry::init(("{{dsn}}", sentry::ClientOptions {\n    release: sentry::release_name!(),\n    environment: Some("production".into()),\n    ..Default::default()\n}));`,
        ),
        prove(`panic!("Hello from Rust");`),
      ],
    },
  ],
};
