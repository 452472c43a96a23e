import { init, install, type Platform, prove } from './platform';

export const java: Platform = {
  id: 'java',
  label: 'Java',
  also: 'kotlin spring jvm gradle maven',
  variants: [
    {
      label: 'Java',
      steps: [
        { title: 'Install', file: 'build.gradle', code: `implementation 'io.sentry:sentry:8.+'` },
        init(
          'first lines of main',
          `Sentry.init(options -> {\n  options.setDsn("{{dsn}}");\n  options.setRelease("1.0.0");\n  options.setEnvironment("production");\n});`,
        ),
        prove(`Sentry.captureException(new RuntimeException("Hello from Java"));`),
      ],
    },
    {
      label: 'Spring Boot',
      steps: [
        {
          title: 'Install',
          file: 'build.gradle',
          code: `implementation 'io.sentry:sentry-spring-boot-starter-jakarta:8.+'`,
        },
        init(
          'application.properties',
          `sentry.dsn={{dsn}}\nsentry.release=1.0.0\nsentry.environment=production`,
        ),
        prove(`@GetMapping("/break")\nString breakIt() { throw new RuntimeException("Hello from Spring"); }`),
      ],
    },
  ],
};

export const dotnet: Platform = {
  id: 'dotnet',
  label: '.NET',
  also: 'csharp c# aspnet asp.net',
  variants: [
    {
      label: '.NET',
      steps: [
        install('dotnet add package Sentry'),
        init(
          'Program.cs',
          `using var sentry = SentrySdk.Init(options =>\n{\n    options.Dsn = "{{dsn}}";\n    options.Release = "1.0.0";\n    options.Environment = "production";\n});`,
        ),
        prove(`SentrySdk.CaptureMessage("Hello from .NET");`),
      ],
    },
    {
      label: 'ASP.NET Core',
      steps: [
        install('dotnet add package Sentry.AspNetCore'),
        init(
          'Program.cs',
          `builder.WebHost.UseSentry(options =>\n{\n    options.Dsn = "{{dsn}}";\n    options.Release = "1.0.0";\n});`,
        ),
        prove(`app.MapGet("/break", string () => throw new Exception("Hello from ASP.NET"));`),
      ],
    },
  ],
};
