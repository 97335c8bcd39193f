/**
 * The workshop of the panels: the whole interface over fixtures, without servers. Open
 * `/panels.html` under `vite`; `?as=member` signs in, `?as=operator` too with operator's rights,
 * `?open=<panel>` is answered by clicking. Nothing here is part of the product's build.
 */
import '@fontsource/permanent-marker/latin-400.css';
import '@fontsource/caveat/latin-600.css';
import '@fontsource/caveat/latin-ext-600.css';
import '../../style/tokens.css';
import '../../style/base.css';
import '../../style/paper.css';
import '../../style/controls.css';
import '../../style/shell.css';
import '../../style/window.css';
import '../../style/maker.css';
import '../../style/reader.css';
import '../../style/console.css';
import { render } from 'solid-js/web';
import { App } from '../../app/app.tsx';
import { createBoardStandIn } from './board-stand-in.ts';
import { createServerStandIn } from './server-stand-in.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('panels.html has no #root');
const as = new URLSearchParams(location.search).get('as');
const server = createServerStandIn(as === 'member' || as === 'operator' ? as : null);
history.replaceState(null, '', '/');
render(() => <App outside={{ transport: server.transport, openEvents: server.openEvents, createBoard: createBoardStandIn }} />, root);
