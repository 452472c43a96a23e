import './styles/app.css';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import './api/preferences';
import { App } from './app/App';
import { startNavigation } from './app/navigation';
import { preloadRoute } from './app/routes';
import { startTheme } from './app/theme';

// Radix's scroll lock writes a style tag: it needs the response's nonce.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
if (nonce) setNonce(nonce);
startTheme();
startNavigation(preloadRoute);
createRoot(document.getElementById('root')!).render(<App />);
