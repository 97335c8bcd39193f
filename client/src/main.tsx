import '@fontsource/permanent-marker/latin-400.css';
import '@fontsource/caveat/latin-600.css';
import '@fontsource/caveat/latin-ext-600.css';
import './style/app.css';
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
