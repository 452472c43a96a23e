import { init, install, type Platform, prove } from './platform';

const code = `import sentry_sdk

sentry_sdk.init(
    dsn="{{dsn}}",
    release="1.0.0",
    environment="production",
)`;

export const python: Platform = {
  id: 'python',
  label: 'Python',
  also: 'django flask fastapi celery',
  variants: [
    {
      label: 'Python',
      steps: [install('pip install sentry-sdk'), init('the first module that runs', code), prove('1 / 0')],
    },
    {
      label: 'Django',
      steps: [
        install('pip install "sentry-sdk[django]"'),
        init('settings.py', code),
        prove(`# urls.py\npath("break/", lambda request: 1 / 0),`),
      ],
    },
    {
      label: 'Flask',
      steps: [
        install('pip install "sentry-sdk[flask]"'),
        init('app.py, before Flask(__name__)', code),
        prove(`@app.route("/break")\ndef break_it():\n    1 / 0`),
      ],
    },
    {
      label: 'FastAPI',
      steps: [
        install('pip install "sentry-sdk[fastapi]"'),
        init('main.py, before FastAPI()', code),
        prove(`@app.get("/break")\nasync def break_it():\n    1 / 0`),
      ],
    },
  ],
};
