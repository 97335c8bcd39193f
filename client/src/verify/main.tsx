import '@fontsource/permanent-marker/latin-400.css';
import '@fontsource/caveat/latin-600.css';
import '@fontsource/caveat/latin-ext-600.css';
import '../style/app.css';
import '../style/verify.css';
import { render } from 'solid-js/web';
import { browserTransport } from '../api/http.ts';
import { VerifyApp } from './verify-app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('verify.html has no #root');
render(() => <VerifyApp transport={browserTransport} />, root);
