import '@fontsource/permanent-marker/latin-400.css';
import '@fontsource/caveat/latin-600.css';
import '@fontsource/caveat/latin-ext-600.css';
// All of the board's sheets, in its order: they share one file, in which what comes later wins.
import '../style/tokens.css';
import '../style/base.css';
import '../style/paper.css';
import '../style/controls.css';
import '../style/shell.css';
import '../style/window.css';
import '../style/maker.css';
import '../style/reader.css';
import '../style/console.css';
import '../style/tools.css';
import '../style/minimap.css';
import '../style/inbox.css';
import '../style/money.css';
import '../style/operator.css';
import '../style/account.css';
import '../style/reach.css';
import '../style/verify.css';
import '../style/terms.css';
import { render } from 'solid-js/web';
import { browserTransport } from '../api/http.ts';
import { paperOf, TermsApp } from './terms-app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('terms.html has no #root');
render(() => <TermsApp transport={browserTransport} paper={paperOf(location.pathname)} />, root);
