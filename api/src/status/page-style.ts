import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The letters of titles travel with the page: it needs nothing else to be up. */
const TITLE = readFileSync(
  fileURLToPath(import.meta.resolve('@fontsource/permanent-marker/files/permanent-marker-latin-400-normal.woff2')),
);

/** The paper and the ink of client/src/style/tokens. */
export const STATUS_STYLE = `
@font-face{font-family:"Permanent Marker";font-display:swap;src:url(data:font/woff2;base64,${TITLE.toString('base64')}) format("woff2")}
:root{color-scheme:light dark;--paper:#f1ece1;--card:#fbf8f1;--ink:#2d2a26;--soft:#5d574e;--line:rgb(72 64 52/22%);--cast:60 48 30;
--up:#1f6b45;--slow:#875208;--down:#a62824;--off:#5d574e;--unknown:#5d574e;--up-bar:#5f9d78;--slow-bar:#e2a33b;--down-bar:#c83430;--none-bar:#d8d0c0;--link:#2660b4}
@media (prefers-color-scheme:dark){:root{--paper:#262421;--card:#35322d;--ink:#f1ebde;--soft:#c2b9a8;--line:rgb(240 228 204/17%);--cast:0 0 0;
--up:#86d3a8;--slow:#f0c070;--down:#ff9f92;--off:#c2b9a8;--unknown:#c2b9a8;--up-bar:#5f9d78;--slow-bar:#d9a04a;--down-bar:#e0625a;--none-bar:#4b463e;--link:#8fbcf5}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--link)}
header,main,footer{width:min(820px,100% - 32px);margin-inline:auto}
header{display:flex;justify-content:space-between;align-items:center;padding:22px 0 8px;gap:16px}
header .brand{font:400 1.9rem/1 "Permanent Marker","Marker Felt",cursive;color:var(--ink);text-decoration:none;border-bottom:3px solid #c83430;border-radius:0 0 30px 6px}
h1{font:400 clamp(1.9rem,6vw,2.7rem)/1.12 "Permanent Marker","Marker Felt",cursive;margin:18px 0 6px;overflow-wrap:anywhere}
h2{font:400 1.35rem/1.2 "Permanent Marker","Marker Felt",cursive;margin:44px 0 14px}
.lead{margin:0 0 26px;color:var(--soft)}
.note{position:relative;padding:30px 26px 20px;background:linear-gradient(170deg,#fff5 0,#fff0 45%),#ffec8c;color:#332d22;rotate:-.6deg;
border-radius:2px 3px 22px 3px/2px 3px 9px 3px;box-shadow:0 2px 3px rgb(var(--cast)/20%),0 16px 18px -12px rgb(var(--cast)/60%)}
.note[data-state=up]{background-color:#bfe3b4}.note[data-state=slow]{background-color:#ffd98a}.note[data-state=down]{background-color:#ff9c8a}
.note::before{content:"";position:absolute;top:-8px;left:50%;width:19px;height:19px;border-radius:50%;
background:radial-gradient(circle at 35% 32%,#fff 0,#ee5a50 24%,#8d1512);box-shadow:3px 6px 5px rgb(var(--cast)/55%)}
.note p{margin:0}.note .big{font:400 1.6rem/1.2 "Permanent Marker","Marker Felt",cursive}
.sheet{background:var(--card);border:1px solid var(--line);border-radius:4px 6px 5px 7px;box-shadow:0 1px 2px rgb(var(--cast)/18%),0 18px 40px -14px rgb(var(--cast)/42%)}
.parts{list-style:none;margin:34px 0 0;padding:6px clamp(14px,4vw,26px)}
.parts>li{padding:16px 0 14px;border-bottom:1.5px dashed var(--line)}.parts>li:last-child{border-bottom:0}
.top{display:flex;flex-wrap:wrap;gap:2px 14px;justify-content:space-between;align-items:baseline}
.top b{font-size:1.05rem}.what{color:var(--soft);font-size:.9rem}
.state{font-weight:700;white-space:nowrap}.state::before{content:"";display:inline-block;width:.72em;height:.72em;margin-inline-end:.45em;border-radius:46% 54% 50% 50%;background:currentcolor}
${['up', 'slow', 'down', 'off', 'unknown'].map((state) => `.state[data-state=${state}]{color:var(--${state})}`).join('')}
svg.bars{display:block;width:100%;height:34px;margin:9px 0 3px}
svg.bars .up{fill:var(--up-bar)}svg.bars .slow{fill:var(--slow-bar)}svg.bars .down{fill:var(--down-bar)}svg.bars .none{fill:var(--none-bar)}
.foot{display:flex;justify-content:space-between;gap:12px;color:var(--soft);font-size:.8rem}
.incident{margin:0 0 18px;padding:18px clamp(14px,4vw,26px)}
.incident h3{margin:0 0 4px;font-size:1.05rem}
.incident ol{list-style:none;margin:12px 0 0;padding:0}.incident li{padding:8px 0 8px 14px;border-inline-start:3px solid var(--line)}
.incident li p{margin:2px 0 0;white-space:pre-line;overflow-wrap:anywhere}
.small{font-size:.86rem;color:var(--soft)}
footer{display:flex;flex-wrap:wrap;gap:8px 22px;padding:40px 0 48px}
footer a,header a{display:inline-block;padding:6px 0}
`;
