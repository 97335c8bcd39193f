import { access, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { chromium, type BrowserServer } from 'playwright-core';

/** Software WebGL, and none of the browser's own traffic. */
const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  // Every window would load two hidden pages of the address bar, which nobody opens here. The last list wins, so it
  // repeats what the driver itself turns off.
  `--disable-features=${[
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsUpgrades',
    'HttpsFirstBalancedModeAutoEnable',
    'LensOverlay',
    'MediaRouter',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'OptimizationHints',
    'NetworkTimeServiceQuerying',
    'AimEnabled',
    'PreconnectToSearch',
  ].join(',')}`,
];

/** Pages are drawn and put together by the CPU: through software WebGL, which the board alone needs, that takes five times as long. */
export const PAGES_BY_CPU: readonly string[] = ['--disable-gpu-rasterization', '--disable-gpu-compositing'];

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The system's Chromium, else the one that an npm package ships. Throws with what to do when neither starts. */
export async function launchChromium(more: readonly string[] = []): Promise<BrowserServer> {
  const args = [...FLAGS, ...more];
  const reasons: string[] = [];
  for (const candidate of [process.env.OTO_CHROMIUM, ...SYSTEM]) {
    if (!candidate || !(await exists(candidate))) continue;
    try {
      return await chromium.launchServer({ executablePath: candidate, args, headless: true });
    } catch (error) {
      reasons.push(`${candidate}: ${String(error)}`);
    }
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), 'oto-chromium-'));
    const executablePath = await sparticuz.executablePath();
    return await chromium.launchServer({
      executablePath,
      args,
      headless: true,
      env: { ...process.env, HOME: folder, LD_LIBRARY_PATH: `/tmp/al2023/lib:/tmp/al2/lib:${process.env.LD_LIBRARY_PATH ?? ''}` },
    });
  } catch (error) {
    reasons.push(`@sparticuz/chromium: ${String(error)}`);
  }
  throw new Error(
    `no Chromium could be started. Install one ("apt-get install chromium") or set OTO_CHROMIUM to its path.\n${reasons.join('\n')}`,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
