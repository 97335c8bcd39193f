import '@fontsource/permanent-marker/latin-400.css';
import '@fontsource/caveat/latin-600.css';
import '@fontsource/caveat/latin-ext-600.css';
import './style/tokens.css';
import './style/base.css';
import './style/paper.css';
import './style/controls.css';
import './style/shell.css';
import './style/window.css';
import './style/maker.css';
import './style/reader.css';
import './style/console.css';
import './style/tools.css';
import './style/minimap.css';
import './style/inbox.css';
import './style/money.css';
import './style/operator.css';
import './style/account.css';
import './style/lineage.css';
import './style/filter.css';
import './style/social.css';
import './style/start.css';
import './style/here.css';
import './style/safety.css';
import './style/search.css';
import './style/people.css';
import './style/release.css';
import './style/status.css';
import './style/launch.css';
import './style/reach.css';
import { render } from 'solid-js/web';
import { browserTransport } from './api/http.ts';
import { atApi, IS_ELSEWHERE } from './api/origin.ts';
import { App } from './app/app.tsx';
import { browserPush } from './app/push-device.ts';
import { createBoardController } from './board/create-board-controller.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
render(
  () => (
    <App
      outside={{
        transport: browserTransport,
        openEvents: (path) => new EventSource(atApi(path), { withCredentials: IS_ELSEWHERE }),
        createBoard: createBoardController,
        push: browserPush,
      }}
    />
  ),
  root,
);
