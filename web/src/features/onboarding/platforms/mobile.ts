import { init, install, type Platform, prove } from './platform';

export const android: Platform = {
  id: 'android',
  label: 'Android',
  also: 'kotlin java mobile',
  variants: [
    {
      label: 'Android',
      steps: [
        {
          title: 'Install',
          file: 'app/build.gradle.kts',
          code: 'dependencies {\n    implementation("io.sentry:sentry-android:8.+")\n}',
        },
        init(
          'AndroidManifest.xml, inside <application>',
          `<meta-data android:name="io.sentry.dsn"\n           android:value="{{dsn}}" />\n<meta-data android:name="io.sentry.environment"\n           android:value="production" />`,
        ),
        prove(`Sentry.captureException(RuntimeException("Hello from Android"))`),
      ],
    },
  ],
};

export const ios: Platform = {
  id: 'ios',
  label: 'iOS',
  also: 'swift macos apple cocoa mobile',
  variants: [
    {
      label: 'Swift',
      steps: [
        {
          title: 'Install',
          file: 'Xcode, File, Add Package Dependencies',
          code: 'https://github.com/getsentry/sentry-cocoa',
        },
        init(
          'AppDelegate.swift, or init() of the App',
          `import Sentry\n\nSentrySDK.start { options in\n    options.dsn = "{{dsn}}"\n    options.environment = "production"\n}`,
        ),
        prove(`SentrySDK.capture(message: "Hello from iOS")`),
      ],
    },
  ],
};

export const flutter: Platform = {
  id: 'flutter',
  label: 'Flutter',
  also: 'dart mobile',
  variants: [
    {
      label: 'Flutter',
      steps: [
        install('flutter pub add sentry_flutter'),
        init(
          'lib/main.dart',
          `import 'package:sentry_flutter/sentry_flutter.dart';\n\nFuture<void> main() async {\n  await SentryFlutter.init(\n    (options) {\n      options.dsn = '{{dsn}}';\n      options.environment = 'production';\n    },\n    appRunner: () => runApp(const MyApp()),\n  );\n}`,
        ),
        prove(`throw StateError('Hello from Flutter');`),
      ],
    },
  ],
};
